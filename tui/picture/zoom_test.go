package picture

import (
	"fmt"
	"strings"
	"testing"
)

func TestZoomSteps(t *testing.T) {
	for _, c := range []struct {
		w, h, cols, rows int
		mode             Mode
		want             string
	}{
		{1024, 1024, 80, 40, ModeHalf, "fit, 200 %, 400 %, 800 %, actual size, 1600 %"}, // fill is fit
		{1344, 768, 31, 30, ModeHalf, "fit, 200 %, fill, 400 %, 800 %, 1600 %, actual size"},
		{20, 20, 80, 40, ModeHalf, "actual size, fit, 200 %, 400 %, 800 %, 1600 %"},
		{1024, 1024, 80, 40, ModeKitty, "fit, actual size, 200 %, 400 %, 800 %, 1600 %"},
	} {
		var got []string
		for _, z := range zoomSteps(c.w, c.h, c.cols, c.rows, c.mode, CellSize{}) {
			got = append(got, z.String())
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%d×%d in %d×%d, %v: %s, want %s", c.w, c.h, c.cols, c.rows, c.mode, s, c.want)
		}
	}
	if z := (Zoom{}).At(900, -700); z.X != 500 || z.Y != -500 {
		t.Errorf("%+v", z)
	}
}

func TestRenderedSaysWhatIsSeen(t *testing.T) {
	img := photo(400, 200)
	for _, m := range []Mode{ModeHalf, ModeKitty} {
		r := RenderWith(img, 80, 40, Options{Mode: m, Zoom: Zoom{Kind: ZoomFill}})
		if r.SeenX != 500 || r.SeenY != 1000 || r.Zoom.Kind != ZoomFill || len(r.Zooms) < 4 {
			t.Errorf("%v: %d‰ × %d‰ seen, %v, %v", m, r.SeenX, r.SeenY, r.Zoom, r.Zooms)
		}
		if r := Render(img, 80, 40, m); r.SeenX != 1000 || r.SeenY != 1000 {
			t.Errorf("%v: %d‰ × %d‰ seen", m, r.SeenX, r.SeenY)
		}
	}
}

func TestDim(t *testing.T) {
	for _, c := range []struct{ in, dark, light string }{
		{
			"\x1b[38;2;255;128;0;48;2;10;9;8m▀\x1b[m",
			"\x1b[38;2;127;64;0;48;2;5;4;4m▀\x1b[m",
			"\x1b[38;2;255;191;127;48;2;132;132;131m▀\x1b[m",
		},
		{"8;2;", "8;2;000", "8;2;127127127"},
		{"plain", "plain", "plain"},
		{"\x1b[38;5;42m\U0010EEEE\x1b[m", "\x1b[38;5;42m\U0010EEEE\x1b[m", "\x1b[38;5;42m\U0010EEEE\x1b[m"},
		{"", "", ""},
	} {
		if got := Dim([]string{c.in}, false)[0]; got != c.dark {
			t.Errorf("dark: %q, want %q", got, c.dark)
		}
		if got := Dim([]string{c.in}, true)[0]; got != c.light {
			t.Errorf("light: %q, want %q", got, c.light)
		}
	}
	r := Render(photo(90, 90), 40, 20, ModeSextant)
	dim := r
	dim.Lines = Dim(r.Lines, false)
	checkLines(t, dim, ModeSextant, 40, 20)
	a, b := read(t, r, 2, 3), read(t, dim, 2, 3)
	for i := range a.px {
		if b.px[i] != (rgb{a.px[i].r / 2, a.px[i].g / 2, a.px[i].b / 2}) {
			t.Fatal(fmt.Sprint(a.px[i], b.px[i]))
		}
	}
}
