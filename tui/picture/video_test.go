package picture

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"imagine-tui/api/sandbox/mp4"
	"imagine-tui/api/videofile"
)

func film(t *testing.T, w, h int, frame []byte) []byte {
	t.Helper()
	frames := make([][]byte, 50)
	for i := range frames {
		frames[i] = frame
	}
	data, err := mp4.Encode(mp4.Track{Width: w, Height: h, Rate: 10, Frames: frames})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A Motion JPEG video shows its first frame under the sign, any other a card.
func TestVideo(t *testing.T) {
	frame := photo(320, 180)
	path := saved(t, "a.mp4", film(t, 320, 180, jpegOf(t, frame)))
	r, err := RenderFile(t.Context(), path, 80, 40, Options{Mode: ModeHalf})
	if err != nil || r.Width != 320 || r.Height != 180 || r.Duration != 5*time.Second || r.Cols != 80 {
		t.Fatalf("%d×%d, %v, %d columns: %v", r.Width, r.Height, r.Duration, r.Cols, err)
	}
	got, want := read(t, r, 1, 2), scaledPhoto(frame, r.Cols, r.Rows*2)
	top := grid{w: got.w, h: 10, px: got.px[:10*got.w]} // the sign is in the middle
	if db := psnr(top, grid{w: want.w, h: 10, px: want.px[:10*want.w]}); db < 25 {
		t.Errorf("the first frame is not there: %.1f dB", db)
	}
	if c := got.px[got.h/2*got.w+got.w/2]; luma(c) < 200 {
		t.Errorf("no sign in the middle: %v", c)
	}

	card, err := RenderBytes(t.Context(), film(t, 180, 320, []byte("\x00\x00\x00\x02h264")), 80, 40, Options{Mode: ModeSextant})
	if err != nil || card.Width != 180 || card.Height != 320 || card.Cols >= 80 || card.Duration != 5*time.Second {
		t.Fatalf("%d×%d, %v, %d columns: %v", card.Width, card.Height, card.Duration, card.Cols, err)
	}
	if c := read(t, card, 2, 3).px[60*2*card.Cols+card.Cols]; luma(c) < 200 {
		t.Errorf("no sign on the card: %v", c)
	}
	for _, m := range []Mode{ModeKitty, ModeITerm2, ModeSixel, ModeNone} {
		if r, err := RenderFile(t.Context(), path, 30, 15, Options{Mode: m}); err != nil || r.Cols != 30 {
			t.Errorf("%v: %d columns, %v", m, r.Cols, err)
		}
	}

	// Where the service returned a picture of it, that one is drawn.
	other := film(t, 320, 180, []byte("\x00\x00\x00\x02h264"))
	sum, stills := sha256.Sum256(other), t.TempDir()
	still := filepath.Join(stills, hex.EncodeToString(sum[:])+".still")
	if err := os.WriteFile(still, jpegOf(t, frame), 0o600); err != nil {
		t.Fatal(err)
	}
	drawn := func() Rendered {
		c := NewCache(1 << 20)
		c.SetStills(stills)
		r, err := c.Load(t.Context(), Key{Path: saved(t, "b.mp4", other), Cols: 80, Rows: 40, Mode: ModeHalf})
		if err != nil || r.Width != 320 || r.Duration != 5*time.Second {
			t.Fatalf("%d wide, %v: %v", r.Width, r.Duration, err)
		}
		return r
	}
	got = read(t, drawn(), 1, 2)
	if db := psnr(grid{w: got.w, h: 10, px: got.px[:10*got.w]}, grid{w: want.w, h: 10, px: want.px[:10*want.w]}); db < 25 {
		t.Errorf("the picture of the video is not there: %.1f dB", db)
	}
	if err := os.WriteFile(still, []byte("no picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	drawn() // a card

	// A thumbnail remembers that it is of a video.
	thumbs := NewThumbs(t.TempDir())
	for range 2 {
		c := NewCache(1 << 20)
		c.SetThumbs(thumbs)
		small, err := c.Load(t.Context(), Key{Path: path, Cols: 20, Rows: 10, Mode: ModeHalf})
		if err != nil || small.Duration != 5*time.Second || small.Width != 320 {
			t.Errorf("%v, %d wide: %v", small.Duration, small.Width, err)
		}
	}
	whole := film(t, 320, 180, jpegOf(t, frame))
	if _, err := RenderBytes(t.Context(), whole[:len(whole)/2], 20, 10, Options{}); !errors.Is(err, videofile.ErrCut) {
		t.Error(err)
	}
}

func TestClock(t *testing.T) {
	for d, want := range map[time.Duration]string{5 * time.Second: "0:05", 61400 * time.Millisecond: "1:01", 2 * time.Hour: "120:00"} {
		if got := Clock(d); got != want {
			t.Errorf("%v: %q", d, got)
		}
	}
}
