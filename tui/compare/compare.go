// Package compare is the screen that puts two to four results side by side:
// their pictures, what differs between their recipes, one over the other with
// a divider, and a picture of the difference. Pictures come as finished lines
// of cells; nothing is decoded or scaled here.
package compare

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/theme"
)

// MaxSides is how many results can be compared at once.
const MaxSides = 4

// Setting is one thing that made a picture, apart from the prompt: style,
// seed, ratio. Sides are compared by the names.
type Setting struct{ Name, Value string }

// Side is one of the results: its row, which is read and never changed, and
// what is known of it besides.
type Side struct {
	Row *gallery.Row
	// Name tells it from the others in its title: "s811".
	Name          string
	Text          string // the whole prompt
	Settings      []Setting
	Width, Height int // of the picture in pixels; 0 where unknown
}

// CloseMsg asks to leave the screen.
type CloseMsg struct{}

// SelectedMsg says that the person chose another side.
type SelectedMsg struct{ ID string }

// ReplaceMsg puts another result in the place of one: after a reject, the next
// of the marked comes in. Without By.Row the side goes, unless it is the last.
type ReplaceMsg struct {
	ID string
	By Side
}

// mode is what the screen shows.
type mode int

const (
	sides      mode = iota // all of them
	full                   // the selected one
	difference             // where two of them differ
	slider                 // one over another with a divider
)

// Pane is the screen.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h  int
	mode  mode
	sides []Side
	of    int // how many were marked
	sel   int
	top   int // first line in view of what differs

	heading string // first line, instead of the title; "" for that

	pictures pictures
	prompts  prompts
	divider  int  // in cells of the slider, from its left edge; -1: the middle
	swapped  bool // the slider shows the second picture left

	version int // of the sides' rows, as last drawn

	notes *notes   // what differs, laid out; nil when stale
	rows  int      // of what differs; grows only, so that pictures keep their size
	view  []string // cached; nil when stale
}

// New returns an empty screen.
func New(st *theme.Styles, acts *action.Table) *Pane {
	return &Pane{st: st, acts: acts, divider: -1}
}

// SetSize sets the outer size in cells. Want asks for the pictures that are
// missing then.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.divider, p.rows = w, h, -1, 0
		p.changed()
	}
}

// SetSides sets what is compared, at most MaxSides, and how many are marked in
// all. The selection stays on its result. The command compares very long
// prompts and leads to a ComparedMsg, which the root hands back to Update.
func (p *Pane) SetSides(list []Side, of int) tea.Cmd {
	selected := ""
	if s, ok := p.Selected(); ok {
		selected = s.Row.ID
	}
	p.sides, p.of, p.rows = nil, of, 0
	for _, s := range list[:min(len(list), MaxSides)] {
		p.sides = append(p.sides, tidy(s))
	}
	p.sel = max(0, slices.IndexFunc(p.sides, func(s Side) bool { return s.Row.ID == selected }))
	return p.sidesChanged()
}

func (p *Pane) sidesChanged() tea.Cmd {
	p.pictures.keep(p.sides)
	p.top = 0
	p.changed()
	return p.prompts.compare(p.sides)
}

// tidy makes what is shown of a side safe to show, on one line.
func tidy(s Side) Side {
	s.Name, s.Text = clean.Line(s.Name), clean.Line(s.Text)
	s.Settings = slices.Clone(s.Settings)
	for i, set := range s.Settings {
		s.Settings[i] = Setting{clean.Line(set.Name), clean.Line(set.Value)}
	}
	return s
}

// SetPixels says how large the picture of a side is.
func (p *Pane) SetPixels(id string, w, h int) {
	if i := p.index(id); i >= 0 {
		p.sides[i].Width, p.sides[i].Height = w, h
		p.changed()
	}
}

func (p *Pane) index(id string) int {
	return slices.IndexFunc(p.sides, func(s Side) bool { return s.Row.ID == id })
}

// Selected returns the side that keys of a picture are about.
func (p *Pane) Selected() (Side, bool) {
	if p.sel >= len(p.sides) {
		return Side{}, false
	}
	return p.sides[p.sel], true
}

// SetHeading says something else in the first line than what is compared. What
// differs has one line then: whoever says something of their own is about the
// pictures.
func (p *Pane) SetHeading(line string) {
	if line != p.heading {
		p.heading = line
		p.changed()
	}
}

// Beside tells whether all sides are shown, and not one, or two over one another.
func (p *Pane) Beside() bool { return p.mode == sides }

// Select selects a side, if it is there.
func (p *Pane) Select(id string) {
	if i := p.index(id); i >= 0 {
		p.sel = i
		p.changed()
	}
}

// IDs returns the results that are compared.
func (p *Pane) IDs() []string {
	var out []string
	for _, s := range p.sides {
		out = append(out, s.Row.ID)
	}
	return out
}

// against returns which side is compared closely with the first: the selected
// one or, where that is the first itself, the second.
func (p *Pane) against() int {
	if p.sel == 0 {
		return min(1, len(p.sides)-1)
	}
	return p.sel
}

// replace puts another result in the place of one.
func (p *Pane) replace(msg ReplaceMsg) tea.Cmd {
	i := p.index(msg.ID)
	switch {
	case i < 0 || msg.By.Row == nil && len(p.sides) == 1:
		return nil
	case msg.By.Row == nil:
		p.sides = slices.Delete(p.sides, i, i+1)
		p.sel = min(p.sel, len(p.sides)-1)
		if len(p.sides) == 1 {
			p.mode = sides
		}
	default:
		p.sides[i] = tidy(msg.By)
	}
	return p.sidesChanged()
}

// rowVersion is another number after a row that is shown changed.
func (p *Pane) rowVersion() (n int) {
	for _, s := range p.sides {
		n += s.Row.Version()
	}
	return n
}

// changed makes the next View draw afresh.
func (p *Pane) changed() { p.view, p.notes = nil, nil }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.changed() }

// Focus does nothing: the screen always has the keyboard.
func (p *Pane) Focus() tea.Cmd { return nil }

// Blur does nothing.
func (p *Pane) Blur() {}

// Capturing tells whether letters are text; they never are.
func (p *Pane) Capturing() bool { return false }

// Place is what the screen's keys act in.
func (p *Pane) Place() action.Place { return action.Compare }

// Cursor returns nil: the screen has no text cursor.
func (p *Pane) Cursor() *tea.Cursor { return nil }

// Hints returns the keys of the screen, most useful first.
func (p *Pane) Hints() []action.Hint {
	acts, at := p.acts, action.Compare
	back := acts.Hint(at, action.StudioBack)
	flip := func(desc string) action.Hint { return acts.HintAs(at, action.CompareNext, desc) }
	switch p.mode {
	case full:
		return append(append(
			[]action.Hint{flip("flip")},
			acts.Hints(at, action.CompareDifference, action.CompareSlider, action.ResultPick, action.ResultDrop)...,
		), back)
	case slider:
		return []action.Hint{
			acts.Together(at, "divider", action.MoveLeft, action.MoveRight), flip("swap"), acts.Hint(at, action.CompareDifference), back,
		}
	case difference:
		return []action.Hint{acts.Hint(at, action.CompareSlider), acts.HintAs(at, action.ResultLook, "side by side"), back}
	case sides:
	}
	if len(p.sides) < 2 {
		return append(acts.Hints(at, action.ResultLook, action.ResultPick, action.ResultDrop), back)
	}
	return append(append([]action.Hint{
		acts.Together(at, "side", action.CompareNext, action.MoveLeft, action.MoveRight),
		acts.HintAs(at, action.ResultLook, acts.Words("one at full size, {compare.next} flips")),
	}, acts.Hints(at, action.CompareDifference, action.CompareSlider, action.ResultPick)...),
		acts.HintAs(at, action.ResultDrop, "reject, show the next"), back,
	)
}
