// Package keys is the pane that lists API keys, and the forms to add and to
// rename one. It never holds a secret but the one being typed, masked.
package keys

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/box"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/theme"
)

// Pane is the key pane.
type Pane struct {
	st      *theme.Styles
	km      *keymap.Map
	w, h    int
	focused bool
	rows    []Row
	sel     int // len(rows) is the row that adds a key
}

// New returns a key pane without rows.
func New(st *theme.Styles, km *keymap.Map) *Pane { return &Pane{st: st, km: km} }

// SetRows sets the keys; the selection stays on the key of the same name.
func (p *Pane) SetRows(rows []Row) { p.rows = rows }

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) { p.w, p.h = w, h }

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused = true; return nil }

// Blur takes the keyboard away.
func (p *Pane) Blur() { p.focused = false }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text: never here.
func (p *Pane) Capturing() bool { return false }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() {}

// Update handles keys.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(k, p.km.Move.Down):
		p.sel = min(p.sel+1, len(p.rows))
	case key.Matches(k, p.km.Move.Up):
		p.sel = max(p.sel-1, 0)
	case key.Matches(k, p.km.Keys.Add):
		return func() tea.Msg { return AddMsg{} }
	case key.Matches(k, p.km.Keys.Use) && p.sel == len(p.rows):
		return func() tea.Msg { return AddMsg{} }
	case key.Matches(k, p.km.Keys.Use):
		name := p.rows[p.sel].Name
		return func() tea.Msg { return UseMsg{name} }
	}
	return nil
}

// Click selects the row under the mouse.
func (p *Pane) Click(_, _ int) tea.Cmd { return nil }

// Wheel scrolls by rows, positive downwards.
func (p *Pane) Wheel(_ int) {}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []key.Binding {
	k := p.km.Keys
	return []key.Binding{k.Use, k.Add, k.Rename, k.Check, k.Remove, k.CopySecret, k.CopyName, k.Console}
}

// Cursor returns nil: the pane takes no text.
func (p *Pane) Cursor() *tea.Cursor { return nil }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	var body []string
	for _, r := range p.rows {
		sign := " "
		if r.InUse {
			sign = theme.SignInUse
		}
		body = append(body, "  "+sign+" "+r.Name+"  "+r.Tail)
	}
	body = append(body, "   + add a key")
	return box.Draw(p.st, box.Frame{Title: "Keys", Focused: p.focused}, body, p.w, p.h)
}
