package keys

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/box"
	"imagine-tui/tui/masked"
	"imagine-tui/tui/theme"
)

// AddForm is the dialog that adds a key.
type AddForm struct {
	st      *theme.Styles
	secret  masked.Text
	address string
	err     string
}

// NewAddForm returns an empty form; address is the API's usual base URL.
func NewAddForm(st *theme.Styles, address string) *AddForm {
	return &AddForm{st: st, address: address}
}

// SetSecret fills the secret field, which is masked at once.
func (f *AddForm) SetSecret(secret string) { f.secret = masked.New(secret) }

// SetError shows why the key could not be saved; the form stays filled.
func (f *AddForm) SetError(text string) { f.err = text }

// Update handles keys and pastes.
func (f *AddForm) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
		return func() tea.Msg { return AddCancelMsg{} }
	}
	return nil
}

// View returns the form's own box, at most w × h cells.
func (f *AddForm) View(w, h int) []string {
	return box.Draw(f.st, box.Frame{Title: "Add a key", Focused: true}, []string{f.err}, min(w, 80), min(h, 12))
}

// Cursor returns where the text cursor stands, relative to the box.
func (f *AddForm) Cursor() *tea.Cursor { return nil }

// RenameForm is the dialog that gives a key another name.
type RenameForm struct {
	st  *theme.Styles
	old string
}

// NewRenameForm returns a form that renames the key called old.
func NewRenameForm(st *theme.Styles, old string) *RenameForm { return &RenameForm{st, old} }

// SetError shows why the name could not be given.
func (f *RenameForm) SetError(_ string) {}

// Update handles keys and pastes.
func (f *RenameForm) Update(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "esc" {
		return func() tea.Msg { return RenameCancelMsg{} }
	}
	return nil
}

// View returns the form's own box, at most w × h cells.
func (f *RenameForm) View(w, h int) []string {
	return box.Draw(f.st, box.Frame{Title: "Rename " + f.old, Focused: true}, nil, min(w, 60), min(h, 5))
}

// Cursor returns where the text cursor stands, relative to the box.
func (f *RenameForm) Cursor() *tea.Cursor { return nil }
