package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi/kitty"

	"imagine-tui/history/pixels"
	"imagine-tui/tui/cells"
)

// kittyCommand is one command of the graphics protocol with its whole payload.
type kittyCommand struct {
	options map[string]string
	payload []byte
}

// parseKitty takes a stream apart as a terminal does: pieces are put together,
// anything else between them is an error.
func parseKitty(t *testing.T, s string, tmux bool) []kittyCommand {
	t.Helper()
	var out []kittyCommand
	var text strings.Builder
	open := false
	for s != "" {
		var seq string
		if tmux {
			end := strings.Index(s, "\x1b\\\x1b\\") // the inner end is doubled: ESC ESC \ ESC \
			rest, ok := strings.CutPrefix(s, "\x1bPtmux;")
			if !ok || end < 0 {
				t.Fatalf("not passed through: %.40q", s)
			}
			end += 2
			seq = strings.ReplaceAll(rest[:end-len("\x1bPtmux;")], "\x1b\x1b", "\x1b")
			s = s[end+2:]
		} else {
			end := strings.Index(s, "\x1b\\")
			if end < 0 {
				t.Fatalf("no end: %.40q", s)
			}
			seq, s = s[:end+2], s[end+2:]
		}
		body, ok := strings.CutPrefix(seq, "\x1b_G")
		body, ok2 := strings.CutSuffix(body, "\x1b\\")
		if !ok || !ok2 {
			t.Fatalf("no graphics command: %.40q", seq)
		}
		head, payload, _ := strings.Cut(body, ";")
		options := kittyOptions(head)
		if options["q"] != "2" {
			t.Errorf("q=2 is missing, an answer would arrive as typed keys: %q", head)
		}
		if len(payload) > kitty.MaxChunkSize {
			t.Errorf("a piece of %d bytes", len(payload))
		}
		if !open {
			out = append(out, kittyCommand{options: options})
			text.Reset()
		}
		text.WriteString(payload)
		open = options["m"] == "1"
		if open && len(payload)%4 != 0 {
			t.Error("a piece does not end with a whole group")
		}
		if !open {
			var err error
			if out[len(out)-1].payload, err = base64.StdEncoding.DecodeString(text.String()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if open {
		t.Error("the last piece promises more")
	}
	return out
}

func kittyOptions(head string) map[string]string {
	options := map[string]string{}
	for o := range strings.SplitSeq(head, ",") {
		k, v, _ := strings.Cut(o, "=")
		options[k] = v
	}
	return options
}

// shown decodes what a terminal would have after a transmission.
func shown(t *testing.T, c kittyCommand) grid {
	t.Helper()
	switch c.options["f"] {
	case "100":
		img, err := png.Decode(bytes.NewReader(c.payload))
		if err != nil {
			t.Fatal(err)
		}
		b := img.Bounds()
		return over(pixels.Shrink(img, pixels.Whole(b.Dx(), b.Dy()), b.Dx(), b.Dy()), defaultCheckers, 1, 1)
	case "24":
		z, err := zlib.NewReader(bytes.NewReader(c.payload))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		w, err := strconv.Atoi(c.options["s"])
		h, err2 := strconv.Atoi(c.options["v"])
		if err != nil || err2 != nil || w*h*3 != len(raw) || c.options["o"] != "z" {
			t.Fatalf("%v with %d bytes", c.options, len(raw))
		}
		g := grid{w: w, h: h}
		for ; len(raw) > 0; raw = raw[3:] {
			g.px = append(g.px, rgb{raw[0], raw[1], raw[2]})
		}
		return g
	}
	t.Fatalf("format %q", c.options["f"])
	return grid{}
}

func TestKittyStream(t *testing.T) {
	img := photo(300, 200)
	smooth := image.NewRGBA(image.Rect(0, 0, 300, 200))
	for i := range smooth.Pix {
		smooth.Pix[i] = uint8(i / 4000)
		if i%4 == 3 {
			smooth.Pix[i] = 255
		}
	}
	seeThrough := pngOf(t, kinds(300, 200)["NRGBA see-through"])
	for _, c := range []struct {
		name   string
		data   []byte
		o      Options
		format string
		w, h   int
	}{
		{"PNG as it is", pngOf(t, smooth), Options{}, "100", 300, 200},
		{"JPEG", jpegOf(t, img), Options{}, "100", 200, 133},
		{"noisy PNG", pngOf(t, img), Options{Terminal: Terminal{Cell: CellSize{4, 8}}}, "100", 80, 53},
		{"in tmux", jpegOf(t, img), Options{Terminal: Terminal{Tmux: true}, ImageID: 255}, "100", 200, 133},
		{"transparent", seeThrough, Options{}, "100", 200, 133},
		{"a part", pngOf(t, smooth), Options{Zoom: Zoom{Kind: ZoomFill}}, "100", 200, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.o.Mode = ModeKitty
			r, err := RenderBytes(t.Context(), c.data, 20, 10, c.o)
			if err != nil {
				t.Fatal(err)
			}
			cmds := parseKitty(t, r.Transmit, c.o.Terminal.Tmux)
			if len(cmds) != 2 {
				t.Fatalf("%d commands", len(cmds))
			}
			send, put := cmds[0].options, cmds[1].options
			id := strconv.Itoa(r.ImageID)
			if c.o.ImageID != 0 && r.ImageID != c.o.ImageID {
				t.Errorf("image %s, asked for %d", id, c.o.ImageID)
			}
			if send["a"] != "t" || send["t"] != "d" || send["f"] != c.format || send["i"] != id {
				t.Errorf("transmission %v", send)
			}
			if put["a"] != "p" || put["U"] != "1" || put["i"] != id ||
				put["c"] != strconv.Itoa(r.Cols) || put["r"] != strconv.Itoa(r.Rows) {
				t.Errorf("placement %v for %d×%d cells", put, r.Cols, r.Rows)
			}
			src, err := open(t.Context(), c.data, request{cols: 20, rows: 10, o: Options{Mode: ModeHalf, Zoom: c.o.Zoom}, least: 1000})
			if err != nil {
				t.Fatal(err)
			}
			a := place(300, 200, 20, 10, ModeKitty, c.o.Terminal.Cell, c.o.Zoom).src
			want := over(src.shrink(a, c.w, c.h), defaultCheckers, checkerPixels, checkerPixels)
			if got := psnr(shown(t, cmds[0]), want); got < 50 {
				t.Errorf("the picture arrives changed: %.1f dB", got)
			}
		})
	}
}

func TestPlaceholders(t *testing.T) {
	r := RenderWith(photo(400, 400), 30, 30, Options{Mode: ModeKitty, ImageID: 42})
	if r.Cols != 30 || r.Rows != 15 || r.ImageID != 42 {
		t.Fatalf("%d×%d, image %d", r.Cols, r.Rows, r.ImageID)
	}
	for y, l := range r.Lines {
		l, ok := strings.CutPrefix(l, "\x1b[38;5;42m")
		l, ok2 := strings.CutSuffix(l, "\x1b[m")
		cells := []rune(l)
		if !ok || !ok2 || len(cells) != 3*r.Cols {
			t.Fatalf("line %d: %q", y, l)
		}
		for x := range r.Cols {
			if c := cells[3*x:]; c[0] != 0x10EEEE || c[1] != kitty.Diacritic(y) || c[2] != kitty.Diacritic(x) {
				t.Fatalf("cell %d,%d: %U", x, y, c[:3])
			}
		}
	}
	// More cells than the diacritics can count are not asked for.
	if r := RenderWith(photo(4000, 20), 900, 4, Options{Mode: ModeKitty}); r.Cols > maxPlaced {
		t.Errorf("%d columns", r.Cols)
	}
	if kitty.Diacritic(maxPlaced-1) == kitty.Diacritic(0) || kitty.Diacritic(maxPlaced) != kitty.Diacritic(0) {
		t.Errorf("there are not %d diacritics", maxPlaced)
	}
}

func TestDirectPlacement(t *testing.T) {
	r := RenderWith(photo(400, 400), 30, 30, Options{Mode: ModeKitty, Direct: true})
	cmds := parseKitty(t, r.Transmit, false)
	if o := cmds[0].options; len(cmds) != 1 || o["a"] != "T" || o["c"] != "30" || o["i"] != "" || r.ImageID != 0 || r.Lines != nil {
		t.Errorf("%v, image %d, %d lines", o, r.ImageID, len(r.Lines))
	}
	var b bytes.Buffer
	if err := WriteTo(&b, r); err != nil || b.String() != r.Transmit+"\n" {
		t.Errorf("%d bytes, %v", b.Len(), err)
	}
}

// Pictures printed one after the other must not replace each other.
func TestImageIDsDiffer(t *testing.T) {
	img := photo(8, 8)
	seen := map[int]bool{}
	for range lastImageID - firstImageID + 1 {
		id := Render(img, 4, 2, ModeKitty).ImageID
		if id < firstImageID || id > lastImageID || seen[id] {
			t.Fatalf("image %d", id)
		}
		seen[id] = true
	}
}

// A number beyond a byte travels as a mark of each cell, and of the first in short.
func TestManyImages(t *testing.T) {
	id := 3<<firstByte | 77
	mark := string(kitty.Diacritic(3))
	r := RenderWith(photo(40, 40), 4, 2, Options{Mode: ModeKitty, ImageID: id})
	if r.ImageID != id || !strings.Contains(r.Transmit, "i="+strconv.Itoa(id)+",") {
		t.Errorf("image %d", r.ImageID)
	}
	for y, l := range r.Lines {
		if !strings.HasPrefix(l, "\x1b[38;5;77m") || strings.Count(l, mark) < r.Cols || cells.Width(l) != r.Cols {
			t.Errorf("line %d: %q", y, l)
		}
		if b := r.Brief[y]; !strings.Contains(b, string(kitty.Placeholder)+string(kitty.Diacritic(y))+string(kitty.Diacritic(0))+mark) || cells.Width(b) != r.Cols {
			t.Errorf("line %d in short: %q", y, b)
		}
	}
	if got := (Terminal{}).DeleteImages(id); !strings.Contains(got, "i="+strconv.Itoa(id)) {
		t.Errorf("%q", got)
	}
}

func TestDeleteImages(t *testing.T) {
	got := Terminal{}.DeleteImages(16, 0, 7, 255, 256)
	if want := "\x1b_Ga=d,d=I,q=2,i=16\x1b\\\x1b_Ga=d,d=I,q=2,i=255\x1b\\"; got != want {
		t.Errorf("%q", got)
	}
	if cmds := parseKitty(t, Terminal{Tmux: true}.DeleteImages(20), true); len(cmds) != 1 || cmds[0].options["i"] != "20" {
		t.Errorf("%v", cmds)
	}
}

func TestOpaquePNG(t *testing.T) {
	whole := pngOf(t, photo(9, 9))
	palette := image.NewPaletted(image.Rect(0, 0, 4, 4), color.Palette{color.Transparent, color.Black})
	for name, c := range map[string]struct {
		data []byte
		want bool
	}{
		"opaque":              {whole, true},
		"cut":                 {whole[:len(whole)-1], false},
		"alpha":               {pngOf(t, kinds(9, 9)["NRGBA see-through"]), false},
		"transparent palette": {pngOf(t, palette), false},
		"short":               {whole[:20], false},
	} {
		if got := opaquePNG(c.data); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWriteLines(t *testing.T) {
	var b bytes.Buffer
	r := Render(photo(8, 8), 8, 4, ModeHalf)
	if err := WriteTo(&b, r); err != nil || b.String() != strings.Join(r.Lines, "\n")+"\n" {
		t.Errorf("%q, %v", b.String(), err)
	}
	if err := WriteTo(brokenPipe{}, r); err == nil || !strings.Contains(err.Error(), "cannot print") {
		t.Error(err)
	}
	if got := psnr(read(t, r, 1, 2), read(t, r, 1, 2)); !math.IsInf(got, 1) {
		t.Error(got)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// Over a slow line a picture has fewer colours, and is scaled down until it fits the
// budget; the terminal enlarges it into the same cells.
func TestKittyBudget(t *testing.T) {
	img := photo(640, 640)
	o := Options{Mode: ModeKitty, Terminal: Terminal{Cell: CellSize{10, 20}}}
	whole := RenderWith(img, 40, 20, o)
	o.Terminal.Bytes = 60_000
	r := RenderWith(img, 40, 20, o)
	if len(r.Transmit) > o.Terminal.Bytes || len(whole.Transmit) < 2*o.Terminal.Bytes || r.Cols != whole.Cols || r.Rows != whole.Rows {
		t.Errorf("%d bytes for %d×%d cells; %d for %d×%d without a limit", len(r.Transmit), r.Cols, r.Rows, len(whole.Transmit), whole.Cols, whole.Rows)
	}
	got := shown(t, parseKitty(t, r.Transmit, false)[0])
	if got.w < 250 || psnr(got, scaledPhoto(img, got.w, got.h)) < 30 {
		t.Errorf("%d×%d pixels", got.w, got.h)
	}
}

// In kitty a picture takes the cells that it takes in blocks, so that nothing moves
// where the terminal draws it; looked at pixel by pixel it has room for all of them.
func TestKittyTakesTheCellsOfBlocks(t *testing.T) {
	t.Parallel()
	for _, cell := range []CellSize{{8, 17}, {10, 20}, {7, 13}, {9, 18}} {
		for _, size := range [][2]int{{1024, 1024}, {1024, 768}, {640, 1137}, {105, 105}, {300, 33}} {
			for _, room := range [][2]int{{15, 9}, {57, 36}, {118, 37}} {
				at := func(mode Mode, z Zoom) placement { return place(size[0], size[1], room[0], room[1], mode, cell, z) }
				kitty, blocks := at(ModeKitty, Zoom{}), at(ModeHalf, Zoom{})
				if kitty.cols != blocks.cols || kitty.rows != blocks.rows {
					t.Errorf("%v in %v of %v: %d×%d cells, %d×%d in blocks", size, room, cell, kitty.cols, kitty.rows, blocks.cols, blocks.rows)
				}
				one := at(ModeKitty, Zoom{Kind: ZoomActual})
				if w, h := float64(one.cols*cell.Width), float64(one.rows*cell.Height); one.w > w+hair || one.h > h+hair {
					t.Errorf("%v in %v of %v: %v×%v pixels, room for %v×%v", size, room, cell, one.w, one.h, w, h)
				}
			}
		}
	}
}
