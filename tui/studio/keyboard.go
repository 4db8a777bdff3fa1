package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
)

// holder is what has the keyboard: a pane, or the screen on top.
type holder interface {
	// Place says what keys mean there now.
	Place() action.Place
	// Act does what it has of its own, and reports whether it has the action.
	Act(id action.ID) (tea.Cmd, bool)
	Update(msg tea.Msg) tea.Cmd
}

// keyboard sends keys and what is pasted where they belong.
type keyboard struct {
	acts    *action.Table
	panes   *panes
	screens *screens
	dialogs *dialogs
	notices *notices
	flows   *flows
	spoken  *spoken

	waiting action.Waiting // for the second key of a pair
}

// holder is what has the keyboard where no dialog lies over it.
func (k *keyboard) holder() holder {
	if s := k.screens.top(); s != nil {
		return s
	}
	return k.panes.focused()
}

// place is what keys mean where the keyboard is.
func (k *keyboard) place() action.Place { return k.holder().Place() }

// onPicture tells whether a result is selected where the keyboard is.
func (k *keyboard) onPicture() bool {
	if s := k.screens.top(); s != nil {
		return s.Pictures
	}
	return k.panes.onPicture()
}

// capturing tells whether letters are text now.
func (k *keyboard) capturing() bool {
	if k.dialogs.top() != nil {
		return true
	}
	if s := k.screens.top(); s != nil {
		return s.Capturing()
	}
	return k.panes.focused().Capturing()
}

// key sends a key where it belongs. The order: quit and suspend, the second key
// of a pair, the dialog on top, the short list of keys, the action that the key
// means where the keyboard is, the text there.
func (k *keyboard) key(msg tea.KeyPressMsg) tea.Cmd {
	at := k.place()
	if k.dialogs.top() != nil {
		at = action.Question // letters may be text in any of them
	}
	id, _ := k.acts.At(at, msg)
	if k.spoken.press(id) || k.spoken.reads(k.dialogs.top(), msg) {
		return nil
	}
	k.notices.dismiss()
	paused := k.dialogs.press()
	if id == action.StudioQuit || id == action.StudioSuspend {
		return k.acts.Do(id)
	}
	k.flows.leaving.Stay()
	waiting := k.waiting
	k.waiting = action.Waiting{}
	if !waiting.Opened() {
		k.flows.edit.Forget() // a file was chosen for the menu that followed alone
	}
	switch {
	case !waiting.Empty():
		return k.second(waiting, msg)
	case k.dialogs.top() != nil:
		return k.dialogs.key(msg, paused)
	}
	return k.press(at, msg)
}

// press does what a key means where the keyboard is. While the short list of
// keys shows, one key adds to it, also from the middle of a sentence; any other
// goes on with what was being done.
func (k *keyboard) press(at action.Place, msg tea.KeyPressMsg) tea.Cmd {
	id, means := k.acts.At(at, msg)
	if k.flows.accounts.Listed() && id != action.KeyNext {
		k.flows.accounts.Unlist()
		if add, is := k.acts.At(action.KeyList, msg); is {
			return k.acts.Do(add)
		}
	}
	if waiting, begins := k.acts.Begin(at, msg); begins {
		k.waiting = waiting
		return nil
	}
	if means {
		if cmd, done := k.act(id); done {
			return cmd
		}
	}
	return k.holder().Update(msg)
}

// second handles the key after one that waited for it. Any key that is no
// choice ends the pair and does nothing else.
func (k *keyboard) second(waiting action.Waiting, msg tea.KeyPressMsg) tea.Cmd {
	id, is := k.acts.Then(waiting, msg)
	if !is {
		return nil
	}
	cmd, _ := k.act(id)
	return cmd
}

// act does what an action means where the keyboard is: what has the keyboard
// goes first. It reports whether anybody has the action; one that cannot act
// now says why.
func (k *keyboard) act(id action.ID) (tea.Cmd, bool) {
	if cmd, done := k.holder().Act(id); done {
		if id == action.PromptGenerate && cmd != nil {
			// Heard at once: lists that come in before what it says would change
			// what was seen under the prompt.
			_, cmd = k.flows.update(cmd())
		}
		return cmd, true
	}
	if why := k.acts.Why(id); why != "" {
		return k.notices.Say(wording.Sentence(why)), true
	}
	return k.acts.Do(id), k.acts.Acts(id)
}

// wait shows what can come after the key of a menu, and waits for that.
func (k *keyboard) wait(menu action.Menu) { k.waiting = k.acts.Open(k.place(), menu) }

// paste goes to the field that has the focus; in a pane without one it goes to
// the prompt, never submits, and says so.
func (k *keyboard) paste(msg tea.PasteMsg) tea.Cmd {
	if d := k.dialogs.top(); d != nil {
		return d.Update(msg)
	}
	if s := k.screens.top(); s != nil {
		return s.Update(msg)
	}
	if k.panes.focus == panePrompt || k.panes.focused().Capturing() {
		return k.panes.focused().Update(msg)
	}
	cmd := k.panes.focusOn(panePrompt)
	return tea.Batch(cmd, k.panes.prompt.Update(msg), k.notices.Say("Pasted into the prompt."))
}
