// Package style is the pane in which styles are marked.
package style

import (
	"slices"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/box"
	"imagine-tui/tui/keymap"
	"imagine-tui/tui/theme"
)

// Row is a style that can be marked.
type Row struct {
	ID          string
	Tokens      int  // price of one picture
	Priced      bool // else the price is unknown and shows as "?"
	Description string
}

// ChangedMsg says that other styles are marked now, in the order of the rows.
type ChangedMsg struct{ Marked []string }

// DoneMsg says that the person chose with enter and goes back to the prompt.
type DoneMsg struct{}

// Pane is the style pane.
type Pane struct {
	st      *theme.Styles
	km      *keymap.Map
	w, h    int
	focused bool
	rows    []Row
	marked  map[string]bool
	sel     int
}

// New returns a style pane without rows.
func New(st *theme.Styles, km *keymap.Map) *Pane {
	return &Pane{st: st, km: km, marked: map[string]bool{}}
}

// SetRows sets the styles that can be marked; marks of styles that are gone
// stay as rows of their own.
func (p *Pane) SetRows(rows []Row) {
	marked := p.Marked()
	p.rows = slices.Clone(rows)
	p.SetMarked(marked)
}

// Marked returns the ids of the marked styles in the order of the rows.
func (p *Pane) Marked() []string {
	var out []string
	for _, r := range p.rows {
		if p.marked[r.ID] {
			out = append(out, r.ID)
		}
	}
	return out
}

// SetMarked marks exactly ids. Unknown ones become rows of their own.
func (p *Pane) SetMarked(ids []string) {
	p.marked = map[string]bool{}
	for _, id := range ids {
		p.marked[id] = true
		if !slices.ContainsFunc(p.rows, func(r Row) bool { return r.ID == id }) {
			p.rows = append(p.rows, Row{ID: id})
		}
	}
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) { p.w, p.h = w, h }

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused = true; return nil }

// Blur takes the keyboard away.
func (p *Pane) Blur() { p.focused = false }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text.
func (p *Pane) Capturing() bool { return false }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() {}

// Update handles keys.
func (p *Pane) Update(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok || len(p.rows) == 0 {
		return nil
	}
	id := p.rows[p.sel].ID
	switch {
	case key.Matches(k, p.km.Move.Down):
		p.sel = min(p.sel+1, len(p.rows)-1)
	case key.Matches(k, p.km.Move.Up):
		p.sel = max(p.sel-1, 0)
	case key.Matches(k, p.km.Style.Only):
		p.marked = map[string]bool{id: true}
		marked := p.Marked()
		return tea.Sequence(func() tea.Msg { return ChangedMsg{marked} }, func() tea.Msg { return DoneMsg{} })
	case key.Matches(k, p.km.Style.Mark):
		p.marked[id] = !p.marked[id]
		p.sel = min(p.sel+1, len(p.rows)-1)
		marked := p.Marked()
		return func() tea.Msg { return ChangedMsg{marked} }
	}
	return nil
}

// Click selects the row under the mouse.
func (p *Pane) Click(_, _ int) tea.Cmd { return nil }

// Wheel scrolls by rows, positive downwards.
func (p *Pane) Wheel(_ int) {}

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []key.Binding {
	return []key.Binding{p.km.Style.Only, p.km.Style.Mark, p.km.Move.Filter, p.km.Style.Free}
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor { return nil }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	var body []string
	for _, r := range p.rows {
		sign, price := theme.SignUnmarked, "?"
		if p.marked[r.ID] {
			sign = theme.SignMarked
		}
		if r.Priced {
			price = strconv.Itoa(r.Tokens)
		}
		body = append(body, "  "+sign+" "+box.Fit(r.ID, max(0, p.w-9))+" "+price)
	}
	return box.Draw(p.st, box.Frame{Title: "Style", Note: "/ filter", Focused: p.focused}, body, p.w, p.h)
}
