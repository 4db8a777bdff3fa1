package picture

import (
	"bytes"
	"io"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// Overlay stands between a program and its terminal, and keeps a Graphic in
// step with the cells: it sends the picture right after the frame that painted
// the cells under it, and again whenever those cells were painted anew. Erasing
// needs nothing more: any other character painted there takes the picture away.
//
// Place belongs in View; Write is the program's output. They may run at once.
type Overlay struct {
	output sync.Mutex // held while writing, so that nothing comes in between
	out    io.Writer
	onTop  bool // something was drawn over the cells of the alternate screen

	mu  sync.Mutex // guards what follows; never held while writing
	now *spot
	odd bool
}

// spot is a picture at its place on the screen.
type spot struct {
	graphic *Graphic
	x, y    int
	data    []byte // the picture, drawn there
}

// leaveScreen ends the alternate screen.
var leaveScreen = []byte(ansi.ResetModeAltScreenSaveCursor)

// NewOverlay returns an overlay that writes to out.
func NewOverlay(out io.Writer) *Overlay { return &Overlay{out: out} }

// device is an output that the system knows, a terminal perhaps.
type device interface {
	io.ReadWriteCloser
	Fd() uintptr
}

// through is a terminal that is written to through an overlay.
type through struct {
	device
	overlay *Overlay
}

// Write is the overlay's.
func (t through) Write(p []byte) (int, error) { return t.overlay.Write(p) }

// Output returns what a program is to write to: the overlay, as a terminal if
// there is one behind it.
func (o *Overlay) Output() io.Writer {
	if f, ok := o.out.(device); ok {
		return through{device: f, overlay: o}
	}
	return o
}

// Pixels asks the system how many pixels the window has; 0, 0 if not known.
func (o *Overlay) Pixels() (w, h int) {
	if f, ok := o.out.(device); ok {
		return WindowPixels(f.Fd())
	}
	return 0, 0
}

// Place finds the cells of a picture in the lines of a frame and returns the
// lines to show. whole is false when something covers a part of the picture:
// the frame must then be made again with the picture's Lines, for it is drawn
// as a whole or not at all. A nil picture, or one that is not in the frame,
// takes away the one before.
func (o *Overlay) Place(lines []string, g *Graphic) (out []string, whole bool) {
	s, whole := locate(lines, g)
	o.mu.Lock()
	defer o.mu.Unlock()
	if s == nil {
		o.now = nil
		return lines, whole
	}
	if o.now == nil || o.now.graphic != g || o.now.x != s.x || o.now.y != s.y {
		o.odd = !o.odd
		s.data = []byte(ansi.SaveCursor + ansi.CursorPosition(s.x+1, s.y+1) + g.Data + ansi.RestoreCursor)
		o.now = s
	}
	if !o.odd {
		return lines, true
	}
	// The first cells differ from those of the picture before, whatever the
	// others are: some are painted anew, which is when the picture is sent.
	lines = append([]string(nil), lines...)
	for i, under := range g.Under {
		lines[s.y+i] = strings.Replace(lines[s.y+i], under, blanks[1]+under[len(blanks[0]):], 1)
	}
	return lines, true
}

// locate returns where the cells of g are, nil when they are not all there.
// whole is false when some are.
func locate(lines []string, g *Graphic) (s *spot, whole bool) {
	if g == nil || len(g.Under) == 0 {
		return nil, true
	}
	for y, l := range lines {
		at := strings.Index(l, g.Under[0])
		if at < 0 {
			continue
		}
		s = &spot{graphic: g, x: cells.Width(l[:at]), y: y}
		for i, under := range g.Under {
			if y+i >= len(lines) {
				return nil, false
			}
			at := strings.Index(lines[y+i], under)
			if at < 0 || cells.Width(lines[y+i][:at]) != s.x {
				return nil, false
			}
		}
		return s, true
	}
	for _, l := range lines {
		if reserved(l) {
			return nil, false
		}
	}
	return nil, true
}

// reserved tells whether text holds cells that a picture covers. A person's
// own text may: no harm comes of that.
func reserved(text string) bool {
	return strings.Contains(text, blanks[0]) || strings.Contains(text, blanks[1])
}

// Write passes p on and then, if p painted the cells under the picture, draws
// the picture over them.
func (o *Overlay) Write(p []byte) (int, error) {
	o.output.Lock()
	defer o.output.Unlock()
	if o.onTop && bytes.Contains(p, leaveScreen) {
		// Some terminals keep what was drawn over the cells.
		o.onTop = false
		if _, err := io.WriteString(o.out, ansi.EraseEntireScreen); err != nil {
			return 0, err
		}
	}
	n, err := o.out.Write(p)
	if err != nil {
		return n, err
	}
	o.mu.Lock()
	var data []byte
	if o.now != nil && (bytes.Contains(p, []byte(blanks[0])) || bytes.Contains(p, []byte(blanks[1]))) {
		data = o.now.data
	}
	o.mu.Unlock()
	if data == nil {
		return n, nil
	}
	o.onTop = true
	_, err = o.out.Write(data)
	return n, err
}
