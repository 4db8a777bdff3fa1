package overview

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/picture"
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
