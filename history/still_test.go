package history

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/api/sandbox/mp4"
)

// A picture of a video is kept where the video shows none of its own frames; that
// it cannot be had does no harm.
func TestStills(t *testing.T) {
	t.Parallel()
	still := jpegBytes(t, 16)
	motion, err := mp4.Encode(mp4.Track{Width: 16, Height: 16, Rate: 10, Frames: [][]byte{still, still}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		video  []byte
		err    error
		asked  bool
		stills int
	}{
		"frames that cannot be drawn": {film(), nil, true, 1},
		"its own first frame":         {motion, nil, false, 0},
		"no answer":                   {film(), errors.New("403"), true, 0},
	} {
		l := tempLibrary(t)
		path := filepath.Join(t.TempDir(), "a.mp4")
		if err := os.WriteFile(path, c.video, 0o600); err != nil {
			t.Fatal(err)
		}
		sum, err := FileHash(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		asked := false
		keepStill(t.Context(), l.Library, placed{path, Sidecar{FileSHA256: sum}}, func(ctx context.Context) ([]byte, error) {
			_, bounded := ctx.Deadline()
			asked = bounded
			return still, c.err
		})
		kept, err := os.ReadDir(StillsIn(l.state))
		if asked != c.asked || len(kept) != c.stills || err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: asked %v, %d kept, %v", name, asked, len(kept), err)
		}
		if c.stills == 1 && !bytes.Equal(read(t, filepath.Join(StillsIn(l.state), StillName(sum))), still) {
			t.Errorf("%s: another picture is kept", name)
		}
	}
}

// One that is saved brings its picture along.
func TestSavedVideosHaveTheirStill(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	tk, err := ordered(t, l).Adopt()
	if err != nil {
		t.Fatal(err)
	}
	receive(t, tk, film())
	still := jpegBytes(t, 16)
	saved, err := tk.Save(t.Context(), api.Image{}, queue.Meta{Job: "job-7", Ended: l.now(), Still: func(context.Context) ([]byte, error) { return still, nil }})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, filepath.Join(StillsIn(l.state), StillName(saved.FileSHA256))); !bytes.Equal(got, still) {
		t.Error("another picture is kept")
	}
}
