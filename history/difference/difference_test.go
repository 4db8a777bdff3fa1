package difference

import (
	"image"
	"image/color"
	"math"
	"runtime"
	"strings"
	"testing"

	"imagine-tui/api"
	"imagine-tui/history"
)

func recipeA() history.Sidecar {
	return history.Sidecar{Request: api.Request{Operation: api.TextToImage, Prompt: "a boat, at dusk. Rain", Style: "anime", Seed: 1, AspectRatio: "1:1"}, Key: "work", Width: 10, Height: 10}
}

func TestReport(t *testing.T) {
	t.Parallel()
	a, b := recipeA(), recipeA()
	if got := Report(a, b); got != "" {
		t.Errorf("the same recipe differs: %q", got)
	}
	b.Request.Style, b.Request.Seed, b.Request.Prompt = "", 2, "a \x1b[1mship, at dusk. Rain"
	b.Request.Inputs = []api.Input{{Field: "image", Path: "/secret/place.png", SHA256: strings.Repeat("ab", 32)}}
	b.Parent = "2026-11-24/142233-x.jpg"
	want := "prompt    a [-boat-] {+ship+}, at dusk. Rain\nstyle     anime → none\nseed      1 → 2\nfrom      none → 142233-x.jpg\ninput     none → image abababababab\n"
	if got := Report(a, b); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	b = recipeA()
	b.Key = "" // given away: the picture itself does not name the key
	if got := Report(a, b); got != "" {
		t.Errorf("%q", got)
	}
	b.Key, b.Width = "lab", 20
	if got, want := Report(a, b), "key       work → lab\nsize      10×10 → 20×10\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	want := "prompt\n  a boat,\n  at dusk.\n  Rain\noperation " + string(api.TextToImage) + "\nstyle anime\nratio 1:1\nseed 1\nsize 10×10\n"
	if got := Text(recipeA()); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func plain(w, h int, c color.NRGBA) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

var white = color.NRGBA{255, 255, 255, 255}

func TestCompare(t *testing.T) {
	t.Parallel()
	changed := func(side int, c color.NRGBA) *image.NRGBA {
		m := plain(side, side, white)
		m.SetNRGBA(0, side-1, c)
		return m
	}
	for _, c := range []struct {
		a, b image.Image
		want string
	}{
		{plain(10, 10, white), plain(10, 10, white), "same pixels"},
		{plain(10, 10, white), changed(10, color.NRGBA{0, 255, 255, 255}), "differs: 1.0 % of the pixels, by 0.3 % on average, 100.0 % at most (PSNR 24.8 dB)"},
		{plain(10, 10, white), changed(10, color.NRGBA{255, 255, 255, 0}), "differs: 1.0 % of the pixels, by 0.2 % on average, 100.0 % at most (PSNR 26.0 dB)"},
		{plain(100, 100, white), changed(100, color.NRGBA{254, 255, 255, 255}), "differs: less than 0.1 % of the pixels, by less than 0.1 % on average, 0.4 % at most (PSNR 92.9 dB)"},
		{plain(10, 10, white), plain(12, 12, white), "differs: 10×10 became 12×12"},
		{plain(10, 10, white), plain(20, 20, color.NRGBA{0, 0, 0, 255}), "differs: 10×10 became 20×20, at one size 100.0 % of the pixels, by 100.0 % on average, 100.0 % at most (PSNR 0.0 dB)"},
		{plain(0, 0, white), plain(0, 0, white), "same pixels"},
		{plain(0, 0, white), plain(3, 3, white), "differs: 0×0 became 3×3"},
	} {
		if got := Compare(c.a, c.b).String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// The kind of the picture in memory makes no difference.
func TestCompareKinds(t *testing.T) {
	t.Parallel()
	n := plain(33, 40, white)
	for y := range 40 {
		for x := range 33 {
			n.SetNRGBA(x, y, color.NRGBA{uint8(7 * x), uint8(5 * y), uint8(x * y), 255})
		}
	}
	rgba := image.NewRGBA(n.Rect)
	moved := image.NewRGBA64(image.Rect(-5, 9, 28, 49))
	for y := range 40 {
		for x := range 33 {
			rgba.Set(x, y, n.At(x, y))
			moved.Set(x-5, y+9, n.At(x, y))
		}
	}
	big := image.NewNRGBA(image.Rect(0, 0, 60, 60))
	for y := range 60 {
		for x := range 60 {
			big.Set(x, y, n.At(x-10, y-7))
		}
	}
	for name, m := range map[string]image.Image{"RGBA": rgba, "RGBA64": moved, "part": big.SubImage(image.Rect(10, 7, 43, 47))} {
		if p := Compare(n, m); !p.Same() || !math.IsInf(p.PSNR, 1) {
			t.Errorf("%s: %v", name, p)
		}
		if p := Compare(m, n); !p.Same() {
			t.Errorf("%s: %v", name, p)
		}
	}
	// Colours under transparency are kept apart as well.
	a, b := plain(2, 2, color.NRGBA{200, 0, 0, 128}), image.NewNRGBA64(image.Rect(0, 0, 2, 2))
	for i := range 4 {
		b.Set(i%2, i/2, a.At(i%2, i/2))
	}
	if p := Compare(a, b); p.Max > 0.01 {
		t.Errorf("%v", p)
	}
}

func TestPicture(t *testing.T) {
	t.Parallel()
	a, b := plain(40, 20, color.NRGBA{100, 100, 100, 255}), plain(40, 20, color.NRGBA{100, 100, 100, 255})
	b.SetNRGBA(3, 4, color.NRGBA{101, 100, 90, 255})
	b.SetNRGBA(5, 19, color.NRGBA{100, 100, 100, 0})
	d := Picture(a, b, 0)
	for at, want := range map[image.Point]color.NRGBA{
		{X: 0, Y: 0}: {0, 0, 0, 255}, {X: 3, Y: 4}: {16, 0, 50, 255}, {X: 5, Y: 19}: {255, 255, 255, 255},
	} {
		if got := d.NRGBAAt(at.X, at.Y); got != want {
			t.Errorf("%v: %v, want %v", at, got, want)
		}
	}
	for _, c := range []struct {
		b    image.Point
		side int
		want image.Point
	}{
		{image.Pt(40, 20), 10, image.Pt(10, 5)},
		{image.Pt(20, 40), 0, image.Pt(20, 20)},
		{image.Pt(1, 30_000), 100, image.Pt(1, 20)},
		{image.Pt(0, 5), 100, image.Pt(0, 0)},
	} {
		if got := Picture(a, plain(c.b.X, c.b.Y, white), c.side).Bounds().Size(); got != c.want {
			t.Errorf("%v at most %d: %v, want %v", c.b, c.side, got, c.want)
		}
	}
}

// A picture made smaller holds the mean of what it covers, weighted by what is
// seen of it.
func TestScaled(t *testing.T) {
	t.Parallel()
	m := image.NewNRGBA(image.Rect(0, 0, 5, 40))
	for y := range 40 {
		for x := range 5 {
			m.SetNRGBA(x, y, color.NRGBA{uint8(10 * x), uint8(4 * y), 7, 255})
		}
	}
	out, ok := scaled(m, 2, 20).(*image.NRGBA)
	if !ok || out.NRGBAAt(0, 0) != (color.NRGBA{8, 2, 7, 255}) || out.NRGBAAt(1, 19) != (color.NRGBA{32, 154, 7, 255}) {
		t.Errorf("%v, %v", out.NRGBAAt(0, 0), out.NRGBAAt(1, 19))
	}
	m = image.NewNRGBA(image.Rect(0, 0, 2, 1))
	m.SetNRGBA(0, 0, color.NRGBA{200, 100, 0, 255})
	m.SetNRGBA(1, 0, color.NRGBA{0, 0, 255, 0})
	if got := scaled(m, 1, 1).At(0, 0); got != (color.NRGBA{200, 100, 0, 128}) {
		t.Errorf("%v", got)
	}
	// One pixel of a large picture is still seen in a small one.
	a, b := plain(3000, 2000, white), plain(3000, 2000, white)
	b.SetNRGBA(1777, 1234, color.NRGBA{0, 0, 0, 255})
	seen := false
	for _, v := range Picture(a, b, 300).Pix {
		seen = seen || v > 0 && v < 255
	}
	if !seen {
		t.Error("a difference fell between the pixels")
	}
}

// Large pictures are compared with a few rows of memory.
func TestCompareMemory(t *testing.T) {
	m := image.NewYCbCr(image.Rect(0, 0, 3000, 2000), image.YCbCrSubsampleRatio420)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Compare(m, m)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 2<<20 {
		t.Errorf("%d bytes for two pictures of 6 megapixels", used)
	}
}

func BenchmarkCompare(b *testing.B) {
	m := image.NewYCbCr(image.Rect(0, 0, 1344, 768), image.YCbCrSubsampleRatio420)
	for b.Loop() {
		Compare(m, m)
	}
}
