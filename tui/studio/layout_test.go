package studio

import "testing"

func TestLayoutCoversTheScreenOnce(t *testing.T) {
	for w := 24; w <= 200; w++ {
		for h := 6; h <= 60; h++ {
			for focus := range paneCount {
				for _, r := range []room{{}, {zoomed: true}, {scene: sceneGallery}, {scene: sceneFocus}, {prompt: func(int) int { return 1 }}} {
					r.w, r.h, r.focus = w, h, focus
					l := arrange(r)
					covered := 0
					for _, at := range append(l.panes[:], l.strip, l.header, l.footer, l.details) {
						if at.x < 0 || at.y < 0 || at.x+at.w > w || at.y+at.h > h {
							t.Fatalf("%dx%d %+v: %+v lies outside", w, h, r, at)
						}
						covered += at.w * at.h
					}
					if covered != w*h {
						t.Fatalf("%dx%d %+v: %d of %d cells covered", w, h, r, covered, w*h)
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
		if got := arrange(room{w: c.w, h: c.h, focus: panePrompt}).shape; got != c.want {
			t.Errorf("%dx%d: shape %d, want %d", c.w, c.h, got, c.want)
		}
	}
}

func TestPreviewStaysWhereItFits(t *testing.T) {
	l := arrange(room{w: 80, h: 24, focus: panePrompt})
	if p := l.panes[panePreview]; p.w-2 < 28 || p.h-2 < 10 {
		t.Errorf("preview at 80x24 is %dx%d inside", p.w-2, p.h-2)
	}
}
