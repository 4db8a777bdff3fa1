// Package seed is the pane that says which seeds and aspect ratios are made.
package seed

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// ChangedMsg says that seeds, ratios or hold changed.
type ChangedMsg struct{}

// DrawMsg asks to draw new random seeds, to come back through SetDrawn.
type DrawMsg struct{}

// line is one of the pane's three lines.
type line int

const (
	seedLine line = iota
	ratioLine
	holdLine
	lineCount
)

// ratio is an aspect ratio that can be marked.
type ratio struct {
	name   string
	marked bool
}

// Pane is the seed and aspect ratio pane.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool
	line    line

	spec     spec
	validate func(string) error
	ratios   []ratio
	at       int // ratio the cursor is on
	hold     bool
	drawn    []int64
	// holdNext holds the seeds that are drawn next: n was pressed while seeds
	// were held, or f before any were drawn.
	holdNext bool

	editing bool
	field   *text.Field
	note    string // why a key did nothing, or why the seeds cannot be read
	cursor  *tea.Cursor
	places  []place // where the ratios stand in their line
	view    []string
}

// New returns a pane that asks for one random seed.
func New(st *theme.Styles, acts *action.Table) *Pane {
	return &Pane{st: st, acts: acts, spec: spec{random: 1}, field: newField(), validate: func(string) error { return nil }}
}

func newField() *text.Field { return text.NewField(500) }

// Spec returns the seeds as text: "random", "random:4", "7", "1-8" or "1,5,9".
func (p *Pane) Spec() string { return p.spec.String() }

// SetSpec sets the seeds from such a text. Held seeds stay held.
func (p *Pane) SetSpec(text string) { p.spec, p.view = parse(clean.Line(text)), nil }

// SetValidate sets what checks a specification the person wrote. Its error is
// shown as it is.
func (p *Pane) SetValidate(check func(string) error) { p.validate = check }

// SetRatioChoices sets the aspect ratios that can be marked, in order. Marks
// stay where they can; if none is left, the first is marked.
func (p *Pane) SetRatioChoices(names []string) {
	marked := p.Ratios()
	p.ratios, p.at = nil, 0
	for _, n := range names {
		p.ratios = append(p.ratios, ratio{name: n, marked: slices.Contains(marked, n)})
	}
	if len(p.Ratios()) == 0 && len(p.ratios) > 0 {
		p.ratios[0].marked = true
	}
	p.toMarked()
}

// Ratios returns the marked aspect ratios in the order of the choices, nil
// when there is nothing to choose.
func (p *Pane) Ratios() []string {
	var out []string
	for _, r := range p.ratios {
		if r.marked {
			out = append(out, r.name)
		}
	}
	return out
}

// SetRatios marks exactly these aspect ratios; unknown ones become choices.
// None at all changes nothing, since one is always marked.
func (p *Pane) SetRatios(names []string) {
	if len(names) == 0 {
		return
	}
	for i := range p.ratios {
		p.ratios[i].marked = false
	}
	for _, n := range names {
		i := slices.IndexFunc(p.ratios, func(r ratio) bool { return r.name == n })
		if i < 0 {
			p.ratios = append(p.ratios, ratio{name: n})
			i = len(p.ratios) - 1
		}
		p.ratios[i].marked = true
	}
	p.toMarked()
}

// toMarked puts the cursor on the first marked ratio.
func (p *Pane) toMarked() {
	p.at = max(0, slices.IndexFunc(p.ratios, func(r ratio) bool { return r.marked }))
	p.view = nil
}

// SetDrawn tells which seeds were drawn last, in order. Seeds that are held
// stay.
func (p *Pane) SetDrawn(seeds []int64) {
	if p.hold {
		return
	}
	p.drawn, p.view = slices.Clone(seeds), nil
	if p.holdNext && len(seeds) > 0 {
		p.hold, p.holdNext = true, false
	}
}

// Held returns the seeds that are held, or nil when new ones are drawn.
func (p *Pane) Held() []int64 {
	if !p.hold {
		return nil
	}
	return slices.Clone(p.drawn)
}

// SetHold turns hold on with seeds, or off.
func (p *Pane) SetHold(on bool, seeds []int64) {
	p.hold, p.view = on && len(seeds) > 0, nil
	if p.hold {
		p.drawn, p.holdNext = slices.Clone(seeds), false
	}
}

// Text returns the seeds as the pane shows them: "random ×4", "1-8", or the
// held ones "811 812 813 814".
func (p *Pane) Text() string {
	if p.hold {
		return join(p.drawn, " ")
	}
	return p.spec.shown()
}

func join(seeds []int64, sep string) string {
	parts := make([]string, len(seeds))
	for i, s := range seeds {
		parts[i] = strconv.FormatInt(s, 10)
	}
	return strings.Join(parts, sep)
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
	}
}

// Focus gives the pane the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.view = true, nil; return nil }

// Blur takes the keyboard away; half written seeds are dropped.
func (p *Pane) Blur() { p.focused, p.editing, p.note, p.view = false, false, "", nil }

// Focused tells whether the pane has the keyboard.
func (p *Pane) Focused() bool { return p.focused }

// Capturing tells whether letters are text.
func (p *Pane) Capturing() bool { return p.editing }

// Place is what the pane's keys act in.
func (p *Pane) Place() action.Place {
	if p.editing {
		return action.Field
	}
	return action.Seed
}

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Hints returns the keys of the pane, most useful first.
func (p *Pane) Hints() []action.Hint {
	acts, at := p.acts, p.Place()
	switch {
	case p.editing:
		return []action.Hint{acts.HintAs(at, action.DialogAccept, "use these"), acts.HintAs(at, action.DialogCancel, "cancel")}
	case p.line == ratioLine:
		return append([]action.Hint{
			acts.Together(at, "move", action.MoveLeft, action.MoveRight), acts.HintAs(at, action.SeedWrite, "only this one"),
		}, acts.Hints(at, action.SeedMark, action.SeedDraw, action.SeedHold)...)
	case p.line == holdLine:
		hold := "the same seeds next time"
		if p.hold {
			hold = "new seeds each time"
		}
		return append([]action.Hint{acts.HintAs(at, action.SeedHold, hold)}, acts.Hints(at, action.SeedDraw, action.SeedMore, action.SeedLess)...)
	}
	return acts.Hints(at, action.SeedWrite, action.SeedMore, action.SeedLess, action.SeedDraw, action.SeedHold)
}
