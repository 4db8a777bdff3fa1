// Package mask is the screen on which a person paints what an edit is to
// change: the picture in half blocks, a brush that is accurate to half a cell,
// and a mask with exactly as many pixels as the picture.
package mask

import (
	"fmt"
	"image"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/dots"
	"imagine-tui/tui/widget/theme"
)

// DoneMsg brings the finished mask: a PNG of 8 bits of gray, exactly W × H
// pixels as the picture, white where something is to change and black where
// all is to stay; the other way round after SetInverted. Err tells why there
// is none.
type DoneMsg struct {
	PNG  []byte
	W, H int
	Err  error
}

// CancelMsg says that the person left without a mask.
type CancelMsg struct{}

// ReadyMsg brings what SetPicture or SetMask prepared outside the update loop.
// It is for Update of the pane that asked for it.
type ReadyMsg struct {
	seq    int // of the picture it belongs to
	shades dots.Shades
	mask   region
	isMask bool
}

// Limits of the brush, in dots: half a cell each.
const (
	minBrush     = 1
	maxBrush     = 40
	startBrush   = 3
	farStep      = 8 // dots that a far move goes
	maxSteps     = 500
	maxStepBytes = 64 << 20
)

// Pane is the mask editor.
type Pane struct {
	st    *theme.Styles
	acts  *action.Table
	plain bool // no colours

	w, h    int
	focused bool

	seq      int
	size     image.Point // pixels of the picture, and so of the mask
	shades   dots.Shades // nil until they are made
	sharp    *sharp      // nil until the terminal has it
	inverted bool

	mask   region
	opened region // what esc goes back to
	undo   []region
	redo   []region

	at     image.Point  // pixel the cursor is on
	corner *image.Point // pixel where a rectangle was begun
	brush  int          // dots
	erase  bool
	pen    bool // moving paints
	times  int  // zoom: 1, 2 or 4
	off    image.Point
	stroke *stroke // what the mouse paints now

	note   string // why a key did nothing, or what the next one will do
	warned bool   // esc was pressed once
	busy   bool   // the mask is being encoded
	view   []string
}

// New returns a mask editor without a picture.
func New(st *theme.Styles, acts *action.Table) *Pane {
	return &Pane{st: st, acts: acts, brush: startBrush, times: 1}
}

// SetPlain draws with characters alone, for terminals without colour and for
// NO_COLOR.
func (p *Pane) SetPlain(on bool) { p.plain, p.view = on, nil }

// SetInverted makes masks for a server that means them the other way round:
// black is to change. What is painted stays what is to change.
func (p *Pane) SetInverted(on bool) { p.inverted = on }

// SetPicture begins anew with a picture of w × h pixels. img is the picture or
// a smaller copy of it; w and h of 0 stand for its own size. The command
// prepares it for the screen and answers with ReadyMsg.
func (p *Pane) SetPicture(img image.Image, w, h int) tea.Cmd {
	if img != nil && (w < 1 || h < 1) {
		w, h = img.Bounds().Dx(), img.Bounds().Dy()
	}
	p.seq++
	p.size, p.shades, p.sharp = image.Pt(max(0, w), max(0, h)), nil, nil
	p.mask, p.opened, p.undo, p.redo = nil, nil, nil, nil
	p.at, p.corner, p.stroke = image.Pt(p.size.X/2, p.size.Y/2), nil, nil
	p.times, p.off, p.erase, p.pen = 1, image.Point{}, false, false
	p.note, p.warned, p.busy = "", false, false
	p.follow()
	if img == nil {
		return nil
	}
	seq := p.seq
	return func() tea.Msg { return ReadyMsg{seq: seq, shades: dots.Of(img)} }
}

// SetMask begins with the light pixels of img painted, with SetInverted the
// dark ones. A mask of another size than the picture is refused with a note.
// The command answers with ReadyMsg.
func (p *Pane) SetMask(img image.Image) tea.Cmd {
	if b := img.Bounds(); b.Dx() != p.size.X || b.Dy() != p.size.Y {
		p.say(fmt.Sprintf("That mask is %d×%d pixels and the picture %d×%d, so it was not used.", b.Dx(), b.Dy(), p.size.X, p.size.Y))
		return nil
	}
	seq, inverted := p.seq, p.inverted
	return func() tea.Msg { return ReadyMsg{seq: seq, isMask: true, mask: decode(img, inverted)} }
}

// ready takes what a command prepared, unless the picture is another by now.
func (p *Pane) ready(msg ReadyMsg) {
	switch {
	case msg.seq != p.seq:
		return
	case msg.isMask:
		p.finish()
		p.mask, p.opened, p.undo, p.redo = msg.mask, msg.mask, nil, nil
	default:
		p.shades = msg.shades
	}
	p.view = nil
}

// Painted tells whether anything is painted.
func (p *Pane) Painted() bool { return len(p.mask) > 0 }

// Changed tells whether the mask differs from what it began with.
func (p *Pane) Changed() bool { return !p.mask.equal(p.opened) }

// SetSize sets the outer size in cells.
func (p *Pane) SetSize(w, h int) {
	if w != p.w || h != p.h {
		p.w, p.h = w, h
		p.follow()
	}
}

// Focus gives the screen the keyboard.
func (p *Pane) Focus() tea.Cmd { p.focused, p.busy, p.view = true, false, nil; return nil }

// Blur takes the keyboard away.
func (p *Pane) Blur() { p.focused, p.view = false, nil; p.finish() }

// Capturing tells whether letters are text; they never are.
func (p *Pane) Capturing() bool { return false }

// Place is what the editor's keys act in.
func (p *Pane) Place() action.Place { return action.Mask }

// Invalidate makes the next View draw afresh, after a change of styles.
func (p *Pane) Invalidate() { p.view = nil }

// Hints returns the keys of the screen, most useful first.
func (p *Pane) Hints() []action.Hint {
	acts, at := p.acts, action.Mask
	if p.corner != nil {
		return []action.Hint{
			acts.HintAs(at, action.MaskRectangle, "rectangle to here"), acts.HintAs(at, action.StudioBack, "no rectangle"),
		}
	}
	hints := acts.Hints(
		at, action.MaskUse, action.MaskPaint, action.MaskRectangle, action.MaskDraw, action.MaskErase, action.MaskUndo, action.MaskInvert,
		action.MaskZoom, action.MaskThicker, action.MaskThinner,
	)
	if !p.Painted() {
		hints = append(hints[1:], hints[0])
	}
	return hints
}

// room returns the cells the picture may take: the inside less the caption,
// where there is room for one.
func (p *Pane) room() (cols, rows int) {
	cols, rows = box.Inner(p.w, p.h)
	if rows > 2 {
		rows--
	}
	return cols, rows
}

// grid returns the dots of the picture at the present zoom.
func (p *Pane) grid() grid { return p.gridAt(p.times) }

func (p *Pane) gridAt(times int) grid {
	cols, rows := p.room()
	return fit(p.size.X, p.size.Y, cols, rows, times)
}

// window returns the dots that are seen. It begins on an even line, so that a
// cell always holds the same two.
func (p *Pane) window() image.Rectangle {
	cols, rows := p.room()
	g := p.grid()
	return image.Rect(p.off.X, p.off.Y, min(p.off.X+cols, g.cols), min(p.off.Y+2*rows, g.rows))
}

// follow moves the window as little as keeps the cursor off its edges.
func (p *Pane) follow() {
	p.view = nil
	cols, rows := p.room()
	g := p.grid()
	dot := g.dot(p.at)
	p.off.X = scroll(p.off.X, dot.X, cols, g.cols)
	p.off.Y = scroll(p.off.Y, dot.Y, 2*rows, g.rows)
	p.off.Y += p.off.Y % 2
}

// scroll returns where a window of room of all dots begins, so that at is in
// it with some dots around.
func scroll(from, at, room, all int) int {
	margin := min(4, (room-1)/3)
	from = min(from, at-margin)
	from = max(from, at+margin-room+1)
	return max(0, min(from, all-room))
}

// say shows a note in place of the caption until the next key.
func (p *Pane) say(note string) { p.note, p.view = note, nil }
