package picture

import (
	"bytes"
	"fmt"
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
	draws   int
}

// pixel marks a cell that shows a part of a picture.
const pixel = "▒"

func newScreen(t *testing.T, w, h int) *screen {
	t.Helper()
	s := &screen{t: t, emu: vt.NewEmulator(w, h)}
	t.Cleanup(func() { _ = s.emu.Close() })
	s.overlay = NewOverlay(s.emu)
	paint := func(id byte, cols, rows int) {
		s.draws++
		at := s.emu.CursorPosition()
		for y := range rows {
			for x := range cols {
				s.emu.SetCell(at.X+x, at.Y+y, &uv.Cell{Content: pixel, Width: 1, Style: uv.Style{Fg: ansi.IndexedColor(id)}})
			}
		}
	}
	// ESC P q N;COLS;ROWS stands for a picture.
	s.emu.RegisterDcsHandler('q', func(_ ansi.Params, data []byte) bool {
		var id, cols, rows int
		if _, err := fmt.Sscanf(string(data), "%d;%d;%d", &id, &cols, &rows); err != nil {
			t.Errorf("picture %q", data)
		}
		paint(byte(id), cols, rows)
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
	uv.NewStyledString(strings.Join(lines, "\n")).Draw(s.cells, s.cells.Bounds())
	s.scr.Render(s.cells.RenderBuffer)
	if err := s.scr.Flush(); err != nil {
		s.t.Fatal(err)
	}
	if s.out.Len() > 0 {
		s.write(s.out.String())
		s.out.Reset()
	}
}

// graphicOf returns a picture that the test's terminal understands.
func graphicOf(id, cols, rows int) *Graphic {
	part := func(from, to int) string { return fmt.Sprintf("\x1bPq%d;%d;%d\x1b\\", id, cols, to-from) }
	g := newGraphic(cols, rows, part(0, rows))
	if id%3 > 0 { // the others are drawn as a whole
		g.Part, g.Step = part, id%3
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
	wide   bool // every third line has letters of two cells
}

func (st stage) lines(whole bool) []string {
	out := make([]string, st.h)
	for y := range out {
		left := fmt.Sprintf("item %d", st.top+y)
		if st.wide && (st.top+y)%3 == 0 {
			left = fmt.Sprintf("霓虹 👩‍🚀 %d", st.top+y)
		}
		out[y] = left
		if st.g == nil || y < st.y || y >= st.y+len(st.g.Under) {
			continue
		}
		under := st.g.Under[y-st.y]
		if !whole {
			under = "\x1b[31m" + strings.Repeat("▀", st.g.Cols) + "\x1b[m"
		}
		out[y] = left + strings.Repeat(" ", st.x-cells.Width(left)) + under + "│"
	}
	if st.dialog { // over the left half of the picture
		for y := st.y + 1; st.g != nil && y < min(st.h, st.y+4); y++ {
			rest := cells.Cut(out[y], st.x+2, cells.Width(out[y]))
			out[y] = cells.Truncate(out[y], st.x-3, "") + "XXXXX" + rest
		}
	}
	return out
}

// covered tells whether the dialog lies over a cell.
func (st stage) covered(x, y int) bool {
	return st.dialog && y > st.y && y < st.y+4 && x >= st.x-3 && x < st.x+2
}

// beside tells whether a row of the picture lies, in part, under the dialog, or is
// drawn with one that does: it may be blank until the dialog is gone.
func (st stage) beside(y int) bool {
	if !st.dialog || st.g == nil {
		return false
	}
	step := max(st.g.Step, 1)
	if st.g.Part == nil {
		step = len(st.g.Under)
	}
	for row := (y - st.y) / step * step; row < (y-st.y)/step*step+step; row++ {
		if st.y+row > st.y && st.y+row < st.y+4 {
			return true
		}
	}
	return false
}

// place makes the frame of a stage, as a program does before it is drawn.
func (st stage) place(s *screen) (lines []string, whole bool) {
	if lines, whole = s.overlay.Place(st.lines(true), st.g); whole {
		return lines, true
	}
	return st.lines(false), false
}

// show draws a stage and checks every cell of the terminal.
func (st stage) show(s *screen) {
	s.t.Helper()
	lines, whole := st.place(s)
	s.show(lines)
	for y := range st.h {
		for x := range st.w {
			inside := st.g != nil && whole && x >= st.x && x < st.x+st.g.Cols && y >= st.y && y < st.y+len(st.g.Under)
			c := s.emu.CellAt(x, y)
			got := c != nil && c.Content == pixel
			inside = inside && !st.covered(x, y)
			if !got && inside && st.beside(y) {
				continue
			}
			if got != inside || got && c.Style.Fg != ansi.IndexedColor(byte(st.id)) {
				s.t.Fatalf("%+v\ncell %d,%d: picture %v (%+v), want %v\n%s", st, x, y, got, c, inside, s.emu.String())
			}
		}
	}
}

func TestOverlayLeavesNoGhost(t *testing.T) {
	s := newScreen(t, 60, 20)
	st := stage{w: 60, h: 20, x: 20, y: 3}
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
	lastGraphic.Add(1<<6 - 1) // the next one has the same numbers
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
	st := stage{w: 60, h: 20, x: 20, y: 3, wide: true, g: graphicOf(101, 20, 10), id: 101}
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
			for seed := range uint64(3) {
				walk(t, rand.New(rand.NewPCG(seed, 7)), pace.wide, pace.late)
			}
		})
	}
}

// walk does what comes by chance.
func walk(t *testing.T, rnd *rand.Rand, wide bool, late int) {
	t.Helper()
	st := stage{w: 70, h: 24, x: 20, y: 2, wide: wide}
	s := newScreen(t, st.w, st.h)
	for n := range 120 {
		switch rnd.IntN(9) {
		case 0:
			st.id = 16 + n
			least := 1
			if late > 0 {
				least = 8 // narrow ones have rows that look the same, and scroll into each other
			}
			st.g = graphicOf(st.id, least+rnd.IntN(30), 4+rnd.IntN(12))
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
		}
		if rnd.IntN(4) >= late {
			st.show(s)
			continue
		}
		// The next step is placed before this one's frame is drawn, if it is.
		frame, _ := st.place(s)
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
	g := graphicOf(20, 4, 2)
	lines, whole := o.Place(g.Under, g)
	if !whole {
		t.Fatal("covered")
	}
	leave := "bye" + ansi.ResetModeAltScreenSaveCursor
	for _, p := range []string{strings.Join(lines, "\r\n"), leave, leave} {
		if n, err := o.Write([]byte(p)); n != len(p) || err != nil {
			t.Fatal(n, err)
		}
	}
	want := strings.Join(lines, "\r\n") + "\x1b7\x1b[H" + g.Data + "\x1b8" + ansi.EraseEntireScreen + leave + leave
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestOverlayCutOff(t *testing.T) {
	o := NewOverlay(&bytes.Buffer{})
	g := graphicOf(20, 6, 3)
	for name, lines := range map[string][]string{
		"below the screen": g.Under[:2],
		"cut at the right": {cells.Truncate(g.Under[0], 4, ""), cells.Truncate(g.Under[1], 4, ""), cells.Truncate(g.Under[2], 4, "")},
		"not in a column":  {g.Under[0], " " + g.Under[1], g.Under[2]},
	} {
		if _, whole := o.Place(lines, g); whole {
			t.Errorf("%s: whole", name)
		}
	}
	if lines, whole := o.Place([]string{"another screen"}, g); !whole || lines[0] != "another screen" {
		t.Error("a picture out of sight needs no other frame")
	}
	if cells.Width(g.Under[0]) != 6 || strings.Trim(g.Under[1], blanks[0]+blanks[1]) != "" {
		t.Errorf("%q", g.Under[0])
	}
}

func BenchmarkOverlayPlace(b *testing.B) {
	g := graphicOf(20, 60, 35)
	st := stage{w: 120, h: 40, g: g, x: 40, y: 2}
	lines := st.lines(true)
	o := NewOverlay(&bytes.Buffer{})
	for b.Loop() {
		o.Place(lines, g)
	}
}
