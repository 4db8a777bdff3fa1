package picture

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/terminal/letters"
	"imagine-tui/tui/terminal/outlet"
)

// Overlay stands between a program and its terminal, and keeps pictures in step
// with the cells: in a frame they are placeholders, as kitty has them, which it
// finds and makes blanks of. It sends a picture right after the frame that painted
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
	letters    *letters.Table
	plainSigns bool // signs of the studio are of ASCII, all else is as it is
	spoken     bool // the screen is heard: no signs at all, whoever wrote them
	// entered says that the alternate screen was entered once more: terminals
	// forget then what they kept for it.
	entered chan struct{}
	inside  bool // it was entered before

	mu      sync.Mutex // guards what follows; never held while writing to the terminal
	draws   bool       // the terminal draws pictures over its cells
	held    map[int]*Graphic
	seats   seats            // of the frame placed last
	parsed  map[string][]run // its lines
	pen     pen              // given last
	height  int              // of the frame
	screen  shadow
	resting *time.Timer // runs while something moved
	rest    bool        // it ran out
	rested  chan struct{}
}

// leaveScreen ends the alternate screen, enterScreen begins it.
var (
	leaveScreen = []byte(ansi.ResetModeAltScreenSaveCursor)
	enterScreen = []byte(ansi.SetModeAltScreenSaveCursor)
)

// NewOverlay returns an overlay that writes to out.
func NewOverlay(out io.Writer) *Overlay {
	return &Overlay{out: out, entered: make(chan struct{}, 1), rested: make(chan struct{}, 1), held: map[int]*Graphic{}}
}

// Suit makes the overlay suit the terminal: keeps says that it has no alternate
// screen, brief that it repeats the last character by a count, and mode how it
// draws pictures.
func (o *Overlay) Suit(keeps, brief bool, mode Mode) {
	o.output.Lock()
	defer o.output.Unlock()
	o.keeps, o.brief = keeps, brief
	o.mu.Lock()
	defer o.mu.Unlock()
	o.draws = mode.overlay()
}

// Hold keeps a picture at hand, whose placeholders may be shown from here on.
func (o *Overlay) Hold(id int, g *Graphic) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held[id] = g
}

// Drop forgets pictures; with none named, all.
func (o *Overlay) Drop(ids ...int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(ids) == 0 {
		clear(o.held)
	}
	for _, id := range ids {
		delete(o.held, id)
	}
}

// Rested tells, each time, that what moved stands still: the frame is to be placed
// again, with all of its pictures.
func (o *Overlay) Rested() <-chan struct{} { return o.rested }

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

// PlainSigns makes the overlay write signs of ASCII for those of the studio, and
// leaves letters and pictures as they are.
func (o *Overlay) PlainSigns(on bool) {
	o.output.Lock()
	defer o.output.Unlock()
	o.plainSigns = on
}

// Spoken makes the overlay write ASCII for every character that is never said, also
// for one of a text: for a screen that is heard.
func (o *Overlay) Spoken(on bool) {
	o.output.Lock()
	defer o.output.Unlock()
	o.spoken = on
}

// Output returns what a program is to write to: the overlay, as a terminal if
// there is one behind it.
func (o *Overlay) Output() io.Writer { return outlet.Through(o.out, o) }

// Pixels asks the system how many pixels the window has; 0, 0 if not known.
func (o *Overlay) Pixels() (w, h int) {
	if f, ok := o.out.(outlet.Device); ok {
		return WindowPixels(f.Fd())
	}
	return 0, 0
}

// Write passes p on and then, if p painted cells under the picture, draws the
// picture over them.
func (o *Overlay) Write(p []byte) (int, error) {
	o.output.Lock()
	defer o.output.Unlock()
	size := len(p)
	if at := bytes.Index(p, leaveScreen); at >= 0 && (o.onTop || o.keeps) {
		// Some terminals keep what was drawn over the cells, or all of it: the shell
		// goes on at the top then, wherever the cursor was left.
		o.onTop = false
		erase := ansi.EraseEntireScreen
		if o.keeps {
			erase += ansi.CursorHomePosition
		}
		p = slices.Concat(p[:at], []byte(erase), p[at:])
	}
	p = o.titles.rewrite(p)
	if o.brief {
		p = repeated(p)
	}
	switch {
	case o.ascii:
		p = ascii(p, o.letters)
	case o.spoken:
		p = unpictured(p)
	case o.plainSigns:
		p = plainSigns(p)
	}
	if n, err := o.out.Write(p); err != nil {
		return min(n, size), err
	}
	if bytes.Contains(p, enterScreen) {
		o.enter()
	}
	return size, o.draw(o.due(p))
}

// draw draws parts of pictures over their cells.
func (o *Overlay) draw(due []piece) error {
	if len(due) == 0 {
		return nil
	}
	o.onTop = true
	var data strings.Builder
	for _, d := range due {
		data.WriteString(d.bytes())
	}
	_, err := io.WriteString(o.out, ansi.SaveCursor+data.String()+ansi.RestoreCursor)
	return err
}

// Again draws a picture once more where it is on the screen, because it looks
// another now: a film has gone on.
func (o *Overlay) Again(g *Graphic) error {
	o.output.Lock()
	defer o.output.Unlock()
	o.mu.Lock()
	for s := range o.seats {
		if s.graphic == g {
			s.spoil(&o.screen)
		}
	}
	o.mu.Unlock()
	return o.draw(o.due(nil))
}

// due returns what is to be drawn after something was written.
func (o *Overlay) due(written []byte) (all []piece) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.draws {
		return nil
	}
	o.screen.read(written, o.height)
	for s, spot := range o.seats {
		if !spot.coarse {
			all = append(all, s.due(spot.pen, &o.screen)...)
		}
	}
	slices.SortFunc(all, func(a, b piece) int {
		return cmp.Or(cmp.Compare(a.y+a.part.Min.Y, b.y+b.part.Min.Y), cmp.Compare(a.x+a.part.Min.X, b.x+b.part.Min.X))
	})
	return all
}
