package overview

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/sandbox/mp4"
	"imagine-tui/tui/action"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/sheet"
	"imagine-tui/tui/studio/flow/flowtest"
)

// toKitty runs a command, and gives the terminal what is for it.
func (w *world) toKitty(t *testing.T, k *flowtest.Kitty, cmd tea.Cmd) {
	t.Helper()
	k.Take(t, w.host.Run(w.Flow, cmd))
}

// checkShown fails the test unless the terminal has each picture that cells stand
// for, and the cells are of so many.
func checkShown(t *testing.T, k *flowtest.Kitty, view []string, least int) {
	t.Helper()
	shown := flowtest.Shown(view)
	if len(shown) < least {
		t.Errorf("%d pictures are shown, at least %d wanted", len(shown), least)
	}
	for id := range shown {
		if k.Has[id] == nil {
			t.Errorf("picture %s is shown and not there", id)
		}
	}
}

// In kitty thumbnails are pictures of their own: each is sent once, as it is, shown
// once it is there, and sent no more by moving, scrolling or opening the sheet again.
func TestThumbnailsInKitty(t *testing.T) {
	w, k := open(t, 50), &flowtest.Kitty{}
	w.o.Display = flowtest.KittyDisplay(t)
	w.toKitty(t, k, w.OpenSheet())
	w.sheet.screen.SetSize(120, 38)
	w.toKitty(t, k, w.Want())
	checkShown(t, k, w.sheet.screen.View(), 4)
	for range 60 {
		cmd, _ := w.sheet.screen.Act(action.MoveRight)
		w.toKitty(t, k, cmd)
		w.toKitty(t, k, w.Want())
		checkShown(t, k, w.sheet.screen.View(), 1)
	}
	if len(k.Sent) != 50 || len(k.Has) != 50 {
		t.Errorf("%d sent, %d there, of 50", len(k.Sent), len(k.Has))
	}
	colours := map[string]bool{}
	for _, img := range k.Has {
		b := img.Bounds()
		r, g, blue, _ := img.At(b.Dx()/2, b.Dy()/2).RGBA()
		if g>>8 != 200 || blue>>8 != 90 {
			t.Errorf("a picture of colour %d, %d, %d", r>>8, g>>8, blue>>8)
		}
		colours[fmt.Sprint(r>>8)] = true
	}
	if len(colours) != 50 {
		t.Errorf("%d pictures differ", len(colours))
	}
	w.toKitty(t, k, w.OpenSheet())
	w.toKitty(t, k, w.OpenSheet())
	w.sheet.screen.SetSize(120, 38)
	w.toKitty(t, k, w.Want())
	checkShown(t, k, w.sheet.screen.View(), 4)
	if len(k.Sent) != 50 {
		t.Errorf("%d sent when the sheet is opened again", len(k.Sent)-50)
	}
	k.Take(t, []tea.Msg{tea.Raw(w.o.Display.ForgetAll())()})
	if len(k.Has) != 0 {
		t.Errorf("%d are left at the end", len(k.Has))
	}
}

// The grid of results draws them the same way.
func TestGridInKitty(t *testing.T) {
	w, k := open(t, 60), &flowtest.Kitty{}
	w.o.Display = flowtest.KittyDisplay(t)
	w.results.SetGrid(true)
	w.toKitty(t, k, w.Want())
	checkShown(t, k, w.results.View(), 6)
}

// The terminal's memory is bounded: the oldest go, and are sent again where they are
// seen again.
func TestThumbnailsAreFreed(t *testing.T) {
	var m memory
	job := func(n int) held { return held{n, job{of: "sheet", id: fmt.Sprint(n)}} }
	const each = mostPixels / 8
	for n := range 8 {
		if old := m.add(job(n), each, mostPixels); len(old) > 0 {
			t.Fatalf("%d is freed early", old[0].image)
		}
	}
	m.add(job(0), each, mostPixels) // shown again
	if old := m.add(job(8), 2*each, mostPixels); len(old) != 2 || old[0].image != 1 || old[1].image != 2 {
		t.Errorf("freed: %+v", old)
	}
	if m.sum != mostPixels || len(m.list) != 7 {
		t.Errorf("%d pixels of %d, %d pictures", m.sum, mostPixels, len(m.list))
	}

	w, k := open(t, 4), &flowtest.Kitty{}
	w.o.Display = flowtest.KittyDisplay(t)
	w.toKitty(t, k, w.OpenSheet())
	w.sheet.screen.SetSize(120, 38)
	w.toKitty(t, k, w.Want())
	first := w.held.list[0]
	w.held.sum += mostPixels - w.held.pixels[first.image] // as if others had filled it
	w.held.pixels[first.image] = mostPixels
	again := thumbMsg{job: elsewhere(), drawn: picture.Rendered{ImageID: 999, Lines: []string{"x"}}}
	w.toKitty(t, k, func() tea.Msg { return again })
	if len(k.Has) != len(k.Sent)-1 || k.Has[fmt.Sprint(first.image)] != nil || w.Want() == nil {
		t.Errorf("%d are there, or the one that is gone is not asked for", len(k.Has))
	}
	w.toKitty(t, k, w.Want())
	checkShown(t, k, w.sheet.screen.View(), 3)
}

// elsewhere is a thumbnail of a row that is not on the sheet.
func elsewhere() job {
	return job{of: "elsewhere", id: "other", key: picture.Key{Cols: 1, Rows: 1, Use: picture.InThumbs}}
}

// A sheet of 32 costs less than one picture that fills the same window, also where
// little may be sent.
func TestSheetCostsLessThanAPicture(t *testing.T) {
	for _, budget := range []int{0, picture.RemoteBytes} {
		all := picture.Terminal{Bytes: budget}.Share(120 * 38)
		each := picture.Terminal{Bytes: budget}.Share(12 * 6)
		if 32*each > all {
			t.Errorf("of %d bytes: a thumbnail may have %d, a picture %d", budget, each, all)
		}
	}
}

// A picture that is rejected is dim in kitty as it is in cells: the terminal gets it
// with its colours taken back, once, on sheet and grid.
func TestRejectedIsDimInKitty(t *testing.T) {
	w, k := open(t, 3), &flowtest.Kitty{}
	w.o.Display = flowtest.KittyDisplay(t)
	w.toKitty(t, k, w.OpenSheet())
	w.sheet.screen.SetSize(120, 38)
	w.toKitty(t, k, w.Want())
	green := func(id string) uint32 {
		b := k.Has[id].Bounds()
		_, g, _, _ := k.Has[id].At(b.Dx()/2, b.Dy()/2).RGBA()
		return g >> 8
	}
	dim := func(view []string) (n int) {
		for id := range flowtest.Shown(view) {
			switch g := green(id); g {
			case 200:
			case 100:
				n++
			default:
				t.Errorf("green is %d", g)
			}
		}
		return n
	}
	if n := dim(w.sheet.screen.View()); n != 0 {
		t.Fatalf("%d are dim", n)
	}
	sent := len(k.Sent) + 1
	for _, rejected := range []bool{true, false, true} {
		w.gallery.Change("run1", func(r *gallery.Row) { r.Rejected = rejected })
		w.toKitty(t, k, w.Want())
		w.toKitty(t, k, w.Want())
		view := w.sheet.screen.View()
		checkShown(t, k, view, 3)
		if n := dim(view); n != map[bool]int{true: 1, false: 0}[rejected] || len(k.Sent) != sent {
			t.Errorf("rejected %v: %d are dim, %d were sent, want %d", rejected, n, len(k.Sent), sent)
		}
	}
	w.tell(sheet.CloseMsg{})
	w.results.SetGrid(true)
	w.toKitty(t, k, w.Want())
	w.toKitty(t, k, w.Want())
	if n := dim(w.results.View()); n != 1 {
		t.Errorf("%d are dim in the grid", n)
	}
}

// A film is shown by its first frame, which the terminal gets as any other picture.
func TestFilmsHavePostersInKitty(t *testing.T) {
	w, k := open(t, 2), &flowtest.Kitty{}
	img := image.NewRGBA(image.Rect(0, 0, 320, 180))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{R: 250, G: 120, B: 30, A: 255}), image.Point{}, draw.Src)
	var frame bytes.Buffer
	if err := jpeg.Encode(&frame, img, nil); err != nil {
		t.Fatal(err)
	}
	data, err := mp4.Encode(mp4.Track{Width: 320, Height: 180, Rate: 10, Frames: [][]byte{frame.Bytes()}})
	film := filepath.Join(t.TempDir(), "film.mp4")
	if err == nil {
		err = os.WriteFile(film, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.gallery.Change("run1", func(r *gallery.Row) { r.Path, r.Operation = film, "image-to-video" })
	w.o.Display = flowtest.KittyDisplay(t)
	w.toKitty(t, k, w.OpenSheet())
	w.sheet.screen.SetSize(120, 38)
	w.toKitty(t, k, w.Want())
	view := w.sheet.screen.View()
	checkShown(t, k, view, 2)
	posters := 0
	for id := range flowtest.Shown(view) {
		if r, g, b, _ := k.Has[id].At(2, 2).RGBA(); r>>8 > 240 && g>>8 > 100 && g>>8 < 140 && b>>8 < 60 {
			posters++
		}
	}
	if posters != 1 {
		t.Errorf("%d posters are shown", posters)
	}
}

// Where no more may be sent than characters take, those are shown, and it is said
// once.
func TestCostlyIsSaidOnce(t *testing.T) {
	w := open(t, 3)
	for i := range 3 {
		msg := thumbMsg{job: elsewhere(), drawn: picture.Rendered{Costly: true, Lines: []string{"x"}}}
		if w.tell(msg); len(w.host.Said) != 1 || !strings.Contains(w.host.Said[0], "picture_bytes") {
			t.Fatalf("after %d it was said: %q", i+1, w.host.Said)
		}
	}
}
