package prompt

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/secret"
	"imagine-tui/tui/widget/text"
)

// Update handles keys and pastes; other messages are not for this pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return p.press(msg)
	case tea.PasteMsg:
		return p.paste(msg.Content)
	}
	return nil
}

func (p *Pane) press(k tea.KeyPressMsg) tea.Cmd {
	if cmd, done := p.acts.Press(action.Prompt, k, p.Act); done {
		return cmd
	}
	before, full := p.Value(), p.area.Len() >= MaxRunes
	writes := k.Text != "" && !p.normal()
	cmd, meant := text.Edit(p.acts, action.Prompt, p.editor(), k)
	if !meant || cmd != nil {
		return cmd
	}
	p.touch()
	return p.after(before, !writes || !full || p.Value() != before)
}

// editor is what keys edit the text by.
func (p *Pane) editor() text.Editor {
	if p.vim != nil {
		return p.vim
	}
	return p.area
}

// Act does what the pane has of its own. It reports whether it has the action:
// on the way through the lines of the text, up and down are the text's.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.PromptGenerate:
		if !p.sample { // typing still replaces it
			p.touch()
		}
		return say(SendMsg{}), true
	case action.PaneNext:
		return p.complete() // else it goes on to the next pane
	case action.StudioBack:
		if p.vim != nil && p.vim.Escape() {
			p.touch()
			return nil, true
		}
		return say(LeaveMsg{}), true
	case action.MovePageUp:
		return say(ScrollMsg{Pages: -1}), true
	case action.MovePageDown:
		return say(ScrollMsg{Pages: 1}), true
	case action.PromptOlder:
		if (p.walk.going || p.area.OnFirst()) && p.older() {
			return say(ChangedMsg{}), true
		}
	case action.PromptNewer:
		if (p.walk.going || p.area.OnLast()) && p.newer() {
			return say(ChangedMsg{}), true
		}
	case action.PromptNewLine:
		before := p.Value()
		fits := p.area.Insert("\n")
		p.touch()
		return p.after(before, fits), true
	}
	return nil, false
}

// after says what a change did. A prompt that was brought up and then changed
// is what is being written from now on.
func (p *Pane) after(before string, fits bool) tea.Cmd {
	var cmds []tea.Cmd
	if p.Value() != before {
		p.walk.at = draft
		cmds = append(cmds, say(ChangedMsg{}))
	}
	if !fits {
		cmds = append(cmds, say(NoticeMsg{Text: fullWords()}))
	}
	return tea.Batch(cmds...)
}

func fullWords() string {
	return fmt.Sprintf("A prompt can have %s characters. The rest was left out.", wording.Thousands(MaxRunes))
}

// Insert puts text in where the cursor is, as a paste does.
func (p *Pane) Insert(text string) tea.Cmd { return p.paste(text) }

// paste puts text in at the cursor as one step of undo. It never submits, and
// a key of the API is not put in at all: a prompt is sent, kept and shown.
func (p *Pane) paste(text string) tea.Cmd {
	text = clean.Text(text)
	if from, to, found := clean.FindKey(text); found {
		return say(KeyPastedMsg{Secret: secret.New(text[from:to])})
	}
	if text == "" {
		return nil
	}
	before := p.Value()
	fits := p.area.Insert(text)
	p.touch()
	return p.after(before, fits)
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }
