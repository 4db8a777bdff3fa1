package keys

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// RenameForm is the dialog that gives a key another name.
type RenameForm struct {
	action.Holder

	st     *theme.Styles
	old    string
	name   *text.Field
	err    string
	cursor *tea.Cursor
}

// NewRenameForm returns a form that renames the key called old. The old name
// is selected, so that typing replaces it.
func NewRenameForm(st *theme.Styles, old string) *RenameForm {
	f := &RenameForm{st: st, old: old, name: text.NewField(80)}
	f.name.Set(old)
	f.name.SelectAll()
	return f
}

// SetError shows why the name could not be given.
func (f *RenameForm) SetError(text string) { f.err = clean.Line(text) }

// Update handles keys and pastes.
func (f *RenameForm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		f.err = ""
		if f.name.Paste(msg.Content) {
			f.err = notAName
		}
	case tea.KeyPressMsg:
		return f.press(msg)
	}
	return nil
}

const notAName = "That looks like an API key, not a name."

func (f *RenameForm) press(k tea.KeyPressMsg) tea.Cmd {
	switch id, _ := f.Actions().At(action.KeyForm, k); id {
	case action.DialogCancel:
		return say(RenameCancelMsg{})
	case action.DialogAccept:
		switch name := trimmed(f.name); {
		case name == f.old:
			return say(RenameCancelMsg{})
		case name == "":
			f.err = f.Actions().Words("Enter a name, or press {dialog.cancel}.")
		case clean.HasKey(name):
			f.name, f.err = text.NewField(80), notAName
		default:
			return say(RenameSubmitMsg{Old: f.old, New: name})
		}
	default:
		f.err = ""
		cmd, _ := text.Edit(f.Actions(), action.KeyForm, f.name, k)
		return cmd
	}
	return nil
}

// View returns the form's own box, at most w × h cells.
func (f *RenameForm) View(w, h int) []string {
	const width = 60
	f.cursor = nil
	bw := min(max(0, w), width)
	inner := max(0, bw-4)
	line, x := f.name.View(max(0, inner-labelW), f.st.Cursor)
	note := f.st.Dim.Render("Its pictures keep the old name.")
	if f.err != "" {
		note = f.st.Warn.Render(f.err)
	}
	body := []string{" " + f.st.Focused.Render(box.Fit("Name", labelW)) + line, " " + note}
	if h > 2 && bw > labelW+2 {
		f.cursor = tea.NewCursor(min(2+labelW+x, bw-2), 1)
		f.cursor.Shape = tea.CursorBar
	}
	frame := box.Frame{
		Title: "Rename key " + clean.Line(f.old), Focused: true,
		Footer: footer(f.Actions().Words("{dialog.accept} rename · {dialog.cancel} cancel"), bw),
	}
	return box.Draw(f.st, frame, body, bw, min(max(0, h), len(body)+2))
}

// Cursor returns where the text cursor stood at the last View, relative to the
// box, or nil.
func (f *RenameForm) Cursor() *tea.Cursor { return f.cursor }
