package display

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"imagine-tui/api/sandbox/mp4"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/picture/player"
	"imagine-tui/tui/picture/player/playertest"
)

// A video of which nothing is known has its first frame for a picture where the
// program is there that plays it, and a card else; a card is not kept.
func TestPoster(t *testing.T) {
	data, err := mp4.Encode(mp4.Track{Width: 64, Height: 36, Rate: 1, Frames: [][]byte{[]byte("\x00\x00\x00\x02h264")}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "film.mp4")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	thumbs := t.TempDir()
	log := filepath.Join(t.TempDir(), "log")
	load := func(act string) string {
		t.Helper()
		d := New(Options{Out: &bytes.Buffer{}, Setting: "half", Thumbs: thumbs})
		find := func() (string, error) { return playertest.Program(t), nil }
		if act == "" {
			find = func() (string, error) { return "", player.ErrMissing }
		}
		d.cache.SetPoster(poster(find, func() []string { return []string{playertest.Variable + "=" + act, playertest.Log + "=" + log} }, time.Minute))
		r, err := d.Cache().Load(t.Context(), picture.Key{Path: path, Cols: 40, Rows: 12, Mode: picture.ModeHalf, Use: picture.InThumbs})
		if err != nil || r.Duration < time.Nanosecond {
			t.Fatalf("%v, %v", r.Duration, err)
		}
		return r.Lines[1]
	}
	card := load("")
	for _, act := range []string{playertest.Fails, playertest.Nonsense, playertest.Silent} {
		if load(act) != card {
			t.Errorf("%s: no card", act)
		}
	}
	frame := load(playertest.Frames + "3")
	if frame == card || !strings.Contains(frame, "8;2;") {
		t.Errorf("no frame: %q", frame)
	}
	if again := load(""); again == card {
		t.Error("it is not kept")
	}
	if n := len(playertest.Starts(t, log)); n != 4 {
		t.Errorf("%d programs", n)
	}
}
