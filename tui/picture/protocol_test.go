package picture

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/draw"
	"math"
	"strconv"
	"strings"
	"testing"

	"imagine-tui/history/pixels"
	"imagine-tui/tui/cells"
)

// blurred averages blocks of n × n pixels, as eyes do from afar: what is
// dithered can only be judged so.
func blurred(g grid, n int) grid {
	s := pixels.Shrink(g.image(), pixels.Whole(g.w, g.h), g.w/n, g.h/n)
	return over(s, defaultCheckers, 1, 1)
}

// scaledPhoto returns the test picture as a perfect terminal would show it in
// w × h pixels.
func scaledPhoto(img image.Image, w, h int) grid {
	b := img.Bounds()
	return over(pixels.Shrink(img, pixels.Whole(b.Dx(), b.Dy()), w, h), defaultCheckers, 1, 1)
}

// Every way to draw with characters, read back from what is sent, against the
// picture itself at the resolution of the characters; what has few colours, which
// is calm rather than exact, against
// it at that of cells.
func TestCellProtocols(t *testing.T) {
	img := photo(640, 640)
	for _, c := range []struct {
		mode   Mode
		colors Colors
		blur   int     // pixels averaged along a side
		floor  float64 // dB
	}{
		{ModeHalf, TrueColor, 1, 60},
		{ModeQuadrant, TrueColor, 1, 29},
		{ModeSextant, TrueColor, 1, 29},
		{ModeOctant, TrueColor, 1, 27},
		{ModeHalf, Colors256, 4, 25},
		{ModeQuadrant, Colors256, 4, 23},
		{ModeSextant, Colors256, 6, 23},
		{ModeOctant, Colors256, 8, 23},
		{ModeHalf, Colors16, 4, 20},
		{ModeSextant, Colors16, 6, 17},
	} {
		t.Run(c.mode.String()+" "+c.colors.String(), func(t *testing.T) {
			r := RenderWith(img, 72, 36, Options{Mode: c.mode, Terminal: Terminal{Colors: c.colors}})
			fx, fy := 2, 12 // all kinds of glyphs are exact at this
			got := read(t, r, fx, fy)
			gx, gy := c.mode.grid()
			got = shrinkTo(got, r.Cols*gx, r.Rows*gy)
			want := scaledPhoto(img, r.Cols*gx, r.Rows*gy)
			if c.blur > 1 {
				got, want = blurred(got, c.blur), blurred(want, c.blur)
			}
			db := psnr(got, want)
			t.Logf("%.1f dB", db)
			if db < c.floor {
				t.Errorf("%.1f dB, at least %.0f wanted", db, c.floor)
			}
		})
	}
}

func shrinkTo(g grid, w, h int) grid {
	return over(pixels.Shrink(g.image(), pixels.Whole(g.w, g.h), w, h), defaultCheckers, 1, 1)
}

// readSixel draws a sixel sequence. It is strict: whatever the encoder never
// writes is an error.
func readSixel(t *testing.T, s string) grid {
	t.Helper()
	body, ok := strings.CutPrefix(s, "\x1bP0;1;0q\"1;1;")
	body, ok2 := strings.CutSuffix(body, "\x1b\\")
	if !ok || !ok2 {
		t.Fatalf("no sixel picture: %.40q", s)
	}
	number := func() int {
		n := 0
		for n < len(body) && body[n] >= '0' && body[n] <= '9' {
			n++
		}
		v, err := strconv.Atoi(body[:n])
		if err != nil {
			t.Fatalf("%v before %.20q", err, body)
		}
		body = body[n:]
		return v
	}
	next := func(c byte) {
		if body == "" || body[0] != c {
			t.Fatalf("no %q in %.20q", c, body)
		}
		body = body[1:]
	}
	g := grid{w: number()}
	next(';')
	g.h = number()
	g.px = make([]rgb, g.w*g.h)
	set := make([]bool, g.w*g.h)
	colours := map[int]rgb{}
	var colour rgb
	x, y := 0, 0
	for body != "" {
		c := body[0]
		body = body[1:]
		n := 1
		switch c {
		case '#':
			i := number()
			if body[0] == ';' {
				next(';')
				next('2')
				var v [3]int
				for k := range v {
					next(';')
					v[k] = number()
				}
				colours[i] = rgb{uint8(v[0] * 255 / 100), uint8(v[1] * 255 / 100), uint8(v[2] * 255 / 100)}
				continue
			}
			if colour, ok = colours[i]; !ok {
				t.Fatalf("colour %d was not defined", i)
			}
			continue
		case '$':
			x = 0
			continue
		case '-':
			x, y = 0, y+6
			continue
		case '!':
			n = number()
			c = body[0]
			body = body[1:]
		}
		if c < '?' || c > '~' {
			t.Fatalf("byte %q", c)
		}
		for ; n > 0; n-- {
			for i := range 6 {
				if (c-'?')>>i&1 == 0 {
					continue
				}
				if x >= g.w || y+i >= g.h {
					t.Fatalf("pixel %d,%d is outside", x, y+i)
				}
				g.px[(y+i)*g.w+x], set[(y+i)*g.w+x] = colour, true
			}
			x++
		}
	}
	for i, s := range set {
		if !s {
			t.Fatalf("pixel %d,%d was not drawn", i%g.w, i/g.w)
		}
	}
	return g
}

func TestSixelStream(t *testing.T) {
	img := photo(640, 640)
	for _, c := range []struct {
		name     string
		terminal Terminal
		blur     int
		floor    float64
	}{
		{"256 colours", Terminal{Cell: CellSize{10, 20}}, 1, 31},
		{"256 colours, from afar", Terminal{Cell: CellSize{10, 20}}, 4, 38},
		{"16 colours, from afar", Terminal{Cell: CellSize{10, 20}, Registers: 16}, 4, 30},
		{"few bytes", Terminal{Cell: CellSize{10, 20}, Bytes: 40_000}, 4, 19},
		{"odd cells", Terminal{Cell: CellSize{7, 13}}, 1, 31},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := RenderWith(img, 40, 20, Options{Mode: ModeSixel, Terminal: c.terminal})
			got := readSixel(t, r.Graphic.Data)
			if got.w != r.Cols*c.terminal.Cell.Width || got.h != r.Rows*c.terminal.Cell.Height/bandHeight*bandHeight {
				t.Fatalf("%d×%d pixels for %d×%d cells", got.w, got.h, r.Cols, r.Rows)
			}
			if len(r.Lines) != r.Rows || r.Graphic.Rows != r.Rows || len(r.Graphic.Coarse) != r.Rows || r.Graphic.Cols != r.Cols {
				t.Errorf("%d lines, %d rows", len(r.Lines), r.Rows)
			}
			want := scaledPhoto(img, got.w, got.h)
			if c.blur > 1 {
				got, want = blurred(got, c.blur), blurred(want, c.blur)
			}
			db := psnr(got, want)
			t.Logf("%.1f dB, %d bytes", db, len(r.Graphic.Data))
			if db < c.floor {
				t.Errorf("%.1f dB, at least %.0f wanted", db, c.floor)
			}
			if most := c.terminal.budget(); len(r.Graphic.Data) > most {
				t.Errorf("%d bytes, %d allowed", len(r.Graphic.Data), most)
			}
		})
	}
}

// Pictures of few colours arrive as they are, but for the percents that sixels
// count in.
func TestSixelOfFewColours(t *testing.T) {
	g := grid{w: 50, h: 13, px: make([]rgb, 50*13)}
	for i := range g.px {
		g.px[i] = []rgb{{0, 0, 0}, {255, 255, 255}, {255, 0, 0}, {0, 51, 102}}[(i/7+i/50)%4]
	}
	if got := psnr(readSixel(t, encodeSixel(g, 256, true).all), g); !math.IsInf(got, 1) {
		t.Errorf("%.1f dB", got)
	}
	one := grid{w: 1, h: 1, px: []rgb{{9, 9, 9}}}
	readSixel(t, encodeSixel(one, 2, true).all)
}

// readITerm2 decodes an inline picture, in strips one below the other perhaps, and
// returns it with the rows it takes, the arguments of the last strip, and its data.
func readITerm2(t *testing.T, s string, tmux bool) (img *image.RGBA, rows int, args map[string]string, data []byte) {
	t.Helper()
	if tmux {
		var inner strings.Builder
		for _, part := range strings.SplitAfter(s, "\x1b\\") {
			part, ok := strings.CutSuffix(part, "\x1b\\")
			at := strings.Index(part, "\x1bPtmux;")
			if !ok && part == "" {
				continue
			}
			if !ok || at < 0 {
				t.Fatalf("not passed through: %.40q", part)
			}
			inner.WriteString(part[:at] + strings.ReplaceAll(part[at+len("\x1bPtmux;"):], "\x1b\x1b", "\x1b"))
		}
		s = inner.String()
	}
	img = &image.RGBA{}
	for s != "" {
		if down, rest, moves := strings.Cut(strings.TrimPrefix(s, "\x1b["), "B"); moves && strings.HasPrefix(s, "\x1b[") {
			if args["height"] != down {
				t.Fatalf("%s rows down after a strip of %s", down, args["height"])
			}
			s = rest
		}
		body, ok := strings.CutPrefix(s, "\x1b]1337;File=")
		head, text, ok2 := strings.Cut(body, ":")
		text, rest, ok3 := strings.Cut(text, "\x07")
		if s = rest; !ok || !ok2 || !ok3 {
			t.Fatalf("no inline picture: %.60q", body)
		}
		args = map[string]string{}
		for a := range strings.SplitSeq(head, ";") {
			k, v, _ := strings.Cut(a, "=")
			args[k] = v
		}
		high, err := strconv.Atoi(args["height"])
		if err != nil {
			t.Fatal(err)
		}
		rows += high
		if data, err = base64.StdEncoding.DecodeString(text); err != nil {
			t.Fatal(err)
		}
		strip, err := DecodeBytes(data)
		if err != nil {
			t.Fatal(err)
		}
		b := strip.Bounds()
		taller := image.NewRGBA(image.Rect(0, 0, b.Dx(), img.Rect.Dy()+b.Dy()))
		draw.Draw(taller, img.Rect, img, image.Point{}, draw.Src)
		draw.Draw(taller, image.Rect(0, img.Rect.Dy(), b.Dx(), taller.Rect.Dy()), strip, b.Min, draw.Src)
		img = taller
	}
	return img, rows, args, data
}

func TestITerm2Stream(t *testing.T) {
	img := photo(640, 640)
	pngFile, jpegFile := pngOf(t, img), jpegOf(t, img)
	small, tiny := jpegOf(t, photo(1700, 1700)), jpegOf(t, scaledPhoto(img, 200, 200).image())
	seeThrough := pngOf(t, kinds(640, 640)["NRGBA see-through"])
	for _, c := range []struct {
		name  string
		data  []byte
		o     Options
		asIs  bool
		floor float64
	}{
		{"JPEG", tiny, Options{}, true, 60}, // decoders round in different ways,
		{"large in tmux", jpegFile, Options{Terminal: Terminal{Tmux: true}}, false, 34},
		{"PNG", pngOf(t, scaledPhoto(img, 60, 60).image()), Options{}, true, 100},
		{"in tmux", tiny, Options{Terminal: Terminal{Tmux: true}}, true, 60},
		{"noisy PNG", pngFile, Options{}, false, 34},
		{"large JPEG", small, Options{}, false, 25},
		{"few bytes", jpegFile, Options{Terminal: Terminal{Bytes: 16_000}}, false, 25},
		{"see-through", seeThrough, Options{}, false, 25},
		{"a part", jpegFile, Options{Zoom: Zoom{Kind: ZoomTimes, Percent: 200}}, false, 25},
		{"cut short", jpegFile[:len(jpegFile)-900], Options{}, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Mode, c.o.Terminal.Cell = ModeITerm2, CellSize{10, 20}
			r, err := RenderBytes(t.Context(), c.data, 40, 20, c.o)
			if err != nil {
				t.Fatal(err)
			}
			got, rows, args, sent := readITerm2(t, r.Graphic.Data, c.o.Terminal.Tmux)
			if args["inline"] != "1" || args["width"] != strconv.Itoa(r.Cols) || rows != r.Rows ||
				args["preserveAspectRatio"] != "0" || args["size"] != strconv.Itoa(len(sent)) {
				t.Errorf("%v for %d×%d cells", args, r.Cols, r.Rows)
			}
			if asIs := bytes.Equal(sent, c.data); asIs != c.asIs {
				t.Errorf("sent as it is: %v", asIs)
			}
			if len(r.Graphic.Data) > c.o.Terminal.budget()+200 {
				t.Errorf("%d bytes sent", len(r.Graphic.Data))
			}
			src, err := open(t.Context(), c.data, request{cols: 40, rows: 20, o: Options{Mode: ModeHalf, Zoom: c.o.Zoom}, least: 3000})
			if err != nil {
				t.Fatal(err)
			}
			a := place(src.w, src.h, 40, 20, ModeITerm2, c.o.Terminal.Cell, c.o.Zoom).src
			want := over(src.shrink(a, 400, 400), defaultCheckers, checkerPixels, checkerPixels)
			b := got.Bounds()
			sent400 := over(pixels.Shrink(got, pixels.Whole(b.Dx(), b.Dy()), 400, 400), defaultCheckers, 1, 1)
			db := psnr(sent400, want)
			t.Logf("%.1f dB, %d bytes, %d×%d", db, len(sent), b.Dx(), b.Dy())
			if db < c.floor {
				t.Errorf("%.1f dB, at least %.0f wanted", db, c.floor)
			}
			if len(r.Lines) != r.Rows || cells.Width(r.Lines[0]) != r.Cols {
				t.Error("no cells to stand in for it")
			}
		})
	}
}

func TestOctantCharacters(t *testing.T) {
	seen := map[string]bool{}
	for m, s := range octants() {
		if seen[s] || cells.Width(s) != 1 {
			t.Errorf("mask %08b: %q, twice: %v, %d cells", m, s, seen[s], cells.Width(s))
		}
		seen[s] = true
	}
	// By their names in the Unicode character database.
	for m, want := range map[int]rune{
		0b00000100: 0x1CD00, 0b00000110: 0x1CD01, 0b00000111: 0x1CD02, 0b00001000: 0x1CD03, 0b00001001: 0x1CD04,
		0b00001011: 0x1CD05, 0b00001100: 0x1CD06, 0b11111110: 0x1CDE5, 0b00000001: 0x1CEA8, 0b10000000: 0x1CEA0,
	} {
		if got := []rune(octants()[m])[0]; got != want {
			t.Errorf("mask %08b: %U, want %U", m, got, want)
		}
	}
}

func TestPaletteNumbers(t *testing.T) {
	for i := 16; i < 256; i++ {
		c := Colors256.color(i)
		if got := Colors256.index(int(c.r), int(c.g), int(c.b)); Colors256.color(got) != c {
			t.Errorf("%d is %v, found as %d", i, c, got)
		}
	}
	for i := range 16 {
		c := Colors16.color(i)
		if got := Colors16.index(int(c.r), int(c.g), int(c.b)); got != i {
			t.Errorf("%d is %v, found as %d", i, c, got)
		}
	}
	// Near enough: never farther than the nearest by trying all, but for ties
	// of the formula.
	for v := range 4096 {
		r, g, b := v>>8*17, v>>4&15*17, v&15*17
		best := 1 << 30
		for i := 16; i < 256; i++ {
			best = min(best, apart(Colors256.color(i), r, g, b))
		}
		if got := apart(Colors256.color(Colors256.index(r, g, b)), r, g, b); got > best+600 {
			t.Errorf("%d,%d,%d: %d off, the best %d", r, g, b, got, best)
		}
	}
}
