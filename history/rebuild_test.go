package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

func TestRebuild(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plantMany(t, l.Folder(), 250)
	rested(t, l.Folder())
	want := all(t, l.Library)
	for _, e := range want { // in place, without a trace: only a rebuild finds it
		info, err := os.Stat(e.SidecarPath)
		if err != nil {
			t.Fatal(err)
		}
		change(t, e.SidecarPath, "prompt", "PROMPT", info.ModTime())
	}
	old := l.indexDir + ".txt"
	write(t, old, []byte("what a version before kept"))
	killed, alive := filepath.Join(l.indexDir, ".2026-11-24.idx.0a1b2c3d.part"), filepath.Join(l.indexDir, ".2026-11-24.idx.1a1b2c3d.part")
	write(t, killed, []byte("of somebody who was killed"))
	write(t, alive, []byte("of somebody who writes"))
	if err := os.Chtimes(killed, time.Time{}, time.Now().Add(-2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	last, days := 0, 0
	n, err := l.Rebuild(t.Context(), func(done, all int) {
		if done != last+1 {
			t.Errorf("%d comes after %d", done, last)
		}
		last, days = done, all
	})
	if err != nil || n != 250 || last != 3 || days != 3 {
		t.Errorf("%d results, %d of %d days, %v", n, last, days, err)
	}
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Error("what a version before kept is still there")
	}
	if _, err := os.Stat(killed); !errors.Is(err, os.ErrNotExist) {
		t.Error("what one who was killed left is still there")
	}
	if _, err := os.Stat(alive); err != nil {
		t.Errorf("what another one writes is gone: %v", err)
	}
	bare := newLibrary(t, l.Folder(), filepath.Join(t.TempDir(), "state"))
	got := all(t, l.Library)
	if again := all(t, bare.Library); !reflect.DeepEqual(got, again) || got[0].Sidecar.Request.Prompt != "PROMPT-99" {
		t.Error("the index is not what the descriptions say")
	}
}

func TestRebuildEnds(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	plant(t, l.Folder(), time.Date(2026, 11, 24, 8, 0, 0, 0, time.Local), "a", []byte("x"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Rebuild(ctx, func(int, int) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("it says %v", err)
	}
	if n, err := tempLibrary(t).Rebuild(t.Context(), func(int, int) {}); n != 0 || err != nil {
		t.Errorf("of nothing: %d, %v", n, err)
	}
}
