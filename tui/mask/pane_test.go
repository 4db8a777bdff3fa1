package mask

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// shaded returns a picture that is dark at the left and light at the right.
func shaded(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / max(1, w-1)), uint8(y * 255 / max(1, h-1)), 90, 255})
		}
	}
	return img
}

// newPane returns a focused editor of w × h cells with a picture ready.
func newPane(t *testing.T, w, h int, img image.Image, width, height int) *Pane {
	t.Helper()
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	p.Update(p.SetPicture(img, width, height)())
	p.Focus()
	return p
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"shift+right": {Code: tea.KeyRight, Mod: tea.ModShift}, "shift+up": {Code: tea.KeyUp, Mod: tea.ModShift},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"ctrl+y": {Code: 'y', Mod: tea.ModCtrl},
}

// do presses keys named with spaces between and returns what the last said.
func (p *Pane) do(names string) tea.Msg {
	var last tea.Msg
	for _, name := range strings.Fields(names) {
		k, ok := special[name]
		if !ok {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		last = nil
		if cmd := p.Update(k); cmd != nil {
			last = cmd()
		}
	}
	return last
}

func (p *Pane) text() string { return ansi.Strip(strings.Join(p.View(), "\n")) }

// toCorner puts a brush of one dot on the upper left dot.
func (p *Pane) toCorner() {
	p.do("- - " + strings.Repeat("home pgup ", 8))
}

// painted decodes the mask enter gives and returns the white pixels' bounds
// and number.
func painted(t *testing.T, msg tea.Msg) (*image.Gray, image.Rectangle, int) {
	t.Helper()
	done, ok := msg.(DoneMsg)
	if !ok || done.Err != nil {
		t.Fatalf("enter says %T %+v", msg, done.Err)
	}
	img, err := png.Decode(bytes.NewReader(done.PNG))
	if err != nil {
		t.Fatal(err)
	}
	gray, ok := img.(*image.Gray)
	if !ok || gray.Rect.Dx() != done.W || gray.Rect.Dy() != done.H {
		t.Fatalf("the mask is %T of %v, said %d×%d", img, img.Bounds(), done.W, done.H)
	}
	var bounds image.Rectangle
	n := 0
	for y := range done.H {
		for x := range done.W {
			if gray.GrayAt(x, y).Y == 255 {
				bounds = bounds.Union(image.Rect(x, y, x+1, y+1))
				n++
			}
		}
	}
	return gray, bounds, n
}

// Painting the dots of a cell paints exactly the pixels of that cell: by keys
// both halves, by mouse at once.
func TestACellIsExactlyItsPixels(t *testing.T) {
	for _, size := range []image.Point{{1344, 768}, {1000, 1000}, {97, 301}, {20, 20}} {
		// 20 × 10 cells inside, a line of caption below.
		p := newPane(t, 22, 13, shaded(size.X, size.Y), 0, 0)
		g, window := p.grid(), p.window()
		cells := image.Pt(g.cols, (g.rows+1)/2)
		for _, cell := range []image.Point{{0, 0}, {cells.X - 1, cells.Y - 1}, {cells.X / 2, cells.Y / 3}} {
			want := image.Rect(cell.X*size.X/g.cols, 2*cell.Y*size.Y/g.rows, (cell.X+1)*size.X/g.cols, min(size.Y, (2*cell.Y+2)*size.Y/g.rows))

			p.do("c - -")
			p.do(strings.Repeat("home pgup ", 3) + strings.Repeat("l ", cell.X) + strings.Repeat("j ", 2*cell.Y) + "space")
			if 2*cell.Y+1 < g.rows {
				p.do("j space")
			}
			_, got, n := painted(t, p.do("enter"))
			p.Focus()
			if got != want || n != want.Dx()*want.Dy() {
				t.Fatalf("%v cell %v by keys: %v with %d pixels, want %v", size, cell, got, n, want)
			}

			p.do("c")
			left, top := p.place(window)
			p.Press(left+cell.X, top+cell.Y, tea.MouseLeft)
			p.Release()
			_, got, n = painted(t, p.do("enter"))
			p.Focus()
			if got != want || n != want.Dx()*want.Dy() {
				t.Fatalf("%v cell %v by mouse: %v with %d pixels, want %v", size, cell, got, n, want)
			}
		}
	}
}

func TestKeys(t *testing.T) {
	// 40 × 40 pixels in 40 × 20 cells: a dot is a pixel.
	tests := []struct {
		keys   string
		bounds image.Rectangle
		n      int
	}{
		{"space", image.Rect(0, 0, 1, 1), 1},
		{"right right down space", image.Rect(2, 1, 3, 2), 1},
		{"l j + + l j space", image.Rect(1, 1, 4, 4), 9},
		{"L J space", image.Rect(8, 8, 9, 9), 1},
		{"L J H K shift+right space", image.Rect(8, 0, 9, 1), 1},
		{"v l l j space", image.Rect(0, 0, 3, 2), 6},
		{"v l l j v", image.Rect(0, 0, 3, 2), 6},
		{"l l l j v h h v", image.Rect(1, 1, 4, 2), 3},
		{"v l l j enter", image.Rect(0, 0, 3, 2), 6},
		{"v l l esc space", image.Rect(2, 0, 3, 1), 1},
		{"d l l j", image.Rect(0, 0, 3, 2), 4},
		{"d L d J space", image.Rect(0, 0, 9, 9), 10},
		{"v L v e v l v", image.Rect(0, 0, 8, 1), 8},
		{"space I", image.Rect(0, 0, 40, 40), 1599},
		{"space I I", image.Rect(0, 0, 1, 1), 1},
		{"space l l space u", image.Rect(0, 0, 1, 1), 1},
		{"space l l space u u r", image.Rect(0, 0, 1, 1), 1},
		{"space l l space u u r ctrl+y", image.Rect(0, 0, 3, 1), 2},
		{"space l l space u l space r", image.Rect(0, 0, 4, 1), 2},
		{"space space space l space u", image.Rect(0, 0, 1, 1), 1},
		{"space c u", image.Rect(0, 0, 1, 1), 1},
		{"end pgdown pgdown l j space", image.Rect(39, 39, 40, 40), 1},
	}
	for _, tt := range tests {
		p := newPane(t, 42, 23, shaded(40, 40), 0, 0)
		p.toCorner()
		p.do(tt.keys)
		_, bounds, n := painted(t, p.do("enter"))
		if bounds != tt.bounds || n != tt.n {
			t.Errorf("%s paints %d pixels in %v, want %d in %v", tt.keys, n, bounds, tt.n, tt.bounds)
		}
	}
}

func TestNothingPaintedSaysSo(t *testing.T) {
	p := newPane(t, 80, 24, shaded(64, 64), 0, 0)
	if msg := p.do("enter"); msg != nil || !strings.Contains(p.text(), "Nothing is painted yet") {
		t.Fatalf("enter says %v\n%s", msg, p.text())
	}
	if msg := p.do("space e space enter"); msg != nil {
		t.Fatalf("painted and erased says %v", msg)
	}
	if p.do("u"); !p.Painted() {
		t.Fatal("undo")
	}
	p.do("u u")
	if !strings.Contains(p.text(), "Nothing to undo") {
		t.Fatal(p.text())
	}
}

func TestLeaving(t *testing.T) {
	p := newPane(t, 80, 24, shaded(64, 64), 0, 0)
	if msg := p.do("esc"); msg != (CancelMsg{}) {
		t.Fatalf("esc says %v", msg)
	}
	if msg := p.do("space esc"); msg != nil || !strings.Contains(p.text(), "esc again discards what you painted") {
		t.Fatalf("esc says %v", msg)
	}
	if msg := p.do("l esc"); msg != nil {
		t.Fatalf("another key takes the warning back, esc says %v", msg)
	}
	if msg := p.do("esc"); msg != (CancelMsg{}) {
		t.Fatalf("second esc says %v", msg)
	}
}

func TestInverted(t *testing.T) {
	p := newPane(t, 42, 23, shaded(40, 40), 0, 0)
	p.SetInverted(true)
	p.toCorner()
	gray, _, n := painted(t, p.do("space enter"))
	if n != 1599 || gray.GrayAt(0, 0).Y != 0 {
		t.Fatalf("%d white pixels, the painted one is %d", n, gray.GrayAt(0, 0).Y)
	}
	p.Update(p.SetMask(gray)())
	if !p.Painted() || p.Changed() || p.mask.pixels() != 1 {
		t.Fatalf("the mask reads back as %v", p.mask)
	}
}

func TestStartingMask(t *testing.T) {
	p := newPane(t, 42, 23, shaded(40, 40), 0, 0)
	m := image.NewGray(image.Rect(5, 5, 45, 45)) // its own zero is of no account
	for i := range 80 {
		m.Pix[i] = 200
	}
	p.Update(p.SetMask(m)())
	if msg := p.do("esc"); msg != (CancelMsg{}) {
		t.Fatalf("nothing was painted by hand, esc says %v", msg)
	}
	if _, bounds, n := painted(t, p.do("enter")); n != 80 || bounds != image.Rect(0, 0, 40, 2) {
		t.Fatalf("%d in %v", n, bounds)
	}
	p.Focus()
	if p.SetMask(image.NewGray(image.Rect(0, 0, 3, 3))) != nil || !strings.Contains(p.text(), "That mask is 3×3") {
		t.Fatalf("a mask of another size:\n%s", p.text())
	}
	late := p.SetMask(m)
	p.SetPicture(shaded(40, 40), 0, 0)
	if p.Update(late()); p.Painted() {
		t.Fatal("the mask of the picture before came through")
	}
}

func TestZoomFollowsTheCursor(t *testing.T) {
	p := newPane(t, 42, 23, shaded(200, 200), 0, 0)
	p.do("- -")
	p.do("end pgdown pgdown pgdown")
	for _, times := range []int{2, 4, 1, 2, 4} {
		p.do("z")
		g, window := p.grid(), p.window()
		if p.times != times || g.cols != 40*times || !g.dot(p.at).In(window) || p.Cursor() == nil || window.Min.Y%2 != 0 {
			t.Fatalf("zoom %d: grid %+v, window %v, cursor %v", p.times, g, window, g.dot(p.at))
		}
	}
	p.do("space")
	_, bounds, _ := painted(t, p.do("enter"))
	if bounds.Dx() > 2 || bounds.Dy() > 2 || bounds.Min.X < 195 {
		t.Fatalf("a dot at 4× is %v", bounds)
	}
	p.Focus()
	for range 200 {
		p.do("h k")
		if c := p.Cursor(); c == nil || !p.grid().dot(p.at).In(p.window()) {
			t.Fatalf("the cursor %v left the window %v", p.grid().dot(p.at), p.window())
		}
	}
	// The picture has no more pixels than dots: nothing to zoom.
	small := newPane(t, 42, 23, shaded(20, 20), 0, 0)
	if small.do("z"); small.times != 1 || !strings.Contains(small.text(), "Cannot zoom") {
		t.Fatal(small.text())
	}
}

func TestZoomAndResizeKeepCursorAndMask(t *testing.T) {
	p := newPane(t, 42, 23, shaded(300, 200), 0, 0)
	p.do("L L J space")
	at, mask := p.at, p.mask
	p.do("z z z")
	p.SetSize(100, 30)
	p.View()
	p.SetSize(9, 5)
	p.View()
	p.SetSize(42, 23)
	if p.at != at || !p.mask.equal(mask) {
		t.Fatalf("cursor %v, was %v", p.at, at)
	}
}

func TestMouse(t *testing.T) {
	p := newPane(t, 42, 23, shaded(40, 40), 0, 0)
	p.do("- -")
	left, top := p.place(p.window())
	p.Press(left+2, top+1, tea.MouseLeft)
	p.Drag(left+6, top+1)
	p.Drag(left+6, top+1)
	if !p.Painted() {
		t.Fatal("dragging paints before the button is let go")
	}
	p.Release()
	if _, bounds, n := painted(t, p.do("enter")); n != 10 || bounds != image.Rect(2, 2, 7, 4) {
		t.Fatalf("%d in %v", n, bounds)
	}
	p.Focus()
	p.Press(left+3, top+1, tea.MouseRight)
	p.Drag(left+4, top+1)
	p.Release()
	if _, bounds, n := painted(t, p.do("enter")); n != 6 || bounds != image.Rect(2, 2, 7, 4) {
		t.Fatalf("right button: %d in %v", n, bounds)
	}
	p.Focus()
	if p.do("u"); p.mask.pixels() != 10 {
		t.Fatalf("a stroke is one step: %d", p.mask.pixels())
	}
	if p.do("u"); p.Painted() {
		t.Fatal("two strokes are two steps")
	}
	p.Press(0, 0, tea.MouseLeft) // the border
	p.Drag(left+3, top+3)
	p.Press(left, top, tea.MouseMiddle)
	p.Drag(left+3, top+3)
	if p.Painted() {
		t.Fatal("paints without being told to")
	}
	// A drag that leaves the picture goes along its edge, and a key ends it.
	p.Press(left+39, top+19, tea.MouseLeft)
	p.Drag(left+500, top-500)
	p.do("l")
	p.Drag(left, top)
	if _, bounds, _ := painted(t, p.do("enter")); bounds != image.Rect(39, 0, 40, 40) {
		t.Fatalf("along the edge: %v", bounds)
	}
}

func TestWheelZoomsAroundThePointer(t *testing.T) {
	p := newPane(t, 42, 23, shaded(400, 400), 0, 0)
	left, top := p.place(p.window())
	p.Wheel(left+10, top+5, -1)
	on := p.grid().dot(p.at).Sub(p.window().Min)
	if p.times != 2 || on.X < 9 || on.X > 12 || on.Y < 9 || on.Y > 13 {
		t.Fatalf("zoom %d, the place is at %v", p.times, on)
	}
	p.Wheel(left+10, top+5, -1)
	p.Wheel(left+10, top+5, -1)
	if p.times != 4 {
		t.Fatalf("zoom %d", p.times)
	}
	for range 5 {
		p.Wheel(left+10, top+5, 1)
	}
	if p.times != 1 {
		t.Fatalf("zoom %d", p.times)
	}
}

// The mask of a large picture is made outside the update loop, and is as
// large as the picture even when the editor only has a small copy of it.
func TestLargePicture(t *testing.T) {
	p := newPane(t, 120, 40, shaded(100, 100), 8000, 8000)
	p.do("v L L J J v")
	cmd := p.Update(special["enter"])
	if cmd == nil || !p.busy {
		t.Fatal("no command")
	}
	if p.do("space enter") != nil {
		t.Fatal("the mask is made once")
	}
	done, ok := cmd().(DoneMsg)
	if !ok || done.W != 8000 || done.H != 8000 || done.Err != nil {
		t.Fatalf("%d×%d %v", done.W, done.H, done.Err)
	}
	cfg, err := png.DecodeConfig(bytes.NewReader(done.PNG))
	if err != nil || cfg.Width != 8000 || cfg.Height != 8000 || cfg.ColorModel != color.GrayModel {
		t.Fatalf("%+v %v", cfg, err)
	}
	if p.Update(done); p.busy {
		t.Fatal("still busy")
	}
}

func TestSeenWithoutColour(t *testing.T) {
	p := newPane(t, 42, 23, shaded(40, 40), 0, 0)
	p.toCorner()
	p.do("v l l l j j j v J")
	if got := p.text(); strings.Count(got, "╱") < 3 {
		t.Fatalf("the mask is not hatched:\n%s", got)
	}
	p.SetPlain(true)
	if got := p.text(); strings.Count(got, "▓") != 8 {
		t.Fatalf("the mask has no sign:\n%s", got)
	}
	for _, line := range p.View() {
		if strings.Contains(line, "\x1b[38;2;255;0") {
			t.Fatalf("colours in %q", line)
		}
	}
	if !strings.Contains(strings.Join(p.View(), ""), "\x1b[7m") {
		t.Fatal("the brush is not seen")
	}
}

func TestGolden(t *testing.T) {
	p := newPane(t, 42, 10, shaded(56, 28), 0, 0)
	p.SetPlain(true)
	p.toCorner()
	p.do("v L j j v + L L J l l l")
	want := `┏ Mask ━━━━━━━━ paint what should change ┓
┃      ▓▓▓▓▓▓▓▓▓,,,,,::::::;;;;;;;-      ┃
┃      ▀▀▀▀▀▀▀▀▀:::;;;;;;;------===      ┃
┃      ::::;;;;;;;------=======++++      ┃
┃      ;;;------=======++++++xxxxxx      ┃
┃      -=======++++++xxxxxxxooooooo      ┃
┃      ++++++xxxxxxxooooooo******XX      ┃
┃      xxxxxooooooo******XXXXXXX###      ┃
┃ paint · brush 2 · 6% painted · zoom 1× ┃
┗━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛`
	if got := p.text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestViewFillsExactlyItsSize(t *testing.T) {
	for i, size := range []image.Point{{0, 0}, {1, 1}, {1, 4000}, {4000, 1}, {1024, 768}, {31, 47}} {
		p := newPane(t, 1, 1, shaded(max(1, size.X/20), max(1, size.Y/20)), size.X, size.Y)
		if size.X == 0 {
			p.SetPicture(nil, 0, 0)
		}
		for w := range 121 {
			for h := range 41 {
				if (w*41+h)%6 != i && (w > 8 || h > 8) {
					continue // every size meets one of the pictures, small ones all
				}
				p.SetSize(w, h)
				switch (w + h) % 5 {
				case 0:
					p.do("space z L")
				case 1:
					p.do("v l j J")
				case 2:
					p.do("esc I + u u")
				case 3:
					p.Press(w/2, h/2, tea.MouseLeft)
					p.Drag(w, h)
				case 4:
					p.do("end pgdown z c enter")
				}
				p.SetPlain((w+h)%2 == 0)
				view := p.View()
				if len(view) != h {
					t.Fatalf("%v at %dx%d: %d lines", size, w, h, len(view))
				}
				for _, line := range view {
					if n := cells.Width(line); n != w {
						t.Fatalf("%v at %dx%d: %d cells: %q", size, w, h, n, line)
					}
				}
				if c := p.Cursor(); c != nil && (c.X < 1 || c.X >= w-1 || c.Y < 1 || c.Y >= h-1) {
					t.Fatalf("%v at %dx%d: cursor at %d,%d", size, w, h, c.X, c.Y)
				}
			}
		}
	}
}

func TestUndoIsBounded(t *testing.T) {
	p := newPane(t, 42, 23, shaded(40, 40), 0, 0)
	for range maxSteps {
		p.do("I c space")
	}
	if len(p.undo) > maxSteps {
		t.Fatalf("%d steps", len(p.undo))
	}
	for range maxSteps {
		p.do("u")
	}
	if len(p.undo) != 0 || !strings.Contains(fmt.Sprint(len(p.redo)), "500") {
		t.Fatalf("%d steps left, %d to bring back", len(p.undo), len(p.redo))
	}
}

func BenchmarkKeyToView(b *testing.B) {
	p := New(theme.New(true), action.Default())
	p.SetSize(200, 60)
	p.Update(p.SetPicture(shaded(1024, 1024), 8000, 8000)())
	p.Focus()
	p.do("d")
	for i := range b.N {
		p.do([]string{"l", "j", "l", "k"}[i%4])
		p.View()
	}
}
