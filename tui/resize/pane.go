// Package resize is the screen on which a person chooses the larger canvas of
// a resize: a target shape or borders by hand, with the picture drawn where it
// will stand. It also makes that canvas and the mask of what is to be painted.
package resize

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/dots"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

// DoneMsg brings the chosen layout; Encode makes the files of it.
type DoneMsg struct{ Layout }

// CancelMsg says that the person left without choosing.
type CancelMsg struct{}

// ReadyMsg brings what SetPicture prepared outside the update loop. It is for
// Update of the pane that asked for it.
type ReadyMsg struct {
	seq    int
	shades dots.Shades
}

// shape is a target ratio of sides.
type shape struct {
	name string
	w, h int
}

// shapes are the ratios the API knows; the last stands for borders by hand.
var shapes = []shape{{"1:1", 1, 1}, {"3:2", 3, 2}, {"4:3", 4, 3}, {"3:4", 3, 4}, {"16:9", 16, 9}, {"9:16", 9, 16}, {"free", 0, 0}}

const free = 6 // index of "free"

// line is one of the form's lines.
type line int

const (
	shapeLine line = iota
	leftLine
	rightLine
	topLine
	bottomLine
	placeLine
	lineCount
)

// Pane is the resize form.
type Pane struct {
	st   *theme.Styles
	acts *action.Table

	w, h    int
	focused bool
	plain   bool // no colours

	seq    int
	size   image.Point // pixels of the picture
	shades dots.Shades
	pic    image.Rectangle // where it was drawn last, in dots of half a cell
	sharp  *sharp          // nil until the terminal has it

	line    line
	shape   int
	borders [4]int // pixels: left, right, top, bottom
	pixels  bool   // borders are shown and stepped in pixels, else percent

	editing bool
	field   *text.Field
	note    string
	cursor  *tea.Cursor
	places  []place
	view    []string
}

// place is where a shape stands in its line, in cells from the left.
type place struct{ shape, from, to int }

// New returns a resize form without a picture.
func New(st *theme.Styles, acts *action.Table) *Pane {
	return &Pane{st: st, acts: acts, shape: free, field: text.NewField(12)}
}

// SetPlain draws with characters alone, for terminals without colour and for
// NO_COLOR.
func (p *Pane) SetPlain(on bool) { p.plain, p.view = on, nil }

// SetPicture begins anew with a picture of w × h pixels. img is the picture or
// a smaller copy of it; w and h of 0 stand for its own size. The command
// prepares it for the screen and answers with ReadyMsg.
func (p *Pane) SetPicture(img image.Image, w, h int) tea.Cmd {
	if img != nil && (w < 1 || h < 1) {
		w, h = img.Bounds().Dx(), img.Bounds().Dy()
	}
	p.seq++
	p.size, p.shades, p.sharp = image.Pt(max(0, w), max(0, h)), nil, nil
	p.line, p.shape, p.borders, p.pixels = shapeLine, free, [4]int{}, false
	p.editing, p.note, p.view = false, "", nil
	if img == nil {
		return nil
	}
	seq := p.seq
	return func() tea.Msg { return ReadyMsg{seq, dots.Of(img)} }
}

// Layout returns what is chosen now.
func (p *Pane) Layout() Layout {
	left, right, top, bottom := p.borders[0], p.borders[1], p.borders[2], p.borders[3]
	return Layout{W: p.size.X + left + right, H: p.size.Y + top + bottom, Left: left, Top: top}
}

// SetLayout chooses borders, unless they do not fit the picture.
func (p *Pane) SetLayout(l Layout) {
	borders := [4]int{l.Left, l.W - p.size.X - l.Left, l.Top, l.H - p.size.Y - l.Top}
	if min(borders[0], borders[1], borders[2], borders[3]) >= 0 {
		p.borders, p.shape, p.view = borders, free, nil
	}
}

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h, p.view = w, h, nil
	}
}

// Focus gives the screen the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.view = true, nil; return nil }

// Blur takes the keyboard away; a half written border is dropped.
func (p *Pane) Blur() { p.focused, p.editing, p.note, p.view = false, false, "", nil }

// Capturing tells whether letters are text.
func (p *Pane) Capturing() bool { return p.editing }

// Place is what the form's keys act in.
func (p *Pane) Place() action.Place {
	if p.editing {
		return action.ResizeField
	}
	return action.Resize
}

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Hints returns the keys of the screen, most useful first.
func (p *Pane) Hints() []action.Hint {
	acts, at := p.acts, p.Place()
	use, next := acts.Hint(at, action.ResizeUse), acts.HintAs(at, action.DialogNext, "next line")
	switch {
	case p.editing:
		return []action.Hint{acts.HintAs(at, action.DialogAccept, "use it"), acts.HintAs(at, action.DialogCancel, "cancel")}
	case p.line == shapeLine:
		return []action.Hint{use, acts.Together(at, "shape", action.MoveLeft, action.MoveRight), next, acts.Hint(at, action.ResizeNone)}
	case p.line == placeLine:
		move := acts.Together(at, "move the picture", action.MoveLeft, action.MoveDown, action.MoveUp, action.MoveRight)
		return []action.Hint{use, move, acts.Hint(at, action.ResizeCentre), next}
	}
	return append(
		[]action.Hint{use, acts.Hint(at, action.ResizeMore), acts.Hint(at, action.ResizeLess), {Key: "0-9", Desc: "type it"}},
		acts.Hints(at, action.ResizeUnit, action.ResizeCentre, action.ResizeNone)...,
	)
}
