package picture

import (
	"context"
	"errors"
	"image/color"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestCacheKeepsDrawings(t *testing.T) {
	path := saved(t, "a.jpg", jpegOf(t, photo(200, 100)))
	c := NewCache(1 << 20)
	k := Key{Path: path, ModTime: time.Now(), Cols: 40, Rows: 20, Mode: ModeSextant}
	if _, ok := c.Get(k); ok {
		t.Fatal("there before it was loaded")
	}
	r, err := c.Load(t.Context(), k)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	// The same moment told by another clock is the same file.
	k.ModTime = k.ModTime.UTC().Round(0)
	if got, ok := c.Get(k); !ok || !slices.Equal(got.Lines, r.Lines) {
		t.Error("not kept")
	}
	// Another size, mode and zoom need the decoded picture only.
	for _, o := range []Key{
		{Path: path, ModTime: k.ModTime, Cols: 60, Rows: 30, Mode: ModeHalf},
		{Path: path, ModTime: k.ModTime, Cols: 30, Rows: 30, Mode: ModeKitty},
		{Path: path, ModTime: k.ModTime, Cols: 30, Rows: 30, Mode: ModeHalf, Zoom: Zoom{Kind: ZoomActual}},
	} {
		if _, err := c.Load(t.Context(), o); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
	// A file that changed is another one.
	k.ModTime = k.ModTime.Add(time.Second)
	if _, err := c.Load(t.Context(), k); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// A source decoded small for a small pane is decoded again for a large one.
func TestCacheDecodesFinerWhenNeeded(t *testing.T) {
	path := saved(t, "a.png", pngOf(t, photo(1100, 300)))
	c := NewCache(64 << 20)
	small, large := Key{Path: path, Cols: 20, Rows: 10, Mode: ModeHalf}, Key{Path: path, Cols: 200, Rows: 90, Mode: ModeSextant}
	if _, err := c.Load(t.Context(), small); err != nil {
		t.Fatal(err)
	}
	got, err := c.Load(t.Context(), large)
	if err != nil {
		t.Fatal(err)
	}
	want, err := RenderFile(t.Context(), path, 200, 90, Options{Mode: ModeSextant})
	if err != nil {
		t.Fatal(err)
	}
	if p := psnr(read(t, got, 2, 3), read(t, want, 2, 3)); p < 45 {
		t.Errorf("drawn from too small a picture: %.1f dB", p)
	}
}

func TestCacheSharesWork(t *testing.T) {
	path := saved(t, "a.png", pngOf(t, photo(200, 200)))
	c := NewCache(1 << 20)
	k := Key{Path: path, Cols: 40, Rows: 20, Mode: ModeKitty}
	ids := make([]int, 20)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			r, err := c.Load(t.Context(), k)
			if err != nil {
				t.Error(err)
			}
			ids[i] = r.ImageID
		})
	}
	wg.Wait()
	// Each drawing takes an image id: one id means that it was made once.
	if slices.Min(ids) != slices.Max(ids) || ids[0] != firstImageID {
		t.Errorf("drawn more than once: %v", ids)
	}
}

func TestCacheCancel(t *testing.T) {
	path := saved(t, "a.png", pngOf(t, photo(64, 64)))
	c := NewCache(1 << 20)
	k := Key{Path: path, Cols: 40, Rows: 20, Mode: ModeHalf}
	// All places are taken, so a Load waits until it is cancelled.
	for range workers {
		c.slots <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	first, second := make(chan error, 1), make(chan error, 1)
	go func() { _, err := c.Load(ctx, k); first <- err }()
	for {
		c.mu.Lock()
		_, busy := c.loading[k]
		c.mu.Unlock()
		if busy {
			break
		}
		runtime.Gosched()
	}
	go func() { _, err := c.Load(t.Context(), k); second <- err }()
	cancel()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	// Who waited for the first one goes on alone.
	for range workers {
		<-c.slots
	}
	if err := <-second; err != nil {
		t.Error(err)
	}
	if _, err := c.Load(ctx, Key{Path: path, Cols: 3, Rows: 3}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestCacheWaiterCanLeave(t *testing.T) {
	c := NewCache(1 << 20)
	k := Key{Path: "x", Cols: 1, Rows: 1}
	c.loading[k] = &load{done: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Load(ctx, k); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestCacheErrorsAreNotKept(t *testing.T) {
	path := saved(t, "a.png", []byte("not yet a picture"))
	c := NewCache(1 << 20)
	k := Key{Path: path, Cols: 8, Rows: 4, Mode: ModeHalf}
	if _, err := c.Load(t.Context(), k); !errors.Is(err, ErrNotPicture) || !strings.Contains(err.Error(), "a.png") {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(path, pngOf(t, photo(8, 8)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Load(t.Context(), k); err != nil {
		t.Error(err)
	}
}

func TestCacheIDsComeRound(t *testing.T) {
	path := saved(t, "a.png", pngOf(t, photo(8, 8)))
	c := NewCache(64 << 20)
	key := func(n int) Key { return Key{Path: path, Cols: 1 + n%20, Rows: 1 + n/20, Mode: ModeKitty} }
	const ids = lastImageID - firstImageID + 1 // then the first byte changes
	for n := range ids {
		r, err := c.Load(t.Context(), key(n))
		if err != nil || r.ImageID != firstImageID+n {
			t.Fatal(r.ImageID, err)
		}
	}
	if n := strings.Count(c.ForgetAll(), "a=d,d=I"); n != ids {
		t.Errorf("%d pictures would be deleted", n)
	}
	r, err := c.Load(t.Context(), key(ids))
	if err != nil || r.ImageID != 1<<firstByte|firstImageID || !strings.Contains(r.Transmit, "i=16777232,") {
		t.Fatal(r.ImageID, err)
	}
	c.nextID = mostFirst<<firstByte | lastImageID - len(reelIDs) // the last two are those of films
	for _, want := range []int{c.nextID, firstImageID} {
		if r, err = c.Load(t.Context(), key(ids+want)); err != nil || r.ImageID != want {
			t.Fatal(r.ImageID, err)
		}
	}
	if _, ok := c.Get(key(0)); ok {
		t.Error("two drawings with one id")
	}
	if got := c.Forget(16); got != (Terminal{}).DeleteImages(16) {
		t.Errorf("%q", got)
	}
}

func TestCacheFollowsTerminalAndBackground(t *testing.T) {
	path := saved(t, "a.png", pngOf(t, kinds(40, 40)["NRGBA see-through"]))
	c := NewCache(1 << 20)
	k := Key{Path: path, Cols: 20, Rows: 20, Mode: ModeHalf}
	load := func() Rendered {
		t.Helper()
		r, err := c.Load(t.Context(), k)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	before := load()
	c.SetTerminal(Terminal{Cell: CellSize{10, 30}})
	if r := load(); r.Rows == before.Rows {
		t.Errorf("%d rows for cells three times as high as wide", r.Rows)
	}
	c.SetTerminal(Terminal{})
	c.SetBackground(color.White, color.Gray{200})
	if r := load(); r.Lines[0] == before.Lines[0] {
		t.Error("the checkerboard did not change")
	}
	c.SetBackground(color.White, color.Gray{200})
	if _, ok := c.Get(k); !ok {
		t.Error("dropped without need")
	}
}

func TestLRU(t *testing.T) {
	l := newLRU[int, string](100)
	l.put(1, "a", 40)
	l.put(2, "b", 40)
	l.get(1)
	l.put(3, "c", 40)
	if _, ok := l.get(2); ok || l.used != 80 {
		t.Errorf("the one used last went, or %d bytes are not 80", l.used)
	}
	l.put(4, "d", 101)
	if _, ok := l.get(4); ok || l.used != 80 {
		t.Error("larger than all of the cache, and kept")
	}
	l.put(1, "A", 10)
	if v, _ := l.get(1); v != "A" || l.used != 50 {
		t.Error(v, l.used)
	}
	l.clear()
	if _, ok := l.get(1); ok || l.used != 0 {
		t.Error("not cleared")
	}
}
