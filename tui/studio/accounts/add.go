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

// newForm is an empty form. The way the last secret was kept is offered first.
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
		"It was kept out of the prompt.", "", f.host.WithKeys("{dialog.accept} adds it as a key · {dialog.cancel} discards it."),
	}, ""), answers)
}

// openAdding opens a form. One that is open already goes: the key for it was
// pressed twice, or held down, and nothing would ever close the other.
func (f *Flow) openAdding(form *keys.AddForm) tea.Cmd {
	f.Unlist()
	f.closeAdding()
	f.adding = form
	return tea.Batch(f.host.Open(form, flow.Answers{}), f.lookForKeyring(form))
}

// keyringMissingMsg says that there is no keyring to keep a key in.
type keyringMissingMsg struct{ form *keys.AddForm }

// lookForKeyring finds out whether there is a keyring, before the form that
// offers it is filled.
func (f *Flow) lookForKeyring(form *keys.AddForm) tea.Cmd {
	ctx, store := f.o.Context, f.o.Store
	if store == nil {
		return nil
	}
	return func() tea.Msg {
		if err := store.KeyringMissing(ctx); err != nil && ctx.Err() == nil {
			return keyringMissingMsg{form}
		}
		return nil
	}
}

func (f *Flow) closeAdding() {
	if f.adding != nil {
		f.host.Dismiss(f.adding)
		f.adding = nil
	}
}

// addedMsg says what came of saving a key. form is what it was written in.
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
	case errors.Is(msg.err, key.ErrKeyringUnavailable) && msg.form == f.adding:
		msg.form.Elsewhere("The system keyring does not answer.")
		return nil
	case msg.err != nil:
		return f.notAdded(msg.form, msg.err)
	}
	f.closeForm(msg.form)
	f.host.TipDone(flow.TipAddKey)
	return tea.Batch(f.Use(msg.key.Name), f.check(msg.key.Name))
}

// notAdded says why a key was not saved: in its form while that is open.
func (f *Flow) notAdded(form *keys.AddForm, err error) tea.Cmd {
	if form != f.adding {
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
