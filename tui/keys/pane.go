// Package keys is the pane that lists API keys, and the forms to add and to
// rename one. It never holds a secret but the one being typed, masked.
package keys

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// Pane is the key pane. The last row of its list adds a key.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool
	rows    []Row
	sel     int // len(rows) is the row that adds a key
	top     int // first row in view
	wheeled bool
	note    string // why a key did nothing
	view    []string
}

// New returns a key pane without keys.
func New(st *theme.Styles, acts *action.Table) *Pane { return &Pane{st: st, acts: acts} }

// SetRows sets the keys. The selection stays on the key of the same name; as
// long as the pane has no focus it is on the key in use.
func (p *Pane) SetRows(rows []Row) {
	selected := p.selected().Name
	adding := len(p.rows) > 0 && p.sel == len(p.rows)
	p.rows = make([]Row, len(rows))
	for i, r := range rows {
		for _, s := range []*string{&r.Tail, &r.Source, &r.Health, &r.Note, &r.Spent} {
			*s = clean.Line(*s)
		}
		p.rows[i] = r
	}
	p.view = nil
	switch i := slices.IndexFunc(p.rows, func(r Row) bool { return r.Name == selected }); {
	case !p.focused:
		p.toInUse()
	case adding:
		p.sel = len(p.rows)
	case i >= 0:
		p.sel = i
	default:
		p.sel = min(p.sel, len(p.rows))
	}
}

func (p *Pane) toInUse() {
	p.sel = max(0, slices.IndexFunc(p.rows, func(r Row) bool { return r.InUse }))
}

// selected returns the selected key; its name is "" on the row that adds one.
func (p *Pane) selected() Row {
	if p.sel < len(p.rows) {
		return p.rows[p.sel]
	}
	return Row{}
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
	}
}

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.view = true, nil; return nil }

// Blur takes the keyboard away; the key in use is selected again.
func (p *Pane) Blur() {
	p.focused, p.wheeled, p.note, p.view = false, false, "", nil
	p.toInUse()
}

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Place is what the pane's keys act in.
func (p *Pane) Place() action.Place { return action.Keys }

// Capturing tells whether letters are text: never here.
func (p *Pane) Capturing() bool { return false }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Cursor stands on the selected row, relative to the pane; nil without the
// keyboard.
func (p *Pane) Cursor() *tea.Cursor {
	p.View()
	y := 1 + p.sel - p.top
	if !p.focused || p.w < 4 || y < 1 || y > p.h-2 {
		return nil
	}
	return box.OnRow(2, y)
}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []action.Hint {
	switch r := p.selected(); {
	case r.Name == "":
		return p.acts.Hints(action.Keys, action.KeyAdd, action.KeyConsole)
	case r.Free:
		return p.acts.Hints(action.Keys, action.KeyUse, action.KeyAdd, action.KeyCopyName, action.KeyConsole)
	case r.HealthBad:
		return p.acts.Hints(
			action.Keys, action.KeyCheck, action.KeyRelease, action.KeyUse, action.KeyAdd, action.KeyConsole, action.KeyRename, action.KeyRemove,
		)
	}
	return p.acts.Hints(
		action.Keys, action.KeyUse, action.KeyAdd, action.KeyRename, action.KeyCheck, action.KeyRemove, action.KeyCopySecret,
		action.KeyCopyName, action.KeyConsole, action.KeyLeaked,
	)
}

// Update handles keys; other messages are not for this pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	p.view, p.note, p.wheeled = nil, "", false
	cmd, _ := p.acts.Press(action.Keys, k, p.Act)
	return cmd
}

// Act does what the pane has of its own. It reports whether it has the action.
func (p *Pane) Act(id action.ID) (tea.Cmd, bool) {
	p.view, p.note, p.wheeled = nil, "", false
	switch id {
	case action.MoveDown:
		p.move(1)
	case action.MoveUp:
		p.move(-1)
	case action.MoveTop:
		p.sel = 0
	case action.MoveBottom:
		p.sel = len(p.rows)
	case action.MovePageDown:
		p.move(max(1, p.h-2))
	case action.MovePageUp:
		p.move(-max(1, p.h-2))
	default:
		return p.ask(id)
	}
	return nil, true
}

func (p *Pane) move(n int) { p.sel = max(0, min(p.sel+n, len(p.rows))) }

// ask asks the root to do something with the selected key.
func (p *Pane) ask(id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.KeyAdd:
		return say(AddMsg{}), true
	case action.KeyConsole:
		return say(ConsoleMsg{}), true
	case action.KeyLeaked:
		if r := p.selected(); !r.Free {
			return say(LeakedMsg{Name: r.Name}), true
		}
		return nil, true
	}
	if r := p.selected(); r.Name != "" {
		return p.askOf(r, id)
	}
	if id == action.KeyUse {
		return say(AddMsg{}), true
	}
	return nil, false
}

// askOf asks the root to do something with a key.
func (p *Pane) askOf(r Row, id action.ID) (tea.Cmd, bool) {
	switch id {
	case action.KeyUse:
		return say(UseMsg{r.Name}), true
	case action.KeyCopyName:
		return say(CopyNameMsg{r.Name}), true
	case action.KeyCheck:
		return say(CheckMsg{r.Name}), true
	case action.KeyRelease:
		return say(ReleaseMsg{r.Name}), true
	case action.KeyRemove:
		return say(RemoveMsg{r.Name}), true
	case action.KeyRename:
		if r.Saved {
			return say(RenameMsg{r.Name}), true
		}
		p.note = notSaved(r)
	case action.KeyCopySecret:
		if !r.Free {
			return say(CopySecretMsg{r.Name}), true
		}
		p.note = "It has no secret."
	default:
		return nil, false
	}
	return nil, true
}

// notSaved says why a key cannot be renamed here, in few words.
func notSaved(r Row) string {
	if r.Free {
		return "It cannot be renamed."
	}
	return "Not added here: rename it where it comes from."
}

func say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Click selects the row under the mouse; on its sign it uses the key. x and y
// are relative to the pane.
func (p *Pane) Click(x, y int) tea.Cmd {
	i := p.top + y - 1
	if y < 1 || y > p.h-2 || i > len(p.rows) || x < 1 || x > p.w-2 {
		return nil
	}
	p.sel, p.view, p.note = i, nil, ""
	switch {
	case i == len(p.rows):
		return say(AddMsg{})
	case x <= lead:
		return say(UseMsg{p.rows[i].Name})
	}
	return nil
}

// Wheel moves the list by rows, positive downwards; the selection stays.
func (p *Pane) Wheel(delta int) {
	p.top = max(0, min(p.top+delta, len(p.rows)+1-(p.h-2)))
	p.wheeled, p.view = true, nil
}
