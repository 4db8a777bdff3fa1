package studio

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/preview"
	"imagine-tui/tui/prompt"
	"imagine-tui/tui/results"
	"imagine-tui/tui/seed"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/style"
	"imagine-tui/tui/widget/dialog"
)

// paneMessage handles what a pane says about itself.
func (m *Model) paneMessage(msg tea.Msg) (bool, tea.Cmd) {
	switch msg := msg.(type) {
	case prompt.SendMsg:
		return true, m.send()
	case prompt.LeaveMsg:
		return true, m.back()
	case prompt.ChangedMsg:
		m.showPlan()
		return true, m.draftLater()
	case prompt.NoticeMsg:
		return true, m.Say(msg.Text)
	case prompt.PasteRequestMsg:
		return true, m.readClipboard()
	case prompt.KeyPastedMsg:
		return true, m.askPastedKey(msg)
	case prompt.ScrollMsg:
		return true, m.results.MoveBy(msg.Pages * 8)
	case style.SaveSetMsg:
		return true, m.askSetWords(msg)
	case style.ChangedMsg:
		m.takeSetRatio(msg.Sets)
		m.settingsChanged("style change")
		m.showPlan()
		return true, nil
	case seed.ChangedMsg:
		m.settingsChanged("seed or ratio change")
		m.showPlan()
		return true, nil
	case style.DoneMsg:
		m.settingsChanged("style change")
		m.showPlan()
		return true, m.focusOn(panePrompt)
	case seed.DrawMsg:
		m.drawSeeds()
		return true, nil
	case preview.ZoomedMsg:
		return true, m.refreshPreview()
	case results.SelectedMsg:
		return true, m.refreshPreview()
	case results.LookMsg:
		return true, m.look()
	case results.MarkedMsg:
		m.marksChanged()
		return true, nil
	case results.FilteredMsg:
		m.filterChanged(msg.Before)
		return true, nil
	}
	return m.keyMessage(msg)
}

// keyMessage handles what the key pane and its forms ask for.
func (m *Model) keyMessage(msg tea.Msg) (bool, tea.Cmd) {
	switch msg := msg.(type) {
	case keys.UseMsg:
		return true, m.useKey(msg.Name)
	case keys.AddMsg:
		return true, m.openAddKey()
	case keys.AddSubmitMsg:
		return true, m.addKey(msg)
	case keys.AddCancelMsg:
		m.closeDialog()
		return true, nil
	case keys.RenameMsg:
		return true, m.Open(keys.NewRenameForm(m.st, msg.Name), flow.Answers{})
	case keys.RenameSubmitMsg:
		return true, m.renameKey(msg.Old, msg.New)
	case keys.RenameCancelMsg:
		m.closeDialog()
		return true, nil
	case keys.RemoveMsg:
		return true, m.askRemoveKey(msg.Name)
	case keys.CheckMsg:
		return true, m.checkKey(msg.Name)
	case keys.ReleaseMsg:
		return true, m.release(msg.Name)
	case keys.CopyNameMsg:
		return true, m.copyText(msg.Name, "name")
	case keys.CopySecretMsg:
		return true, m.askCopySecret(msg.Name)
	case keys.LeakedMsg:
		return true, m.openLeaked(msg.Name)
	case keys.ConsoleMsg:
		return true, m.openConsole()
	}
	return false, nil
}

func (m *Model) openAddKey() tea.Cmd {
	m.keyList.shown = false
	return m.Open(keys.NewAddForm(m.st, key.DefaultBaseURL), flow.Answers{})
}

// addKey saves a key the form describes. The keyring may take its time, so
// it is asked outside the update loop.
func (m *Model) addKey(msg keys.AddSubmitMsg) tea.Cmd {
	form, _ := m.topDialog().(*keys.AddForm)
	nk, err := newKeyOf(msg)
	if err != nil {
		if form != nil {
			form.SetError(sentence(err))
		}
		return nil
	}
	ctx, store := m.ctx, m.o.Keys
	return later(func() func(*Model) tea.Cmd {
		err := store.Add(ctx, nk)
		return func(m *Model) tea.Cmd { return m.keyAdded(form, nk, err) }
	})
}

func newKeyOf(msg keys.AddSubmitMsg) (key.NewKey, error) {
	nk := key.NewKey{Name: msg.Name, Keep: key.SourceKind(msg.Keep), BaseURL: msg.Address, Env: msg.Env, Command: msg.Command}
	if nk.Keep == key.KindEnv || nk.Keep == key.KindCommand {
		return nk, nil
	}
	secret, err := key.NewSecret(msg.Secret.Take())
	nk.Secret = secret
	return nk, err
}

func (m *Model) keyAdded(form *keys.AddForm, nk key.NewKey, err error) tea.Cmd {
	if errors.Is(err, key.ErrKeyringUnavailable) {
		m.Dismiss(form)
		answers := flow.Answers{Choice: func(choice int) tea.Cmd {
			nk.Keep = key.KindFile
			if choice == 2 {
				nk.Keep = key.KindSession
			}
			ctx, store := m.ctx, m.o.Keys
			return later(func() func(*Model) tea.Cmd {
				err := store.Add(ctx, nk)
				return func(m *Model) tea.Cmd { return m.keyAdded(nil, nk, err) }
			})
		}}
		return m.Open(dialog.NewChoice(m.st,
			"The system keyring does not answer. Keep the key in a private file (0600) instead?",
			[]string{"Throw the key away", "Keep it in the private file", "Use it for this session only"}), answers)
	}
	if err != nil {
		if form != nil {
			form.SetError(sentence(err))
			return nil
		}
		return m.Warn(sentence(err))
	}
	m.Dismiss(form)
	m.tipDone(tipKey)
	return tea.Batch(m.useKey(nk.Name), m.checkKey(nk.Name))
}

func (m *Model) renameKey(from, to string) tea.Cmd {
	m.closeDialog()
	store := m.o.Keys
	return later(func() func(*Model) tea.Cmd {
		err := store.Rename(from, to)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			if m.keyInUse.Name == from {
				m.keyInUse.Name = to
			}
			m.fillKeys()
			return m.Say(fmt.Sprintf("Key %s is called %s now. Its pictures keep the old name.", clean.Line(from), clean.Line(to)))
		}
	})
}

func (m *Model) askRemoveKey(name string) tea.Cmd {
	k, ok := m.o.Keys.Get(name)
	if !ok || !k.Saved {
		return m.Warn(fmt.Sprintf("Key %s comes from %s and is removed there.", clean.Line(name), whereFrom(k)))
	}
	pictures := 0
	m.gallery.All(func(r gallery.Row) bool {
		if r.Key == name {
			pictures++
		}
		return true
	})
	answers := flow.Answers{Yes: func() tea.Cmd { return m.removeKey(name) }}
	return m.Open(dialog.NewConfirm(m.st, fmt.Sprintf("Remove key %q?", clean.Line(name)), []string{
		fmt.Sprintf("Its %s stay.", wording.Count(pictures, "picture")),
		"The secret is deleted here and cannot be brought back.",
		"It goes on to exist at the vendor's console.",
		"", fmt.Sprintf("Type %s to remove.", clean.Line(name)),
	}, name), answers)
}

func whereFrom(k key.Key) string {
	switch {
	case k.BuiltIn:
		return "the program itself"
	case k.Name == key.EnvName:
		return "IMAGINE_API_KEY"
	}
	return "the configuration file"
}

func (m *Model) removeKey(name string) tea.Cmd {
	ctx, store := m.ctx, m.o.Keys
	return later(func() func(*Model) tea.Cmd {
		err := store.Remove(ctx, name)
		return func(m *Model) tea.Cmd {
			if m.keyInUse.Name == name {
				m.chooseKey("")
			}
			m.fillKeys()
			m.showPlan()
			if err != nil {
				return m.Warn(sentence(err))
			}
			return m.Say("Key " + clean.Line(name) + " removed.")
		}
	})
}

// askPastedKey offers to keep a pasted secret as a key; it was not put into
// the prompt and is forgotten otherwise.
func (m *Model) askPastedKey(msg prompt.KeyPastedMsg) tea.Cmd {
	answers := flow.Answers{Yes: func() tea.Cmd {
		form := keys.NewAddForm(m.st, key.DefaultBaseURL)
		form.SetSecret(msg.Secret.Take())
		return m.Open(form, flow.Answers{})
	}}
	return m.Open(dialog.NewConfirm(m.st, "That looks like an API key", []string{
		"It was not put in the prompt.", "", "enter adds it as a key · esc forgets it.",
	}, ""), answers)
}

// openLeaked says what to do about a key that others may know. Nothing here
// can make a key useless: that is done at the vendor's.
func (m *Model) openLeaked(name string) tea.Cmd {
	subject := "A key"
	if name != "" {
		subject = "Key " + clean.Line(name)
	}
	return m.Open(dialog.NewInfo(m.st, subject+" may be known to others", strings.Join([]string{
		"Whoever has it can spend its tokens. The API has no call that stops a key, so:", "",
		"1  Make a new key at the vendor's console (o opens it) and add it here with +.",
		"2  Tell the vendor's support which key leaked, by its last letters: they can stop it.",
		"3  Look at the console's usage for calls you did not make.",
		"4  Remove the old one here with x. Its pictures stay.",
		"5  Take it out of where it leaked from: shell history, scripts, a repository, a chat.", "",
		"The key itself is in no picture, recipe, log or report of this program.",
	}, "\n")), flow.Answers{})
}

// emptyWords say what to do first while there are no results.
func (m *Model) emptyWords() []string {
	if m.loading {
		return []string{"Looking for earlier results…"}
	}
	words := []string{
		"Nothing made yet.", "",
		"enter   makes the pictures of the prompt above.",
		"tab     goes on: style, seed, results, preview, keys.", "",
	}
	if m.keyInUse.Name == key.SandboxName {
		words = append(words, "You are on the sandbox: painted on this computer, no network, no key, no cost. To use the real API: f2, then +")
	}
	return words
}

// openMessages shows what was said, newest last.
func (m *Model) openMessages() tea.Cmd {
	lines := []string{"No messages yet."}
	if len(m.messages) > 0 {
		lines = nil
	}
	for _, n := range m.messages {
		sign := " "
		if n.bad {
			sign = "!"
		}
		lines = append(lines, n.at.Format("15:04:05")+" "+sign+" "+n.text)
	}
	return m.Open(dialog.NewInfo(m.st, "Messages", strings.Join(lines, "\n")), flow.Answers{})
}
