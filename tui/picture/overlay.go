package picture

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/terminal/letters"
)

// Overlay stands between a program and its terminal, and keeps a Graphic in
// step with the cells: it sends the picture right after the frame that painted
// the cells under it, and again what of it was painted over since. Erasing needs
// nothing more: any other character painted there takes the picture away.
//
// Place belongs in View; Write is the program's output. They may run at once.
type Overlay struct {
	output sync.Mutex // held while writing, so that nothing comes in between
	out    io.Writer
	onTop  bool // something was drawn over the cells of the alternate screen
	keeps  bool // the terminal has no alternate screen
	titles titles
	brief  bool // runs of placeholders are repeated by a count
	ascii  bool // the terminal takes no UTF-8
	// letters are those it takes beside ASCII then.
	letters *letters.Table
	painted painted
	// entered says that the alternate screen was entered once more: terminals
	// forget then what they kept for it.
	entered chan struct{}
	inside  bool // it was entered before

	mu   sync.Mutex // guards what follows; never held while writing
	spot *spot
	// pens paint the blanks under a picture, in each row of the screen.
	pens   []pen
	pen    pen   // of the picture
	screen []row // what is known of it
}

// leaveScreen ends the alternate screen, enterScreen begins it.
var (
	leaveScreen = []byte(ansi.ResetModeAltScreenSaveCursor)
	enterScreen = []byte(ansi.SetModeAltScreenSaveCursor)
	eraseScreen = []byte(ansi.EraseEntireScreen)
)

// NewOverlay returns an overlay that writes to out.
func NewOverlay(out io.Writer) *Overlay {
	return &Overlay{out: out, entered: make(chan struct{}, 1)}
}

// Suit makes the overlay suit the terminal: keeps says that it has no alternate
// screen, brief that it repeats the last character by a count.
func (o *Overlay) Suit(keeps, brief bool) {
	o.output.Lock()
	defer o.output.Unlock()
	o.keeps, o.brief = keeps, brief
}

// Entered tells, each time, that the program came back to the screen from another
// one, as that of an editor.
func (o *Overlay) Entered() <-chan struct{} { return o.entered }

// enter takes note that the screen is entered.
func (o *Overlay) enter() {
	if o.inside {
		select {
		case o.entered <- struct{}{}:
		default: // it was told already
		}
	}
	o.inside = true
}

// ASCII makes the overlay write ASCII, and the letters of a table, for a terminal
// that takes no UTF-8.
func (o *Overlay) ASCII(table *letters.Table) {
	o.output.Lock()
	defer o.output.Unlock()
	o.ascii, o.letters = true, table
}

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
// lines to show. Where something lies over a part of it the rest is drawn all the
// same. whole is false when the picture is not there as it was made: the frame
// must then be made again with the picture's Lines. A nil picture, or one that is
// not in the frame, takes away the one before.
func (o *Overlay) Place(lines []string, g *Graphic) (out []string, whole bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	s, whole := locate(lines, g, o.spot)
	if s == nil {
		o.spot = nil
		return lines, whole
	}
	if n := len(lines) - len(o.pens); n > 0 {
		o.pens = append(o.pens, make([]pen, n)...)
	}
	o.pens = o.pens[:len(lines)]
	if !s.same(o.spot) {
		// All of its cells are painted anew, which takes away the one before also
		// where this one is not drawn yet, and is when this one is sent.
		o.pen = o.pen.another(o.spot.on(o.screen))
		o.spot = s
		for y := range o.pens {
			o.pens[y] = o.pen
		}
	}
	for _, i := range o.spot.cover(s.intact) {
		o.pens[s.y+i] = o.pens[s.y+i].uncovered(o.screen, s.y+i)
	}
	lines = slices.Clone(lines)
	for y := s.y; y < s.y+len(g.Under); y++ {
		if reserved(lines[y]) {
			lines[y] = o.pens[y].paint(lines[y])
		}
	}
	return lines, true
}

// reserved tells whether text holds cells that a picture covers. A person's
// own text may: no harm comes of that.
func reserved(text string) bool {
	return strings.Contains(text, blanks[0]) || strings.Contains(text, blanks[1])
}

// Write passes p on and then, if p painted cells under the picture, draws the
// picture over them.
func (o *Overlay) Write(p []byte) (int, error) {
	o.output.Lock()
	defer o.output.Unlock()
	size := len(p)
	painted := o.read(p)
	if (o.onTop || o.keeps) && bytes.Contains(p, leaveScreen) {
		// Some terminals keep what was drawn over the cells, or all of it.
		o.onTop = false
		erase := ansi.EraseEntireScreen
		if o.keeps {
			erase += ansi.CursorHomePosition
		}
		if _, err := io.WriteString(o.out, erase); err != nil {
			return 0, err
		}
	}
	p = o.titles.rewrite(p)
	if o.brief {
		p = repeated(p)
	}
	if o.ascii {
		p = ascii(p, o.letters)
	}
	if n, err := o.out.Write(p); err != nil {
		return min(n, size), err
	}
	entering := bytes.Contains(p, enterScreen)
	if entering {
		o.enter()
	}
	o.mu.Lock()
	var due []piece
	if o.spot != nil {
		if entering || bytes.Contains(p, eraseScreen) {
			o.spot.spoil()
		}
		due = o.spot.due(painted, o.pens)
	}
	if painted != nil {
		o.screen = append(o.screen[:0], painted...)
	}
	o.mu.Unlock()
	if due == nil {
		return size, nil
	}
	o.onTop = true
	var data strings.Builder
	for _, d := range due {
		data.WriteString(d.bytes())
	}
	_, err := io.WriteString(o.out, ansi.SaveCursor+data.String()+ansi.RestoreCursor)
	return size, err
}

// read returns the rows that p paints, if there is a picture on the screen.
func (o *Overlay) read(p []byte) []row {
	o.mu.Lock()
	there, height := o.spot != nil, len(o.pens)
	if !there {
		o.screen = nil
	}
	o.mu.Unlock()
	if !there {
		o.painted.forget()
		return nil
	}
	return o.painted.read(p, height)
}
