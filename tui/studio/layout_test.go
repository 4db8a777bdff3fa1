package studio

import "testing"

func TestLayoutCoversTheScreenOnce(t *testing.T) {
	for w := 24; w <= 200; w++ {
		for h := 6; h <= 60; h++ {
			for focus := range paneCount {
				for _, zoomed := range []bool{false, true} {
					l := arrange(w, h, focus, zoomed, 0)
					covered := 0
					for _, r := range append(l.panes[:], l.strip, l.header, l.footer, l.details) {
						if r.x < 0 || r.y < 0 || r.x+r.w > w || r.y+r.h > h {
							t.Fatalf("%dx%d focus %d zoomed %v: %+v lies outside", w, h, focus, zoomed, r)
						}
						covered += r.w * r.h
					}
					if covered != w*h {
						t.Fatalf("%dx%d focus %d zoomed %v: %d of %d cells covered", w, h, focus, zoomed, covered, w*h)
					}
					if l.panes[focus].w == 0 {
						t.Fatalf("%dx%d: the focused pane %d is not shown", w, h, focus)
					}
				}
			}
		}
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want shape
	}{
		{23, 6, shapeTooSmall},
		{24, 5, shapeTooSmall},
		{24, 6, shapeOne},
		{59, 40, shapeOne},
		{60, 17, shapeOne},
		{60, 18, shapeStrip},
		{80, 24, shapeStrip},
		{109, 40, shapeStrip},
		{110, 29, shapeStrip},
		{110, 30, shapeColumns},
		{200, 60, shapeColumns},
	} {
		if got := arrange(c.w, c.h, panePrompt, false, 0).shape; got != c.want {
			t.Errorf("%dx%d: shape %d, want %d", c.w, c.h, got, c.want)
		}
	}
}

func TestPreviewStaysWhereItFits(t *testing.T) {
	l := arrange(80, 24, panePrompt, false, 0)
	if p := l.panes[panePreview]; p.w-2 < 28 || p.h-2 < 10 {
		t.Errorf("preview at 80x24 is %dx%d inside", p.w-2, p.h-2)
	}
}
