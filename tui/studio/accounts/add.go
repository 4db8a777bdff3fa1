package accounts

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/key"
	"imagine-tui/api/wording"
	"imagine-tui/tui/keys"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/secret"
)

// Add opens the form that adds a key.
func (f *Flow) Add() tea.Cmd { return f.openAdding(f.newForm()) }

// newForm is an empty form. The way the last secret was kept is offered first:
// where there is no keyring, that is asked about once.
func (f *Flow) newForm() *keys.AddForm {
	form := keys.NewAddForm(f.o.Styles, key.DefaultBaseURL)
	if f.o.Store != nil {
		form.SetKeep(string(f.o.Store.Preferred()))
	}
	return form
}

// Pasted offers to keep a pasted secret as a key; it was not put into the
// prompt and is forgotten otherwise.
func (f *Flow) Pasted(pasted secret.Text) tea.Cmd {
	answers := flow.Answers{Yes: func() tea.Cmd {
		form := f.newForm()
		form.SetSecret(pasted.Take())
		return f.openAdding(form)
	}}
	return f.host.Open(dialog.NewConfirm(f.o.Styles, "That looks like an API key", []string{
		"It was not put in the prompt.", "", f.host.WithKeys("{dialog.accept} adds it as a key · {dialog.cancel} forgets it."),
	}, ""), answers)
}

// openAdding opens a form. One that is open already goes: the key for it was
// pressed twice, or held down, and nothing would ever close the other.
func (f *Flow) openAdding(form *keys.AddForm) tea.Cmd {
	f.Unlist()
	f.closeAdding()
	f.adding = form
	return f.host.Open(form, flow.Answers{})
}

func (f *Flow) closeAdding() {
	if f.adding != nil {
		f.host.Dismiss(f.adding)
		f.adding = nil
	}
}

// addedMsg says what came of saving a key. form is what it was written in, nil
// where it was only asked where to keep it.
type addedMsg struct {
	form *keys.AddForm
	key  key.NewKey
	err  error
}

// submitted saves the key that the form describes. The keyring may take its
// time, so it is asked outside the update loop.
func (f *Flow) submitted(msg keys.AddSubmitMsg) tea.Cmd {
	added, err := newKeyOf(msg)
	if err != nil {
		return f.notAdded(f.adding, err)
	}
	return f.save(f.adding, added)
}

func newKeyOf(msg keys.AddSubmitMsg) (key.NewKey, error) {
	k := key.NewKey{Name: msg.Name, Keep: key.SourceKind(msg.Keep), BaseURL: msg.Address, Env: msg.Env, Command: msg.Command}
	if k.Keep == key.KindEnv || k.Keep == key.KindCommand {
		return k, nil
	}
	secret, err := key.NewSecret(msg.Secret.Take())
	k.Secret = secret
	return k, err
}

func (f *Flow) save(form *keys.AddForm, k key.NewKey) tea.Cmd {
	ctx, store := f.o.Context, f.o.Store
	return func() tea.Msg { return addedMsg{form, k, store.Add(ctx, k)} }
}

func (f *Flow) added(msg addedMsg) tea.Cmd {
	switch {
	case errors.Is(msg.err, key.ErrKeyringUnavailable):
		return f.askKeep(msg)
	case msg.err != nil:
		return f.notAdded(msg.form, msg.err)
	}
	f.closeForm(msg.form)
	f.host.TipDone(flow.TipAddKey)
	return tea.Batch(f.Use(msg.key.Name), f.check(msg.key.Name))
}

// askKeep asks where to keep a key that the keyring does not take.
func (f *Flow) askKeep(msg addedMsg) tea.Cmd {
	f.closeForm(msg.form)
	k := msg.key
	answers := flow.Answers{Choice: func(choice int) tea.Cmd {
		k.Keep = key.KindFile
		if choice == 2 {
			k.Keep = key.KindSession
		}
		return f.save(nil, k)
	}}
	return f.host.Open(dialog.NewChoice(f.o.Styles,
		"The system keyring does not answer. Keep the key in a private file (0600) instead?",
		[]string{"Throw the key away", "Keep it in the private file", "Use it for this session only"}), answers)
}

// notAdded says why a key was not saved: in its form while that is open.
func (f *Flow) notAdded(form *keys.AddForm, err error) tea.Cmd {
	if form == nil || form != f.adding {
		return f.problem(err)
	}
	form.SetError(wording.Problem(err))
	return nil
}

// closeForm closes the form a key was written in, unless another is open by
// now.
func (f *Flow) closeForm(form *keys.AddForm) {
	if form != nil && form == f.adding {
		f.closeAdding()
	}
}
