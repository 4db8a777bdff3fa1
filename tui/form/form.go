// Package form is the form with the fields of one edit of a picture.
package form

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sight"
	"imagine-tui/tui/widget/theme"
)

// SendMsg says that the person wants the operation done with these values, by
// name of the field. What is empty is left out. All that is required is there.
type SendMsg struct{ Values map[string]string }

// CancelMsg says that the form was left.
type CancelMsg struct{}

// Kind says what goes into a field.
type Kind int

const (
	// KindText is text of several lines.
	KindText Kind = iota
	// KindChoice is one of Values, or with Open any text.
	KindChoice
	// KindInteger is a whole number, from Min to Max if one of them is set.
	KindInteger
)

// Field is one field of an operation.
type Field struct {
	Name     string // as SendMsg names it
	Label    string // as the person reads it; "" for Name
	Kind     Kind
	Required bool
	Values   []string // of a choice
	Recent   []string // of an open choice: what was sent before, newest first
	Open     bool     // a choice may be anything; Values are suggestions
	Min, Max int64    // of an integer, both 0 for no bounds
	Default  string   // what the server takes if nothing is sent
	Doc      string   // one line about it
	Value    string
}

func (f Field) label() string {
	if f.Label != "" {
		return clean.Line(f.Label)
	}
	return clean.Line(f.Name)
}

// Form is the form of one operation. Below its fields is a line that sends.
type Form struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool

	title string
	price string
	rows  []*row
	at    int // row the cursor is on; len(rows) is the line that sends
	note  string

	about string     // file of the picture it is about, "" for none
	look  sight.Look // at that

	top    int // first line in view
	owners []int
	cursor *tea.Cursor
	view   []string
}

// NewForm returns a form without fields.
func NewForm(st *theme.Styles, acts *action.Table) *Form { return &Form{st: st, acts: acts} }

// Set begins anew with the fields of an operation. The cursor goes to the
// first one that is required and empty.
func (f *Form) Set(title string, fields []Field) {
	f.title, f.price, f.note, f.top, f.view = clean.Line(title), "", "", 0, nil
	f.rows = f.rows[:0:0]
	for _, field := range fields {
		f.rows = append(f.rows, newRow(field))
	}
	f.at = len(f.rows)
	if i := slices.IndexFunc(f.rows, func(r *row) bool { return r.Required && r.value() == "" }); i >= 0 {
		f.at = i
	} else if len(f.rows) > 0 {
		f.at = 0
	}
}

// SetPrice sets the line that says what sending costs, "" for none.
func (f *Form) SetPrice(price string) { f.price, f.view = clean.Line(price), nil }

// SetPicture says which picture the form is about: it stands beside the fields.
func (f *Form) SetPicture(path string) { f.about, f.view = path, nil }

// Sight returns the picture the form is about; false for none, or no room.
func (f *Form) Sight() (sight.Sight, bool) {
	w, h := box.Inner(f.w, f.h)
	n := sight.Width(w, h)
	if f.about == "" || n == 0 {
		return sight.Sight{}, false
	}
	return sight.Of(f.about, n, h), true
}

// ShowPicture shows the picture of a sight, with a note below it; no lines say
// that it cannot be shown.
func (f *Form) ShowPicture(s sight.Sight, lines []string, note string) {
	f.look.Show(s, lines, note)
	f.view = nil
}

// DropPicture forgets it: the terminal has it no more.
func (f *Form) DropPicture() {
	f.look.Drop()
	f.view = nil
}

// Values returns what the fields hold now, without the empty ones.
func (f *Form) Values() map[string]string {
	out := map[string]string{}
	for _, r := range f.rows {
		if v := r.value(); v != "" {
			out[r.Name] = v
		}
	}
	return out
}

// SetSize sets the outer size in cells.
func (f *Form) SetSize(w, h int) {
	if w != f.w || h != f.h {
		f.w, f.h, f.view = w, h, nil
	}
}

// Focus gives the form the keyboard.
func (f *Form) Focus() tea.Cmd { f.focused, f.view = true, nil; return nil }

// Blur takes the keyboard away; all that was written stays.
func (f *Form) Blur() { f.focused, f.view = false, nil }

// Capturing tells whether letters are text: in a form they never mean what
// they mean elsewhere.
func (f *Form) Capturing() bool { return true }

// Place is what the form's keys act in: it depends on the field.
func (f *Form) Place() action.Place {
	switch r := f.row(); {
	case r == nil:
		return action.FormSend
	case r.area != nil || r.line != nil:
		return action.Form
	}
	return action.FormChoice
}

// Invalidate makes the next View draw afresh, after a change of styles.
func (f *Form) Invalidate() { f.view = nil }

// Hints returns the keys of the form, most useful first.
func (f *Form) Hints() []action.Hint {
	acts, at := f.acts, f.Place()
	var hints []action.Hint
	if at == action.FormChoice {
		hints = append(acts.Hints(at, action.FormSubmit), acts.Together(at, "choose", action.OptionPrevious, action.OptionNext))
	} else {
		hints = acts.Hints(at, action.FormSubmit)
		if r := f.row(); r != nil && r.Kind == KindChoice {
			hints = append(hints, acts.Together(at, "suggestions", action.DialogUp, action.DialogDown))
		}
	}
	hints = append(hints, acts.Hint(at, action.DialogNext))
	if r := f.row(); r != nil && r.Kind == KindText {
		hints = append(hints, acts.Hint(at, action.PromptNewLine))
	}
	return append(hints, acts.Hint(at, action.DialogCancel))
}
