package picture

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// thumbnails is a state of a program with many pictures that scroll.
type thumbnails struct {
	w, h           int
	cols, rows     int // of a picture
	top            int // lines scrolled
	all            []*Graphic
	dialog, slider int // where they are, 0 for nowhere
}

const firstThumb = firstImageID

// lines is the frame: pictures beside one another, a line of words below each.
func (s thumbnails) lines() []string {
	across := s.w / (s.cols + 1)
	var page []string
	for first := 0; first < len(s.all); first += across {
		var row []string
		for y := range s.rows {
			line := ""
			for n := first; n < min(first+across, len(s.all)); n++ {
				line += " " + placeholders(firstThumb+n, s.cols, s.rows)[y]
			}
			row = append(row, line)
		}
		words := ""
		for n := first; n < min(first+across, len(s.all)); n++ {
			words += cells.Truncate(fmt.Sprintf(" picture %-*d", s.cols, n), s.cols+1, "")
		}
		page = append(append(page, row...), words)
	}
	out := make([]string, s.h)
	for y := range out {
		if s.top+y < len(page) {
			out[y] = page[s.top+y]
		}
		out[y] += strings.Repeat(" ", max(0, s.w-cells.Width(out[y])))
	}
	if s.slider > 0 { // a line from top to bottom
		for y := range out {
			out[y] = cells.Cut(out[y], 0, s.slider) + "\x1b[m│" + cells.Cut(out[y], s.slider+1, s.w)
		}
	}
	if s.dialog > 0 {
		for y := s.h / 3; y < s.h*2/3; y++ {
			out[y] = cells.Cut(out[y], 0, s.dialog) + "\x1b[mXXXXXXXX" + cells.Cut(out[y], s.dialog+8, s.w)
		}
	}
	return out
}

// show draws a frame, waits until it stands still, and checks every cell.
func (s thumbnails) show(t *testing.T, on *screen) {
	t.Helper()
	lines := s.lines()
	on.show(on.overlay.Place(lines))
	s.check(t, on, lines, false)
	on.overlay.settled()
	<-on.overlay.Rested()
	on.show(on.overlay.Place(lines))
	s.check(t, on, lines, true)
}

func (s thumbnails) check(t *testing.T, on *screen, lines []string, still bool) {
	t.Helper()
	for y, line := range lines {
		want := make([]any, s.w)
		for _, r := range runsOf(line) {
			for x := range r.n {
				want[r.x+x] = pixelOf(r.id, r.first+x, r.row)
			}
		}
		for x := range s.w {
			c := on.emu.CellAt(x, y)
			got := c != nil && c.Content == pixel
			switch {
			case got && c.Style.Fg != want[x]:
				t.Fatalf("%+v\ncell %d,%d shows %v, want %v\n%s", s, x, y, c.Style.Fg, want[x], on.emu.String())
			case !got && want[x] != nil && (still || c.Content != "▀"):
				t.Fatalf("%+v\ncell %d,%d shows %q, want %v; still: %v\n%s", s, x, y, c.Content, want[x], still, on.emu.String())
			}
		}
	}
}

func newThumbnails(on *screen, w, h, n int) thumbnails {
	s := thumbnails{w: w, h: h, cols: 9, rows: 4}
	for i := range n {
		g := graphicOf(firstThumb+i, s.cols, s.rows)
		if g.Cut == nil {
			g = graphicOf(firstThumb+i+1, s.cols, s.rows) // its own cells tell which it is
			own := graphicOf(firstThumb+i, s.cols, s.rows)
			g.Data = own.Data
			g.Cut = cutOf(firstThumb + i)
		}
		g.Data += strings.Repeat("\x00", 8<<10) // as much as a small picture takes
		on.overlay.Hold(firstThumb+i, g)
		s.all = append(s.all, g)
	}
	return s
}

// Of many pictures each is where it belongs and no ghost of any is left, whatever
// moves, covers them or comes back; what moved is in characters until it stands
// still, and nowhere else.
func TestManyPicturesRandomWalk(t *testing.T) {
	t.Parallel()
	seeds, steps := uint64(2), 40
	if raceOn { // it takes twenty times as long
		seeds, steps = 1, 12
	}
	for seed := range seeds {
		rnd := rand.New(rand.NewPCG(seed, 3))
		on := newScreen(t, 80, 24)
		s := newThumbnails(on, 80, 24, 50)
		s.show(t, on)
		for range steps {
			switch rnd.IntN(7) {
			case 0, 1:
				s.top = max(0, min(s.top+rnd.IntN(11)-5, 20))
			case 2:
				s.dialog = rnd.IntN(70)
			case 3:
				s.slider = rnd.IntN(79)
			case 4:
				s.w, s.h = 60+rnd.IntN(30), 20+rnd.IntN(8)
				on.emu.Resize(s.w, s.h)
				on.cells.Resize(s.w, s.h)
				on.scr.Resize(s.w, s.h)
				on.scr.Erase()
			case 5:
				on.write(ansi.ResetModeAltScreenSaveCursor)
				on.restart(s.w, s.h)
			case 6: // a frame that comes late, or never
				late := on.overlay.Place(s.lines())
				s.top = max(0, min(s.top+rnd.IntN(3)-1, 20))
				on.overlay.Place(s.lines())
				if rnd.IntN(2) == 0 {
					on.show(late)
				}
			}
			s.show(t, on)
		}
	}
}

// While pictures scroll nothing of them is sent; once they stand still each is sent
// once, and nothing more.
func TestScrollingSendsNothing(t *testing.T) {
	t.Parallel()
	on := newScreen(t, 80, 24)
	s := newThumbnails(on, 80, 24, 50)
	s.show(t, on)
	draws := on.draws
	for range 5 {
		s.top++
		on.show(on.overlay.Place(s.lines()))
	}
	if on.draws != draws {
		t.Errorf("%d pieces are drawn while it scrolls", on.draws-draws)
	}
	drawn := on.drawn
	s.show(t, on)
	want := 0
	for _, line := range s.lines() {
		for _, r := range runsOf(line) {
			want += r.n
		}
	}
	if got := on.drawn - drawn; got != want {
		t.Errorf("%d cells are drawn at rest, want %d", got, want)
	}
	draws = on.draws
	s.show(t, on)
	if on.draws != draws {
		t.Error("drawn again though nothing changed")
	}
}

// A divider that moves by a column has that column drawn, and nothing else.
func TestDividerDrawsAColumn(t *testing.T) {
	t.Parallel()
	on := newScreen(t, 60, 20)
	one, two := graphicOf(101, 40, 12), graphicOf(104, 40, 12)
	on.overlay.Hold(101, one)
	on.overlay.Hold(104, two)
	frame := func(at int) []string {
		out := make([]string, 20)
		for y := range 12 {
			left, right := placeholders(101, 40, 12)[y], placeholders(104, 40, 12)[y]
			out[y] = cells.Cut(left, 0, at) + "\x1b[m│" + cells.Cut(right, at+1, 40)
		}
		return out
	}
	on.show(on.overlay.Place(frame(10)))
	for _, at := range []int{11, 12, 11} {
		before := on.drawn
		on.show(on.overlay.Place(frame(at)))
		if got := on.drawn - before; got < 12 || got > 3*12 {
			t.Errorf("divider at %d: %d cells are drawn, a few columns wanted", at, got)
		}
		for x := range 40 {
			c := on.emu.CellAt(x, 3)
			id := 101
			if x > at {
				id = 104
			}
			if x != at && (c.Content != pixel || c.Style.Fg != pixelOf(id, x, 3)) {
				t.Fatalf("divider at %d: column %d shows %+v", at, x, c)
			}
		}
	}
}

// A picture that would take more than may be sent, with the fewest colours there are,
// is drawn with characters.
func TestCostlyPicturesAreInCharacters(t *testing.T) {
	t.Parallel()
	o := Options{Mode: ModeSixel, Terminal: Terminal{Cell: CellSize{10, 20}, Bytes: 2000}}
	r := RenderWith(photo(640, 640), 40, 20, o)
	if !r.Costly || r.Graphic != nil || r.ImageID != 0 || len(r.Lines) != 20 || !strings.Contains(r.Lines[3], "▀") {
		t.Errorf("costly %v, graphic %v, image %d, %d lines", r.Costly, r.Graphic != nil, r.ImageID, len(r.Lines))
	}
	o.Terminal.Bytes = RemoteBytes
	if r := RenderWith(photo(640, 640), 40, 20, o); r.Costly || r.Graphic == nil {
		t.Error("what may be sent is not")
	}
}
