package picture

import (
	"slices"
	"strings"
	"testing"

	"imagine-tui/history/pixels"
)

// noise is a frame of a reel with as much in it as a film has.
func noise(r *Reel, n int) []byte {
	w, h := r.Size()
	m := photo(w, h)
	s := pixels.Shrink(m, pixels.All(m), w, h).Image()
	pix := make([]byte, 0, 3*w*h)
	for y := range h {
		for x := range w {
			c := s.At((x+n)%w, y)
			red, green, blue, _ := c.RGBA()
			pix = append(pix, byte(red>>8), byte(green>>8), byte(blue>>8))
		}
	}
	return pix
}

// A frame has the pixels that are shown of it, and never more than the video has.
func TestReelSize(t *testing.T) {
	c := NewCache(1 << 20)
	c.SetTerminal(Terminal{Cell: CellSize{Width: 10, Height: 20}})
	for _, tt := range []struct {
		mode         Mode
		w, h         int
		zoom         Zoom
		wantW, wantH int
	}{
		{ModeHalf, 1280, 720, Zoom{}, 60, 34},
		{ModeSextant, 1280, 720, Zoom{}, 120, 51},
		{ModeKitty, 1280, 720, Zoom{}, 600, 338},
		{ModeKitty, 320, 180, Zoom{}, 320, 180},
		{ModeKitty, 1280, 720, Zoom{Kind: ZoomTimes, Percent: 200}, 1200, 675},
		{ModeKitty, 1280, 720, Zoom{Kind: ZoomTimes, Percent: 800}, 1280, 720},
	} {
		r := c.Reel(Key{Cols: 60, Rows: 38, Mode: tt.mode, Zoom: tt.zoom}, tt.w, tt.h)
		if w, h := r.Size(); w != tt.wantW || h != tt.wantH {
			t.Errorf("%v, %d×%d, %v: %d×%d, want %d×%d", tt.mode, tt.w, tt.h, tt.zoom, w, h, tt.wantW, tt.wantH)
		}
	}
	if w, h := c.Reel(Key{Cols: 400, Rows: 200, Mode: ModeKitty}, 7680, 4320).Size(); w*h > mostFrame*11/10 {
		t.Errorf("a frame has %d×%d pixels", w, h)
	}
}

// Frames take turns with two numbers that no other picture has.
func TestReelNumbers(t *testing.T) {
	c := NewCache(1 << 20)
	var ids []int
	for range 2 {
		r := c.Reel(Key{Cols: 20, Rows: 10, Mode: ModeKitty}, 64, 36)
		for n := range 3 {
			drawn, sent := r.Draw(noise(r, n))
			if sent < len(drawn.Transmit) || !strings.Contains(drawn.Transmit, "a=p,U=1") {
				t.Errorf("%d bytes", sent)
			}
			ids = append(ids, drawn.ImageID)
		}
	}
	for i, id := range ids {
		if !slices.Contains(reelIDs[:], id) || i > 0 && id == ids[i-1] {
			t.Errorf("numbers %v", ids)
		}
	}
}

// What drawing a frame costs in a preview of 60 × 38 cells.
func BenchmarkReel(b *testing.B) {
	for _, mode := range []Mode{ModeHalf, ModeSextant, ModeKitty, ModeITerm2, ModeSixel} {
		b.Run(mode.String(), func(b *testing.B) {
			c := NewCache(1 << 20)
			c.SetTerminal(Terminal{Cell: CellSize{Width: 10, Height: 20}})
			r := c.Reel(Key{Cols: 60, Rows: 38, Mode: mode}, 1280, 720)
			frames := [][]byte{noise(r, 0), noise(r, 7)}
			sent := 0
			for n := 0; b.Loop(); n++ {
				_, sent = r.Draw(frames[n%2])
			}
			b.ReportMetric(float64(sent)/1024, "KB/frame")
		})
	}
}
