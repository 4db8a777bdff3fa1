// Package style is the pane in which styles are marked.
package style

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/edit"
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

// row is a Row in the list.
type row struct {
	Row
	marked bool
	free   bool  // written by the person, not in the catalogue
	lit    []int // byte offsets of letters the filter matched
}

// field says which field takes text.
type field int

const (
	noField field = iota
	filterField
	freeField
)

// Pane is the style pane.
type Pane struct {
	st *theme.Styles
	km *keymap.Map

	w, h    int
	focused bool
	rows    []*row
	shown   []*row // rows the filter lets through, in the order of rows
	sel     *row
	held    *row // selected before a filter hid it
	anchor  *row // last one marked, for marking a range
	top     int  // first shown row in view
	wheeled bool // the wheel moved the list: the selection may be out of view

	field  field
	filter *edit.Field
	free   *edit.Field
	bad    bool // an API key was typed or pasted and not taken
	cursor *tea.Cursor
	view   []string // cached; nil when stale
}

// maxID is the most code points of a style's id.
const maxID = 80

// New returns a style pane without rows.
func New(st *theme.Styles, km *keymap.Map) *Pane {
	return &Pane{st: st, km: km, filter: edit.NewField(maxID), free: edit.NewField(maxID)}
}

// SetRows sets the styles of the operation in use. Marks stay on styles that
// are in both lists and on ids the person wrote; if none is left, the first
// style is marked.
func (p *Pane) SetRows(rows []Row) {
	old := p.rows
	selected := p.selectedID()
	p.rows, p.sel, p.held, p.anchor = nil, nil, nil, nil
	for _, r := range rows {
		was := find(old, r.ID)
		p.rows = append(p.rows, &row{Row: tidy(r), marked: was != nil && was.marked})
	}
	for _, r := range old {
		if r.free && find(p.rows, r.ID) == nil {
			p.rows = append(p.rows, r)
		}
	}
	if p.marks() == 0 && len(p.rows) > 0 {
		p.rows[0].marked = true
	}
	p.sel = find(p.rows, selected)
	p.narrow()
}

func tidy(r Row) Row {
	r.Description = clean.Line(r.Description)
	return r
}

func find(rows []*row, id string) *row {
	i := slices.IndexFunc(rows, func(r *row) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return rows[i]
}

func (p *Pane) selectedID() string {
	if p.sel == nil {
		return ""
	}
	return p.sel.ID
}

func (p *Pane) marks() int {
	n := 0
	for _, r := range p.rows {
		if r.marked {
			n++
		}
	}
	return n
}

// Marked returns the ids of the marked styles in the order of the rows.
func (p *Pane) Marked() []string {
	var out []string
	for _, r := range p.rows {
		if r.marked {
			out = append(out, r.ID)
		}
	}
	return out
}

// SetMarked marks exactly ids and selects the first of them. Unknown ones
// become rows of their own, without a price.
func (p *Pane) SetMarked(ids []string) {
	for _, r := range p.rows {
		r.marked = false
	}
	first := true
	for _, id := range ids {
		if id == "" {
			continue
		}
		r := p.rowOf(id)
		r.marked = true
		if first {
			p.sel, p.held, first = r, nil, false
		}
	}
	p.narrow()
}

// rowOf returns the row of id, a new one for an id nobody knows.
func (p *Pane) rowOf(id string) *row {
	if r := find(p.rows, id); r != nil {
		return r
	}
	r := &row{Row: Row{ID: id}, free: true}
	p.rows = append(p.rows, r)
	return r
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
	}
}

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.view = true, nil; return nil }

// Blur takes the keyboard away; a filter stays, a half written id does not.
func (p *Pane) Blur() { p.focused, p.field, p.bad, p.view = false, noField, false, nil }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text.
func (p *Pane) Capturing() bool { return p.field != noField }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []key.Binding {
	help := func(k, desc string) key.Binding { return key.NewBinding(key.WithKeys(k), key.WithHelp(k, desc)) }
	switch p.field {
	case filterField:
		return []key.Binding{help("enter", "keep filter"), help("↑↓", "move"), help("esc", "clear")}
	case freeField:
		return []key.Binding{help("enter", "mark this id"), help("esc", "leave")}
	case noField:
	}
	own, mv := p.km.Style, p.km.Move
	return []key.Binding{own.Only, own.Mark, mv.Filter, own.Free, mv.MarkRange}
}
