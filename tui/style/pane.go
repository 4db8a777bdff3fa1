// Package style is the pane in which styles are marked.
package style

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// Row is a style that can be marked.
type Row struct {
	ID          string
	Tokens      int  // price of one picture
	Priced      bool // else the price is unknown and shows as "?"
	Description string
}

// Set is a style set that can be marked: words around the prompt, and styles
// that go with them.
type Set struct {
	Name        string
	Description string
	Styles      []string // marked along with the set
}

// ChangedMsg says that other styles or sets are marked now, in the order of
// the rows.
type ChangedMsg struct{ Marked, Sets []string }

// SaveSetMsg asks to save the marked styles as a set of that name.
type SaveSetMsg struct {
	Name   string
	Styles []string
}

// DoneMsg says that the person chose with enter and goes back to the prompt.
type DoneMsg struct{}

// row is a Row in the list.
type row struct {
	Row
	marked bool
	free   bool     // written by the person, not in the catalogue
	set    bool     // a style set; ID is its name
	styles []string // of a set
	lit    []int    // byte offsets of letters the filter matched
}

// field says which field takes text.
type field int

const (
	noField field = iota
	filterField
	freeField
	nameField // of the set to save
)

// Pane is the style pane.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool
	rows    []*row // styles, then those the person wrote, then sets
	shown   []*row // rows the filter lets through, in the order of rows
	sel     *row
	held    *row // selected before a filter hid it
	anchor  *row // last one marked, for marking a range
	kept    bool // the person marked something here: enter keeps the marks
	top     int  // first shown row in view
	wheeled bool // the wheel moved the list: the selection may be out of view

	field  field
	filter *text.Field
	free   *text.Field
	name   *text.Field
	bad    bool // an API key was typed or pasted and not taken
	cursor *tea.Cursor
	view   []string // cached; nil when stale
}

// maxID is the most code points of a style's id.
const maxID = 80

// New returns a style pane without rows.
func New(st *theme.Styles, acts *action.Table) *Pane {
	return &Pane{st: st, acts: acts, filter: text.NewField(maxID), free: text.NewField(maxID), name: text.NewField(maxID)}
}

// SetRows sets the styles of the operation in use. Marks stay on styles that
// are in both lists and on ids the person wrote; if none is left, the first
// style is marked. Sets stay as they are.
func (p *Pane) SetRows(rows []Row) {
	old, selected := p.rows, p.sel
	p.rows, p.sel, p.held, p.anchor = nil, nil, nil, nil
	for _, r := range rows {
		was := find(old, r.ID)
		p.rows = append(p.rows, &row{Row: tidy(r), marked: was != nil && was.marked})
	}
	for _, r := range old {
		if r.set || r.free && find(p.rows, r.ID) == nil {
			p.rows = append(p.rows, r)
		}
	}
	p.arrange()
	if p.marks() == 0 && len(p.rows) > 0 && !p.rows[0].set {
		p.rows[0].marked = true
	}
	if selected != nil {
		p.sel = p.like(selected)
	}
	p.narrow()
}

// SetSets sets the style sets, which stand below the styles. Marks stay on
// those that are still there.
func (p *Pane) SetSets(sets []Set) {
	old, selected := p.rows, p.sel
	p.rows = slices.DeleteFunc(slices.Clone(p.rows), func(r *row) bool { return r.set })
	for _, s := range sets {
		r := &row{Row: tidy(Row{ID: s.Name, Description: s.Description}), set: true, styles: slices.Clone(s.Styles)}
		was := slices.IndexFunc(old, func(o *row) bool { return o.set && o.ID == r.ID })
		r.marked = was >= 0 && old[was].marked
		p.rows = append(p.rows, r)
	}
	p.anchor, p.held = nil, nil
	if selected != nil {
		p.sel = p.like(selected)
	}
	p.narrow()
}

// arrange puts the rows in order: styles as the catalogue has them, those the person
// wrote, sets. What was used lately moves nothing: a style is found where it was.
func (p *Pane) arrange() {
	place := func(r *row) int {
		switch {
		case r.set:
			return 2
		case r.free:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(p.rows, func(a, b *row) int { return place(a) - place(b) })
}

func tidy(r Row) Row {
	r.Description = clean.Line(r.Description)
	return r
}

// find returns the style of that id.
func find(rows []*row, id string) *row {
	i := slices.IndexFunc(rows, func(r *row) bool { return !r.set && r.ID == id })
	if i < 0 {
		return nil
	}
	return rows[i]
}

// like returns the row that stands for the same as old, nil if there is none.
func (p *Pane) like(old *row) *row {
	i := slices.IndexFunc(p.rows, func(r *row) bool { return r.set == old.set && r.ID == old.ID })
	if i < 0 {
		return nil
	}
	return p.rows[i]
}

// marks counts the marked styles; sets do not count, as nothing can be made
// with them alone.
func (p *Pane) marks() int { return len(p.Marked()) }

// Marked returns the ids of the marked styles in the order of the rows.
func (p *Pane) Marked() []string { return p.marked(false) }

// MarkedSets returns the names of the marked sets in the order of the rows.
func (p *Pane) MarkedSets() []string { return p.marked(true) }

func (p *Pane) marked(sets bool) []string {
	var out []string
	for _, r := range p.rows {
		if r.marked && r.set == sets {
			out = append(out, r.ID)
		}
	}
	return out
}

// SetMarked marks exactly ids and selects the first of them. Unknown ones
// become rows of their own, without a price. Marks on sets stay.
func (p *Pane) SetMarked(ids []string) {
	first := true
	for _, r := range p.markOnly(ids) {
		if first {
			p.sel, p.held, first = r, nil, false
		}
	}
	p.narrow()
}

// SetMarkedSets marks exactly the sets of these names, those that are there.
func (p *Pane) SetMarkedSets(names []string) {
	for _, r := range p.rows {
		if r.set {
			r.marked = slices.Contains(names, r.ID)
		}
	}
	p.view = nil
}

// markOnly marks exactly the styles with these ids and returns them.
func (p *Pane) markOnly(ids []string) []*row {
	for _, r := range p.rows {
		if !r.set {
			r.marked = false
		}
	}
	return p.markAlso(ids)
}

// markAlso marks the styles with these ids as well and returns them.
func (p *Pane) markAlso(ids []string) []*row {
	var out []*row
	for _, id := range ids {
		if id == "" {
			continue
		}
		r := p.rowOf(id)
		r.marked = true
		out = append(out, r)
	}
	return out
}

// rowOf returns the row of a style, a new one for an id nobody knows.
func (p *Pane) rowOf(id string) *row {
	if r := find(p.rows, id); r != nil {
		return r
	}
	r := &row{Row: Row{ID: id, Description: "Not in any list: the service decides."}, free: true}
	p.rows = append(p.rows, r)
	p.arrange()
	return r
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
	}
}

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.kept, p.view = true, false, nil; return nil }

// Blur takes the keyboard away; a filter stays, a half written id does not.
func (p *Pane) Blur() { p.focused, p.field, p.bad, p.view = false, noField, false, nil }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text.
func (p *Pane) Capturing() bool { return p.field != noField }

// Place is what the pane's keys act in.
func (p *Pane) Place() action.Place {
	if p.field != noField {
		return action.Field
	}
	return action.Style
}

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []action.Hint {
	take := func(accept, cancel string) []action.Hint {
		return []action.Hint{p.acts.HintAs(action.Field, action.DialogAccept, accept), p.acts.HintAs(action.Field, action.DialogCancel, cancel)}
	}
	switch p.field {
	case filterField:
		move := p.acts.Together(action.Field, "move", action.DialogUp, action.DialogDown)
		return slices.Insert(take("keep filter", "clear"), 1, move)
	case freeField:
		return take("mark this ID", "leave")
	case nameField:
		return take("save the set", "leave")
	case noField:
	}
	choose := "only this one"
	if n := p.marks(); p.keepsMarks() {
		choose = "keep " + wording.Count(n, "style")
	}
	return append(
		[]action.Hint{p.acts.HintAs(action.Style, action.StyleOnly, choose)},
		p.acts.Hints(action.Style, action.StyleMark, action.StyleFilter, action.StyleFree, action.StyleMarkTo, action.StyleSave)...,
	)
}
