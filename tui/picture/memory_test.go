package picture

import (
	"runtime"
	"testing"
	"time"
)

// live is how many bytes of memory are in use.
func live() int {
	var m runtime.MemStats
	for range 3 { // what ends with a collection is collected by the next
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc) // #nosec G115 -- a computer has less
}

// Two thousand pictures later as much is in memory as after the first that filled
// the cache, whatever they are drawn with: pictures, drawings, and what is known of
// both. To the terminal they are numbers, of which there are 3,840: what each stands
// for is kept until its turn comes again.
func TestMemoryAfterManyPictures(t *testing.T) { //nolint:paralleltest // others' memory would be counted
	if raceOn {
		t.Skip("the race detector takes more memory than the pictures")
	}
	const room, pictures, full, numbers = 1 << 20, 2000, 200, 3840
	paths := []string{saved(t, "a.jpg", jpegOf(t, photo(96, 64))), saved(t, "b.png", pngOf(t, photo(64, 96)))}
	at := time.Unix(1_700_000_000, 0)
	for _, mode := range []Mode{ModeHalf, ModeKitty} {
		c := NewCache(room)
		empty, filled := live(), 0
		for i := range pictures {
			// Each is another version of its file, which is read anew.
			k := Key{Path: paths[i%len(paths)], ModTime: at.Add(time.Duration(i) * time.Second), Cols: 24, Rows: 12, Mode: mode}
			if _, err := c.Load(t.Context(), k); err != nil {
				t.Fatal(err)
			}
			if i == full-1 {
				filled = live()
			}
		}
		after := live()
		slack := 128 << 10
		if mode.pixels() {
			slack += numbers * 200
		}
		if grown := after - filled; grown > slack {
			t.Errorf("%s: %d bytes more after %d pictures than after %d", mode, grown, pictures, full)
		}
		if after-empty > room*5/4+slack {
			t.Errorf("%s: %d bytes are kept in a cache for %d", mode, after-empty, room)
		}
		t.Logf("%s: %d bytes after %d pictures, %d after %d", mode, filled-empty, full, after-empty, pictures)
		runtime.KeepAlive(c)
	}
}
