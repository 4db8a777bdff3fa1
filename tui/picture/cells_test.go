package picture

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/history/pixels"
	"imagine-tui/tui/cells"
)

// read draws lines of cells back into pixels, fx × fy a cell, with ideal
// glyphs. It is strict: whatever the painters never write is an error.
func read(tb testing.TB, r Rendered, fx, fy int) grid {
	tb.Helper()
	g := grid{w: r.Cols * fx, h: r.Rows * fy, px: make([]rgb, r.Cols*fx*r.Rows*fy)}
	if len(r.Lines) != r.Rows {
		tb.Fatalf("%d lines for %d rows", len(r.Lines), r.Rows)
	}
	for y, line := range r.Lines {
		readLine(tb, line, func(x int, fg, bg rgb, glyph rune) {
			for sy := range fy {
				for sx := range fx {
					c := bg
					if lit(tb, glyph, (float64(sx)+0.5)/float64(fx), (float64(sy)+0.5)/float64(fy)) {
						c = fg
					}
					g.px[(y*fy+sy)*g.w+x*fx+sx] = c
				}
			}
		})
	}
	return g
}

func readLine(tb testing.TB, line string, cell func(x int, fg, bg rgb, glyph rune)) {
	tb.Helper()
	var fg, bg rgb
	x := 0
	for line != "" {
		if rest, ok := strings.CutPrefix(line, "\x1b["); ok {
			seq, after, ok := strings.Cut(rest, "m")
			if !ok {
				tb.Fatalf("unfinished sequence in %q", line)
			}
			line = after
			for seq != "" {
				seq = readColour(tb, seq, &fg, &bg)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(line)
		line = line[size:]
		cell(x, fg, bg, r)
		x++
	}
}

// readColour reads one colour of an SGR sequence and returns the rest of it.
func readColour(tb testing.TB, seq string, fg, bg *rgb) string {
	tb.Helper()
	parts := strings.SplitN(seq, ";", 6)
	code := channel(tb, parts[0])
	var c rgb
	used := 1
	switch {
	case code >= 30 && code <= 37 || code >= 40 && code <= 47:
		c = sixteen[code%10]
	case code >= 90 && code <= 97 || code >= 100 && code <= 107:
		c = sixteen[8+code%10]
		code -= 60
	case len(parts) >= 3 && parts[1] == "5":
		c, used = Colors256.color(int(channel(tb, parts[2]))), 3
	case len(parts) >= 5 && parts[1] == "2":
		c, used = rgb{channel(tb, parts[2]), channel(tb, parts[3]), channel(tb, parts[4])}, 5
	default:
		tb.Fatalf("sequence %q", seq)
	}
	if code/10 == 3 {
		*fg = c
	} else {
		*bg = c
	}
	return strings.Join(parts[used:], ";")
}

func channel(tb testing.TB, s string) uint8 {
	tb.Helper()
	n, err := strconv.ParseUint(s, 10, 8)
	if err != nil {
		tb.Fatal(err)
	}
	return uint8(n)
}

// masks maps a character to the kind of mask it has: 2 × 2 or 2 × 3.
var masks = func() map[rune][2]int {
	m := map[rune][2]int{}
	for i, s := range sextants() {
		m[[]rune(s)[0]] = [2]int{3, i}
	}
	for i, s := range octants() {
		m[[]rune(s)[0]] = [2]int{4, i}
	}
	for i, s := range quadrants {
		m[[]rune(s)[0]] = [2]int{2, i}
	}
	return m
}()

// lit tells whether the point u, v of a cell is in the glyph's foreground.
func lit(tb testing.TB, glyph rune, u, v float64) bool {
	tb.Helper()
	m, ok := masks[glyph]
	if !ok {
		tb.Fatalf("glyph %q", glyph)
	}
	i := int(v*float64(m[0])) * 2
	if u >= 0.5 {
		i++
	}
	return m[1]>>i&1 == 1
}

// psnr returns the likeness of two pictures in decibels.
func psnr(a, b grid) float64 {
	if a.w != b.w || a.h != b.h {
		return 0
	}
	sum := 0.0
	for i := range a.px {
		for _, d := range []int{
			int(a.px[i].r) - int(b.px[i].r), int(a.px[i].g) - int(b.px[i].g), int(a.px[i].b) - int(b.px[i].b),
		} {
			sum += float64(d * d)
		}
	}
	if sum == 0 {
		return math.Inf(1)
	}
	return 10 * math.Log10(255*255*float64(3*len(a.px))/sum)
}

func TestSextantCharacters(t *testing.T) {
	// The corners of the block and the places where it leaves one out.
	for m, want := range map[int]rune{1: 0x1FB00, 20: 0x1FB13, 22: 0x1FB14, 41: 0x1FB27, 43: 0x1FB28, 62: 0x1FB3B} {
		if got := []rune(sextants()[m])[0]; got != want {
			t.Errorf("mask %06b: %U, want %U", m, got, want)
		}
	}
}

// TestSplitIsBest tries all divisions the slow way.
func TestSplitIsBest(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		px := make([]rgb, []int{4, 6}[rnd.IntN(2)])
		for i := range px {
			px[i] = rgb{uint8(rnd.IntN(256)), uint8(rnd.IntN(256)), uint8(rnd.IntN(256))}
		}
		best := math.Inf(1)
		for m := range 1 << (len(px) - 1) {
			best = min(best, lossOf(px, m))
		}
		m, a, b := split(px)
		if got := lossOf(px, m); got > best+1e-6 {
			t.Fatalf("%v: mask %b loses %v, the best %v", px, m, got, best)
		}
		if wa, wb := means(px, m); distance(a, wa) > 1 || distance(b, wb) > 1 {
			t.Fatalf("%v: colours %v %v, want about %v %v", px, a, b, wa, wb)
		}
	}
}

func means(px []rgb, m int) (a, b [3]float64) {
	var n [2]float64
	var s [2][3]float64
	for i, c := range px {
		k := 1 - m>>i&1
		n[k]++
		s[k][0] += float64(c.r)
		s[k][1] += float64(c.g)
		s[k][2] += float64(c.b)
	}
	for k := range s {
		for i := range s[k] {
			s[k][i] /= max(1, n[k])
		}
	}
	return s[0], s[1]
}

func lossOf(px []rgb, m int) float64 {
	a, b := means(px, m)
	sum := 0.0
	for i, c := range px {
		want := b
		if m>>i&1 == 1 {
			want = a
		}
		for k, v := range []uint8{c.r, c.g, c.b} {
			sum += (float64(v) - want[k]) * (float64(v) - want[k])
		}
	}
	return sum
}

func distance(c rgb, v [3]float64) float64 {
	return max(math.Abs(float64(c.r)-v[0]), math.Abs(float64(c.g)-v[1]), math.Abs(float64(c.b)-v[2]))
}

func TestWidths(t *testing.T) {
	sizes := [][2]int{{1, 1}, {1, 30000}, {30000, 1}, {3, 2}, {17, 5}, {64, 64}, {700, 3}}
	rooms := [][2]int{{80, 40}, {1, 1}, {2, 1}, {1, 2}, {33, 7}, {0, 0}, {-3, 5}}
	for _, s := range sizes {
		img := photo(s[0], s[1])
		for _, room := range rooms {
			for _, z := range []Zoom{{}, {Kind: ZoomFill}, {Kind: ZoomActual, X: 900}, {Kind: ZoomTimes, Percent: 370, X: -200, Y: 90}} {
				for _, m := range []Mode{ModeAuto, ModeNone, ModeHalf, ModeQuadrant, ModeSextant, ModeKitty} {
					r := RenderWith(img, room[0], room[1], Options{Mode: m, Zoom: z})
					checkLines(t, r, m, max(1, room[0]), max(1, room[1]))
				}
			}
		}
	}
}

func checkLines(t *testing.T, r Rendered, m Mode, cols, rows int) {
	t.Helper()
	if r.Cols < 1 || r.Rows < 1 || r.Cols > cols || r.Rows > rows || len(r.Lines) != r.Rows {
		t.Fatalf("%v: %d×%d cells, %d lines in %d×%d", m, r.Cols, r.Rows, len(r.Lines), cols, rows)
	}
	for _, l := range r.Lines {
		if w := cells.Width(l); w != r.Cols {
			t.Fatalf("%v: a line of %d cells in %d: %q", m, w, r.Cols, l)
		}
		if strings.ContainsAny(l, "\n\r\t") {
			t.Fatalf("%v: control characters in %q", m, l)
		}
		if m == ModeNone {
			if ansi.Strip(l) != l {
				t.Fatalf("%v: sequences in %q", m, l)
			}
			continue
		}
		if !strings.HasSuffix(l, "\x1b[m") || strings.Count(l, "\x1b[m") != 1 {
			t.Fatalf("%v: %q does not end with the one reset", m, l)
		}
	}
}

func TestAspectRatio(t *testing.T) {
	for _, c := range []struct {
		w, h       int
		cols, rows int
		cell       CellSize
		wantCols   int
		wantRows   int
	}{
		{1024, 1024, 80, 40, CellSize{}, 80, 40},
		{1024, 1024, 80, 80, CellSize{}, 80, 40},
		{1024, 1024, 200, 40, CellSize{}, 80, 40},
		{1920, 1080, 80, 40, CellSize{}, 80, 23},
		{1080, 1920, 80, 40, CellSize{}, 45, 40},
		{1024, 1024, 80, 80, CellSize{8, 17}, 80, 38},
		{1024, 1024, 80, 80, CellSize{0, 17}, 80, 40},  // nonsense: as if unknown
		{1024, 1024, 80, 80, CellSize{2, 400}, 80, 40}, // nonsense
		{1, 30000, 80, 40, CellSize{}, 1, 40},
		{30000, 1, 80, 40, CellSize{}, 80, 1},
	} {
		p := place(c.w, c.h, c.cols, c.rows, ModeHalf, c.cell, Zoom{})
		if p.cols != c.wantCols || p.rows != c.wantRows || !p.whole(c.w, c.h) {
			t.Errorf("%+v: %+v", c, p)
		}
	}
}

func TestZoom(t *testing.T) {
	for _, c := range []struct {
		name string
		z    Zoom
		want placement
	}{
		{"fit", Zoom{}, placement{cols: 80, rows: 20, src: pixels.Area{X: 0, Y: 0, W: 400, H: 200}}},
		{"fill", Zoom{Kind: ZoomFill}, placement{cols: 80, rows: 40, src: pixels.Area{X: 100, Y: 0, W: 200, H: 200}}},
		{"fill, left", Zoom{Kind: ZoomFill, X: -500}, placement{cols: 80, rows: 40, src: pixels.Area{X: 0, Y: 0, W: 200, H: 200}}},
		{"fill, right edge", Zoom{Kind: ZoomFill, X: 500, Y: 500}, placement{cols: 80, rows: 40, src: pixels.Area{X: 200, Y: 0, W: 200, H: 200}}},
		{"actual", Zoom{Kind: ZoomActual}, placement{cols: 80, rows: 40, src: pixels.Area{X: 160, Y: 60, W: 80, H: 80}}},
		{"200 %", Zoom{Kind: ZoomTimes, Percent: 200, X: 50}, placement{cols: 80, rows: 40, src: pixels.Area{X: 120, Y: 0, W: 200, H: 200}}},
		{"50 %", Zoom{Kind: ZoomTimes, Percent: 50}, placement{cols: 40, rows: 10, src: pixels.Area{X: 0, Y: 0, W: 400, H: 200}}},
	} {
		got := place(400, 200, 80, 40, ModeHalf, CellSize{}, c.z)
		got.w, got.h = 0, 0
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// TestLikeness holds what is seen, at ideal glyphs, against the scaled source.
// The floors are what an exact two-colour fit reaches on this picture.
func TestLikeness(t *testing.T) {
	img := photo(512, 512)
	for _, c := range []struct {
		mode  Mode
		floor float64
	}{{ModeHalf, 30}, {ModeQuadrant, 31}, {ModeSextant, 31.9}} {
		fine := over(pixels.Shrink(img, pixels.Whole(512, 512), 320, 480), defaultCheckers, 1, 1)
		got := psnr(read(t, Render(img, 80, 40, c.mode), 4, 12), fine)
		t.Logf("%v: %.2f dB against 320×480", c.mode, got)
		if got < c.floor {
			t.Errorf("%v: %.2f dB, want %.2f", c.mode, got, c.floor)
		}
	}
	// Half blocks hold two pixels a cell: nothing is lost.
	exact := over(pixels.Shrink(img, pixels.Whole(512, 512), 80, 80), defaultCheckers, 1, 1)
	if got := psnr(read(t, Render(img, 80, 40, ModeHalf), 1, 2), exact); !math.IsInf(got, 1) {
		t.Errorf("half blocks: %.2f dB against their own pixels", got)
	}
}

func TestFlatPictureIsShort(t *testing.T) {
	img := image.NewUniform(color.NRGBA{200, 10, 10, 255})
	r := Render(&boundedUniform{img}, 80, 40, ModeSextant)
	if want := "\x1b[48;2;200;10;10m" + strings.Repeat(" ", 80) + "\x1b[m"; r.Lines[0] != want {
		t.Errorf("%q", r.Lines[0])
	}
}

// boundedUniform is a kind of picture that the scaler has no fast way for.
type boundedUniform struct{ *image.Uniform }

func (*boundedUniform) Bounds() image.Rectangle { return image.Rect(-5, -7, 95, 93) }

func TestTransparentPartsShowACheckerboard(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 80, 80))
	for i := range img.Pix {
		if i%4 == 3 && i < len(img.Pix)/2 {
			img.Pix[i] = 128
		} else if i%4 == 0 {
			img.Pix[i] = 255
		}
	}
	a, b := color.Gray{10}, color.Gray{30}
	g := read(t, Render(img, 80, 40, ModeHalf, a, b), 1, 2)
	for _, c := range []struct {
		x, y int
		want rgb
	}{
		{0, 79, rgb{30, 30, 30}},
		{2, 79, rgb{10, 10, 10}},
		{0, 77, rgb{10, 10, 10}},
		{0, 0, rgb{133, 5, 5}},
		{2, 0, rgb{143, 15, 15}},
	} {
		if got := g.px[c.y*g.w+c.x]; distance(got, [3]float64{float64(c.want.r), float64(c.want.g), float64(c.want.b)}) > 1 {
			t.Errorf("%d,%d: %v, want %v", c.x, c.y, got, c.want)
		}
	}
	if g := read(t, Render(img, 80, 40, ModeHalf, a), 1, 2); g.px[79*80] != g.px[79*80+2] {
		t.Error("one colour must be a plain ground")
	}
}

func TestRamp(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 160, 80))
	for i := range img.Pix {
		img.Pix[i] = uint8(60 + i%160/4)
	}
	dark := Render(img, 80, 40, ModeNone).Lines[0]
	if dark[0] != ' ' || dark[79] != '@' {
		t.Errorf("the range is not stretched: %q", dark)
	}
	light := Render(img, 80, 40, ModeNone, color.White).Lines[0]
	if light[0] != '@' || light[79] != ' ' {
		t.Errorf("a light terminal needs the ramp turned round: %q", light)
	}
}

// In 256 colours what is gray stays gray, and what is even stays even but for
// neighbours of one step: no dots of other colours.
func TestFewColoursAreCalm(t *testing.T) {
	g := grid{w: 64, h: 64, px: make([]rgb, 64*64)}
	for i := range g.px {
		v := uint8(i / 64 * 4)
		g.px[i] = rgb{v, v, v}
	}
	for i, c := range g.dither(Colors256).px {
		if c.r != c.g || c.g != c.b {
			t.Fatalf("gray %v became %v", g.px[i], c)
		}
		if apart(c, int(g.px[i].r), int(g.px[i].g), int(g.px[i].b)) > 3*25*25 {
			t.Fatalf("%v became %v", g.px[i], c)
		}
	}
	for i := range g.px {
		g.px[i] = rgb{70, 74, 130}
	}
	seen := map[rgb]bool{}
	for _, c := range g.dither(Colors256).px {
		seen[c] = true
	}
	if len(seen) > 4 {
		t.Errorf("an even colour became %d colours", len(seen))
	}
}

// Where so few colours are there that nothing can be told, that is said.
func TestCoarse(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 8, 8))
	for _, c := range []struct {
		o    Options
		want bool
	}{
		{Options{Mode: ModeHalf, Terminal: Terminal{Colors: Colors16}}, true},
		{Options{Mode: ModeNone}, true},
		{Options{Mode: ModeHalf, Terminal: Terminal{Colors: Colors256}}, false},
		{Options{Mode: ModeSixel, Terminal: Terminal{Colors: Colors16}}, false},
	} {
		if got := RenderWith(img, 4, 4, c.o).Coarse; got != c.want {
			t.Errorf("%v in %v: coarse %v", c.o.Mode, c.o.Terminal.Colors, got)
		}
	}
}
