package preview

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/widget/theme"
)

func pane(w, h int) *Pane {
	p := New(theme.New(true), action.Default())
	p.SetSize(w, h)
	return p
}

func press(p *Pane, keys ...string) (zoomed int) {
	for _, k := range keys {
		cmd := p.Update(tea.KeyPressMsg{Code: []rune(k)[0], Text: k})
		if cmd != nil {
			if _, ok := cmd().(ZoomedMsg); ok {
				zoomed++
			}
		}
	}
	return zoomed
}

// drawn is a picture drawn as the root does it: into the room there is, with
// the zoom the pane says.
func drawn(p *Pane, w, h int, m picture.Mode) picture.Rendered {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), 120, 255})
		}
	}
	cols, rows := p.Room()
	return picture.RenderWith(img, cols, rows, picture.Options{Mode: m, Zoom: p.Zoom()})
}

// screen is the pane as text, checked for its exact size.
func screen(t *testing.T, p *Pane, w, h int) string {
	t.Helper()
	lines := slices.Clone(p.View())
	if len(lines) != h {
		t.Fatalf("%d lines, want %d", len(lines), h)
	}
	for i, l := range lines {
		if n := cells.Width(l); n != w {
			t.Fatalf("line %d has %d cells, want %d: %q", i, n, w, l)
		}
		lines[i] = ansi.Strip(l)
	}
	return strings.Join(lines, "\n")
}

func TestEmpty(t *testing.T) {
	p := pane(33, 7)
	want := strings.TrimPrefix(`
╭ Preview ──────────────────────╮
│                               │
│                               │
│   the picture appears here    │
│                               │
│                               │
╰───────────────────────────────╯`, "\n")
	if got := screen(t, p, 33, 7); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

func TestEverySizeAndState(t *testing.T) {
	states := map[string]func(*Pane){
		"empty":   func(*Pane) {},
		"picture": func(p *Pane) { p.ShowPicture(drawn(p, 100, 60, picture.ModeSextant)) },
		"kitty":   func(p *Pane) { p.ShowPicture(drawn(p, 100, 60, picture.ModeKitty)) },
		"no colours": func(p *Pane) {
			p.ShowPicture(drawn(p, 100, 60, picture.ModeNone))
			p.Wait("⣾ rendering 4.1 s")
		},
		"picture, waiting": func(p *Pane) {
			p.ShowPicture(drawn(p, 100, 60, picture.ModeHalf))
			p.Wait("⣾ rendering 4.1 s")
		},
		"waiting": func(p *Pane) { p.Wait("⣾ rendering 4.1 s") },
		"words": func(p *Pane) {
			p.Say("The API is out of tokens for key work.", "Nothing was charged.", "", "f2 for another key.")
		},
		"from a larger pane": func(p *Pane) {
			w, h := p.w, p.h
			p.SetSize(w+30, h+20)
			p.ShowPicture(drawn(p, 100, 60, picture.ModeHalf))
			p.SetSize(w, h)
		},
	}
	for name, set := range states {
		for _, s := range [][2]int{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {28, 10}, {33, 28}, {120, 40}} {
			p := pane(s[0], s[1])
			set(p)
			t.Log(name, s)
			screen(t, p, s[0], s[1])
		}
	}
}

func TestCaptionAndCentring(t *testing.T) {
	p := pane(40, 12)
	r := drawn(p, 60, 60, picture.ModeHalf)
	p.ShowPicture(r)
	lines := strings.Split(screen(t, p, 40, 12), "\n")
	if !strings.Contains(lines[0], " 60×60, fit ") {
		t.Errorf("no size in %q", lines[0])
	}
	if left := (38 - r.Cols) / 2; r.Cols >= 38 || !strings.HasPrefix(lines[1], "│"+strings.Repeat(" ", left)+"▀") {
		t.Errorf("%d cells are not in the middle of %q", r.Cols, lines[1])
	}
	p.SetCaption("s1 · 2 of 4")
	if lines := strings.Split(screen(t, p, 40, 12), "\n"); !strings.Contains(lines[11], "╰ s1 · 2 of 4 ─") {
		t.Errorf("no caption in %q", lines[11])
	}
	r.Coarse = true
	p.ShowPicture(r)
	if s := screen(t, p, 40, 12); !strings.Contains(s, "few colours: o opens it") {
		t.Error(s)
	}
	r.Coarse = false
	r.Partial = true
	p.ShowPicture(r)
	if s := screen(t, p, 40, 12); !strings.Contains(s, "damaged: part is missing · s1") {
		t.Error(s)
	}
}

// The last picture stays, dim, until the next one is there.
func TestWaitKeepsTheLastPictureDim(t *testing.T) {
	for _, m := range []picture.Mode{picture.ModeHalf, picture.ModeKitty, picture.ModeNone} {
		p := pane(40, 12)
		r := drawn(p, 60, 60, m)
		p.ShowPicture(r)
		bright := slices.Clone(p.View())
		p.Wait(Soon)
		if soon := p.View()[3]; m == picture.ModeKitty && soon != bright[3] {
			t.Errorf("%v: painted anew for a moment", m)
		}
		p.Wait("⣾ rendering 4.1 s")
		dim := slices.Clone(p.View())
		if bright[3] == dim[3] {
			t.Errorf("%v: not dim", m)
		}
		if ansi.Strip(bright[3]) != ansi.Strip(dim[3]) {
			t.Errorf("%v: another picture: %q, %q", m, bright[3], dim[3])
		}
		if !strings.Contains(ansi.Strip(dim[11]), "rendering 4.1 s") {
			t.Errorf("%v: %q", m, dim[11])
		}
		p.ShowPicture(r)
		if p.View()[3] != bright[3] {
			t.Errorf("%v: the new picture is not bright", m)
		}
	}
}

func TestWordsReplaceThePicture(t *testing.T) {
	p := pane(40, 12)
	p.ShowPicture(drawn(p, 60, 60, picture.ModeHalf))
	p.Say("huge.png: the picture has 20000×20000 pixels: previews go up to 50 megapixels.", "", "o opens the file.")
	s := screen(t, p, 40, 12)
	if strings.Contains(s, "▀") || !strings.Contains(s, "20000×20000") || !strings.Contains(s, "o opens the file.") {
		t.Error(s)
	}
	if _, acts := p.Act(action.SizeLarger); acts {
		t.Error("words cannot be zoomed")
	}
	p.Clear()
	if s := screen(t, p, 40, 12); !strings.Contains(s, "the picture appears here") {
		t.Error(s)
	}
}

func TestZoomKeys(t *testing.T) {
	p := pane(40, 12)
	show := func() { p.ShowPicture(drawn(p, 2000, 1000, picture.ModeHalf)) }
	if press(p, "+") != 0 || len(p.Hints()) != 8 {
		t.Error("nothing is shown, and it zooms")
	}
	show()
	if _, acts := p.Act(action.MoveDown); acts {
		t.Error("all is seen: j moves in the list")
	}
	if press(p, "-") != 0 || press(p, "+") != 1 || p.Zoom().Kind != picture.ZoomTimes {
		t.Fatalf("%v", p.Zoom())
	}
	show()
	if h := p.Hints()[0]; h.Key != "hjkl" || h.Desc != "pan" {
		t.Errorf("%v", h)
	}
	// To the right edge, and no further.
	for n := 0; press(p, "l") == 1; n++ {
		show()
		if n > 20 {
			t.Fatal("there is no edge")
		}
	}
	if x := p.Zoom().X; x != (1000-p.shown.SeenX)/2 {
		t.Errorf("at %d, %d‰ seen", x, p.shown.SeenX)
	}
	press(p, "j")
	at := p.Zoom()
	press(p, "+")
	if z := p.Zoom(); z.Percent <= at.Percent || z.X != at.X || z.Y != at.Y {
		t.Errorf("%+v after %+v", z, at)
	}
	show()
	if s := screen(t, p, 40, 12); !strings.Contains(s, "2000×1000, "+p.Zoom().String()) {
		t.Error(s)
	}
	press(p, "h", "k")
	for range 3 {
		press(p, "-")
		show()
	}
	if p.Zoom() != (picture.Zoom{}) {
		t.Errorf("%+v is not all of it", p.Zoom())
	}
	// A size the next picture has not: the keys go on from fit.
	p.SetZoom(picture.Zoom{Kind: picture.ZoomTimes, Percent: 123})
	press(p, "-")
	if p.Zoom() != (picture.Zoom{}) {
		t.Errorf("%+v", p.Zoom())
	}
}

func TestInvalidateDrawsAfresh(t *testing.T) {
	p := pane(40, 12)
	p.ShowPicture(drawn(p, 60, 60, picture.ModeHalf))
	p.Wait("…")
	before := p.View()[3]
	p.st.Set(false)
	p.Invalidate()
	if p.View()[3] == before {
		t.Error("dim towards the wrong ground")
	}
}

func BenchmarkView(b *testing.B) {
	p := pane(82, 43)
	p.ShowPicture(drawn(p, 400, 400, picture.ModeSextant))
	b.Run("changed", func(b *testing.B) {
		for b.Loop() {
			p.view = nil
			p.View()
		}
	})
	b.Run("dimmed", func(b *testing.B) {
		for b.Loop() {
			p.dimmed = nil
			p.dim()
		}
	})
	b.Run("the same", func(b *testing.B) {
		for b.Loop() {
			p.View()
		}
	})
}
