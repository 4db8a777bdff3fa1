package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"imagine-tui/tui/cells"
)

// screen is a terminal that draws pictures over its cells, behind an Overlay
// and the renderer of the studio. A picture's pixels are marks in the cells it
// covers: whatever erases or moves those, erases or moves the pixels.
type screen struct {
	t       *testing.T
	emu     *vt.Emulator
	overlay *Overlay
	out     bytes.Buffer // of the renderer, not yet shown
	scr     *uv.TerminalRenderer
	cells   uv.ScreenBuffer
	draws   int // pieces, and
	drawn   int // cells
}

// pixel marks a cell that shows a part of a picture, in a colour that says which.
const pixel = "▒"

func pixelOf(id, x, y int) color.RGBA { return color.RGBA{uint8(id), uint8(x), uint8(y), 255} }

func newScreen(t *testing.T, w, h int) *screen {
	t.Helper()
	s := &screen{t: t, emu: vt.NewEmulator(w, h)}
	t.Cleanup(func() { _ = s.emu.Close() })
	s.overlay = NewOverlay(s.emu)
	s.overlay.Suit(false, false, ModeSixel)
	// ESC P q N;X;Y;COLS;ROWS stands for some cells of a picture.
	s.emu.RegisterDcsHandler('q', func(_ ansi.Params, data []byte) bool {
		var id, left, top, cols, rows int
		if _, err := fmt.Sscanf(string(data), "%d;%d;%d;%d;%d", &id, &left, &top, &cols, &rows); err != nil {
			t.Errorf("picture %q", data)
		}
		s.draws, s.drawn = s.draws+1, s.drawn+cols*rows
		at := s.emu.CursorPosition()
		for y := range rows {
			for x := range cols {
				s.emu.SetCell(at.X+x, at.Y+y, &uv.Cell{Content: pixel, Width: 1, Style: uv.Style{Fg: pixelOf(id, left+x, top+y)}})
			}
		}
		return true
	})
	s.restart(w, h)
	return s
}

// restart is what the studio's renderer does at the start and after coming
// back from the shell.
func (s *screen) restart(w, h int) {
	s.scr = uv.NewTerminalRenderer(&s.out, []string{"TERM=xterm-256color"})
	s.scr.SetColorProfile(colorprofile.TrueColor)
	s.scr.SetFullscreen(true)
	s.scr.SetRelativeCursor(false)
	s.scr.SetScrollOptim(true)
	s.cells = uv.NewScreenBuffer(w, h)
	s.write(ansi.SetModeAltScreenSaveCursor)
	s.scr.Erase()
}

func (s *screen) write(text string) {
	if _, err := s.overlay.Write([]byte(text)); err != nil {
		s.t.Error(err)
	}
}

// show draws a frame as the studio does.
func (s *screen) show(lines []string) {
	s.t.Helper()
	s.cells.Clear()
	uv.NewStyledString(cells.Drawn(strings.Join(lines, "\n"))).Draw(s.cells, s.cells.Bounds())
	s.scr.Render(s.cells.RenderBuffer)
	if err := s.scr.Flush(); err != nil {
		s.t.Fatal(err)
	}
	if s.out.Len() > 0 {
		s.write(s.out.String())
		s.out.Reset()
	}
}

// cutOf draws cells of a picture for the test's terminal.
func cutOf(id int) func(image.Rectangle) string {
	return func(c image.Rectangle) string {
		return fmt.Sprintf("\x1bPq%d;%d;%d;%d;%d\x1b\\", id, c.Min.X, c.Min.Y, c.Dx(), c.Dy())
	}
}

// graphicOf returns a picture that the test's terminal understands.
func graphicOf(id, cols, rows int) *Graphic {
	cut := cutOf(id)
	g := newGraphic(cols, rows, cut(image.Rect(0, 0, cols, rows)))
	g.Apart = id%3 == 1
	if id%3 > 0 { // the others are drawn as a whole
		g.Cut = cut
	}
	for range rows {
		g.Coarse = append(g.Coarse, "\x1b[31m"+strings.Repeat("▀", cols)+"\x1b[m")
	}
	return g
}

// stage is a state of a program with a list on the left and a picture.
type stage struct {
	w, h   int
	g      *Graphic
	id     int
	x, y   int
	top    int // first line of the list
	dialog bool
	// from and to are the columns of the dialog, counted from that of the picture.
	from, to int
	wide     bool // every third line has letters of two cells
}

func (st stage) lines() []string {
	out := make([]string, st.h)
	for y := range out {
		left := fmt.Sprintf("item %d", st.top+y)
		if st.wide && (st.top+y)%3 == 0 {
			left = fmt.Sprintf("霓虹 👩‍🚀 %d", st.top+y)
		}
		out[y] = left
		if st.g == nil || y < st.y || y >= st.y+st.g.Rows {
			continue
		}
		cover := placeholders(st.id, st.g.Cols, st.g.Rows)[y-st.y]
		out[y] = left + strings.Repeat(" ", st.x-cells.Width(left)) + cover + "│"
	}
	if st.dialog { // over a part of the picture
		for y := st.y + 1; st.g != nil && y < min(st.h, st.y+4); y++ {
			rest := cells.Cut(out[y], st.x+st.to, cells.Width(out[y]))
			before := cells.Truncate(out[y], st.x+st.from, "")
			before += strings.Repeat(" ", st.x+st.from-cells.Width(before))
			out[y] = before + strings.Repeat("X", st.to-st.from) + rest
		}
	}
	return out
}

// covered tells whether the dialog lies over a cell.
func (st stage) covered(x, y int) bool {
	return st.dialog && y > st.y && y < st.y+4 && x >= st.x+st.from && x < st.x+st.to
}

// place makes the frame of a stage, as a program does before it is drawn.
func (st stage) place(s *screen) []string {
	if st.g != nil {
		s.overlay.Hold(st.id, st.g)
	}
	return s.overlay.Place(st.lines())
}

// show draws a stage and checks every cell of the terminal.
func (st stage) show(s *screen) {
	s.t.Helper()
	s.show(st.place(s))
	for y := range st.h {
		for x := range st.w {
			inside := st.g != nil && x >= st.x && x < st.x+st.g.Cols && y >= st.y && y < st.y+st.g.Rows && !st.covered(x, y)
			c := s.emu.CellAt(x, y)
			got := c != nil && c.Content == pixel
			if inside && st.dialog && st.g.Cut == nil {
				continue // it is drawn as a whole, once nothing lies over it
			}
			if got != inside || got && c.Style.Fg != pixelOf(st.id, x-st.x, y-st.y) {
				s.t.Fatalf("%+v\ncell %d,%d: picture %v (%+v), want %v\n%s", st, x, y, got, c, inside, s.emu.String())
			}
		}
	}
}

func TestOverlayLeavesNoGhost(t *testing.T) {
	s := newScreen(t, 60, 20)
	st := stage{w: 60, h: 20, x: 20, y: 3, from: -3, to: 2}
	st.show(s)
	st.g, st.id = graphicOf(101, 20, 10), 101
	st.show(s)
	draws := s.draws
	st.show(s)
	if s.draws != draws {
		t.Error("drawn again though nothing changed")
	}
	for n := range 4 {
		st.top = n + 1
		st.show(s)
	}
	if s.draws != draws {
		t.Error("drawn again though only the list beside it scrolled")
	}
	st.x = 22
	st.show(s)
	st.y = 4
	st.show(s)
	st.dialog = true
	st.show(s)
	st.top++
	st.show(s)
	st.dialog = false
	st.show(s)
	// Another picture of the same size, then a smaller one, then none.
	st.g, st.id = graphicOf(102, 20, 10), 102
	st.show(s)
	st.g, st.id = graphicOf(103, 7, 5), 103
	st.show(s)
	lastGraphic.Add(1<<6 - 1) // the next one has the same blanks
	st.g, st.id = graphicOf(105, 7, 5), 105
	st.show(s)
	st.g, st.id = graphicOf(104, 1, 12), 104
	st.show(s)
	st.g = nil
	st.show(s)
}

// Rows with letters of two cells are written anew from their start with each frame,
// and the picture's part of them goes with that.
func TestOverlayBesideWideLetters(t *testing.T) {
	s := newScreen(t, 60, 20)
	st := stage{w: 60, h: 20, x: 20, y: 3, from: -3, to: 2, wide: true, g: graphicOf(101, 20, 10), id: 101}
	st.show(s)
	for range 4 {
		st.top++
		st.show(s)
	}
	st.dialog = true
	st.show(s)
	st.top++
	st.show(s)
	st.dialog = false
	st.show(s)
	st.show(s)
}

// Whatever a person does, in any order and at any pace, only the picture is where
// it should be once the last frame is drawn.
func TestOverlayRandomWalk(t *testing.T) {
	for name, pace := range map[string]struct {
		wide bool
		late int // out of four steps, how many come so soon that the frame before is drawn after them, or never
	}{
		"slow":          {false, 0},
		"slow, wide":    {true, 0},
		"fast":          {false, 1},
		"fast, wide":    {true, 1},
		"at once":       {false, 3},
		"at once, wide": {true, 3},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(4) {
				walk(t, rand.New(rand.NewPCG(seed, 7)), pace.wide, pace.late)
			}
		})
	}
}

// walk does what comes by chance.
func walk(t *testing.T, rnd *rand.Rand, wide bool, late int) {
	t.Helper()
	st := stage{w: 70, h: 24, x: 20, y: 2, from: -3, to: 2, wide: wide}
	s := newScreen(t, st.w, st.h)
	for n := range 120 {
		switch rnd.IntN(10) {
		case 0:
			st.id = 16 + n
			st.g = graphicOf(st.id, 1+rnd.IntN([]int{3, 30}[rnd.IntN(2)]), 4+rnd.IntN(12))
		case 1:
			st.g = nil
		case 2, 3:
			st.top = max(0, st.top+rnd.IntN(7)-3)
		case 4:
			st.x = 15 + rnd.IntN(20)
		case 5:
			st.y = rnd.IntN(8)
		case 6:
			st.dialog = !st.dialog
		case 7: // another size: everything is painted anew
			st.w, st.h = 68+rnd.IntN(20), 23+rnd.IntN(6)
			s.emu.Resize(st.w, st.h)
			s.cells.Resize(st.w, st.h)
			s.scr.Resize(st.w, st.h)
			s.scr.Erase()
		case 8: // out to the shell and back
			s.write(ansi.ResetModeAltScreenSaveCursor)
			s.restart(st.w, st.h)
		case 9:
			st.from = rnd.IntN(14) - 4
			st.to = st.from + 1 + rnd.IntN(12)
		}
		if rnd.IntN(4) >= late {
			st.show(s)
			continue
		}
		// The next step is placed before this one's frame is drawn, if it is.
		frame := st.place(s)
		next := st
		next.top, next.dialog = max(0, st.top+rnd.IntN(3)-1), rnd.IntN(2) == 0
		next.place(s)
		if rnd.IntN(2) == 0 {
			s.show(frame)
		}
		if rnd.IntN(2) == 0 {
			st = next
		}
		st.show(s)
	}
}

// Nothing that was drawn stays on the screen of a program that ended or was
// suspended, not even where the terminal keeps it over the cells.
func TestOverlayErasesBeforeLeaving(t *testing.T) {
	var b bytes.Buffer
	o := NewOverlay(&b)
	o.Suit(false, false, ModeSixel)
	g := graphicOf(20, 4, 2)
	o.Hold(20, g)
	lines := o.Place(placeholders(20, 4, 2))
	const bye = "bye"
	leave := bye + ansi.ResetModeAltScreenSaveCursor
	first := "\x1b[H" + strings.Join(lines, "\r\n")
	for _, p := range []string{first, leave, leave} {
		if n, err := o.Write([]byte(p)); n != len(p) || err != nil {
			t.Fatal(n, err)
		}
	}
	want := first + "\x1b7\x1b[H" + g.Data + "\x1b8" + bye + ansi.EraseEntireScreen + ansi.ResetModeAltScreenSaveCursor + leave
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	// Where there is no other screen to come back from, the shell goes on at the top.
	b.Reset()
	o.Suit(true, false, ModeHalf)
	if n, err := o.Write([]byte(leave)); n != len(leave) || err != nil {
		t.Fatal(n, err)
	}
	if want := bye + ansi.EraseEntireScreen + ansi.CursorHomePosition + ansi.ResetModeAltScreenSaveCursor; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func BenchmarkOverlayPlace(b *testing.B) {
	g := graphicOf(20, 60, 35)
	st := stage{w: 120, h: 40, g: g, id: 20, x: 40, y: 2}
	lines := st.lines()
	o := NewOverlay(&bytes.Buffer{})
	o.Suit(false, false, ModeSixel)
	o.Hold(20, g)
	for b.Loop() {
		o.Place(lines)
	}
}
