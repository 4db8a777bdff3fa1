// Package keys is the pane that lists API keys, and the forms to add and to
// rename one. It never holds a secret but the one being typed, masked.
package keys

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/widget/theme"
)

// Pane is the key pane. The last row of its list adds a key.
type Pane struct {
	st *theme.Styles
	km *keymap.Map

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
func New(st *theme.Styles, km *keymap.Map) *Pane { return &Pane{st: st, km: km} }

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

// Capturing tells whether letters are text: never here.
func (p *Pane) Capturing() bool { return false }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Cursor returns nil: the pane takes no text.
func (p *Pane) Cursor() *tea.Cursor { return nil }

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []key.Binding {
	k := p.km.Keys
	switch r := p.selected(); {
	case r.Name == "":
		return []key.Binding{k.Add, k.Console}
	case r.Free:
		return []key.Binding{k.Use, k.Add, k.CopyName, k.Console}
	case r.HealthBad:
		return []key.Binding{k.Check, k.Retry, k.Use, k.Add, k.Console, k.Rename, k.Remove}
	}
	return []key.Binding{k.Use, k.Add, k.Rename, k.Check, k.Remove, k.CopySecret, k.CopyName, k.Console, k.Leaked}
}

// Update handles keys; other messages are not for this pane.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	p.view, p.note, p.wheeled = nil, "", false
	mv := p.km.Move
	switch {
	case key.Matches(k, mv.Down):
		p.move(1)
	case key.Matches(k, mv.Up):
		p.move(-1)
	case key.Matches(k, mv.Top):
		p.sel = 0
	case key.Matches(k, mv.Bottom):
		p.sel = len(p.rows)
	case key.Matches(k, mv.PageDown):
		p.move(max(1, p.h-2))
	case key.Matches(k, mv.PageUp):
		p.move(-max(1, p.h-2))
	default:
		return p.act(k)
	}
	return nil
}

func (p *Pane) move(n int) { p.sel = max(0, min(p.sel+n, len(p.rows))) }

// act asks the root to do something with the selected key.
func (p *Pane) act(k tea.KeyPressMsg) tea.Cmd {
	own, r := p.km.Keys, p.selected()
	switch {
	case key.Matches(k, own.Add), r.Name == "" && key.Matches(k, own.Use):
		return say(AddMsg{})
	case key.Matches(k, own.Console):
		return say(ConsoleMsg{})
	case key.Matches(k, own.Leaked) && !r.Free:
		return say(LeakedMsg{Name: r.Name})
	case r.Name == "":
		return nil
	case key.Matches(k, own.Use):
		return say(UseMsg{r.Name})
	case key.Matches(k, own.CopyName):
		return say(CopyNameMsg{r.Name})
	case key.Matches(k, own.Check):
		return say(CheckMsg{r.Name})
	case key.Matches(k, own.Retry):
		return say(ReleaseMsg{r.Name})
	case key.Matches(k, own.Remove):
		return say(RemoveMsg{r.Name})
	case key.Matches(k, own.Rename):
		if !r.Saved {
			p.note = notSaved(r)
			return nil
		}
		return say(RenameMsg{r.Name})
	case key.Matches(k, own.CopySecret):
		if r.Free {
			p.note = "It has no secret."
			return nil
		}
		return say(CopySecretMsg{r.Name})
	}
	return nil
}

// notSaved says why a key cannot be renamed here, in few words.
func notSaved(r Row) string {
	if r.Free {
		return "It keeps its name."
	}
	return "Not added here: name it where it comes from."
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
