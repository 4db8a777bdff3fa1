package picture

import (
	"fmt"
	"image"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func count(t *testing.T, dir string) (n int, bytes int64) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		n, bytes = n+1, bytes+info.Size()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n, bytes
}

func TestThumbs(t *testing.T) {
	dir := t.TempDir()
	big := photo(1000, 800)
	path := saved(t, "a.jpg", jpegOf(t, big))
	want := scaledPhoto(big, 320, 256)
	for range 2 { // made, then read
		img, err := NewThumbs(dir).Get(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		got := shrinkOf(img)
		if db := psnr(got, want); db < 30 {
			t.Errorf("%d×%d pixels, %.1f dB", got.w, got.h, db)
		}
	}
	if n, bytes := count(t, dir); n != 1 || bytes > 64<<10 {
		t.Errorf("%d files, %d bytes", n, bytes)
	}
	// Another picture by the same name.
	if err := os.WriteFile(path, pngOf(t, kinds(90, 60)["NRGBA see-through"]), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		img, err := NewThumbs(dir).Get(t.Context(), path)
		if err != nil || img.Bounds() != image.Rect(0, 0, 90, 60) {
			t.Fatal(img, err)
		}
		if got := psnr(shrinkOf(img), scaledPhoto(kinds(90, 60)["NRGBA see-through"], 90, 60)); got < 45 {
			t.Errorf("transparency is lost: %.1f dB", got)
		}
	}
	if n, _ := count(t, dir); n != 1 {
		t.Errorf("%d files", n)
	}
	if _, err := NewThumbs(dir).Get(t.Context(), saved(t, "b.jpg", []byte("no"))); err == nil {
		t.Error("no picture, no error")
	}
}

func shrinkOf(img image.Image) grid {
	b := img.Bounds()
	return scaledPhoto(img, b.Dx(), b.Dy())
}

// Small drawings come from thumbnails also when the picture cannot be read any
// more; large ones from the picture. A thumbnail that is damaged is made again.
func TestCacheUsesThumbs(t *testing.T) {
	dir := t.TempDir()
	path := saved(t, "a.png", pngOf(t, photo(900, 900)))
	thumbs := NewThumbs(dir)
	small := Key{Path: path, Cols: 60, Rows: 30, Mode: ModeSextant}
	load := func(k Key) Rendered {
		t.Helper()
		c := NewCache(1 << 20)
		c.SetThumbs(thumbs)
		r, err := c.Load(t.Context(), k)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := load(small)
	second := load(small)
	if first.Width != 900 || second.Width != 900 || len(second.Lines) != 30 {
		t.Errorf("%d×%d", second.Width, second.Height)
	}
	if db := psnr(read(t, first, 2, 3), read(t, second, 2, 3)); db < 32 || math.IsInf(db, 1) {
		t.Errorf("from the thumbnail: %.1f dB", db)
	}
	large := small
	large.Cols, large.Rows = 200, 100
	if r := load(large); len(r.Lines) != 100 || psnr(read(t, r, 2, 3), scaledPhoto(photo(900, 900), 400, 300)) < 27 {
		t.Error("a large drawing was made of a thumbnail")
	}
	if err := os.WriteFile(thumbs.file(path), []byte("imagine-tui thumbnail 1 9 9"), 0o600); err != nil {
		t.Fatal(err)
	}
	load(small)
	if got := load(small); psnr(read(t, first, 2, 3), read(t, got, 2, 3)) < 32 {
		t.Error("a damaged thumbnail was used")
	}
	// A folder that cannot be written costs nothing but time.
	c := NewCache(1 << 20)
	c.SetThumbs(NewThumbs(filepath.Join(path, "in a file")))
	if _, err := c.Load(t.Context(), small); err != nil {
		t.Error(err)
	}
}

func TestThumbsPrune(t *testing.T) {
	thumbs := NewThumbs(t.TempDir())
	path := saved(t, "a.jpg", jpegOf(t, photo(64, 64)))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	src := &source{img: photo(64, 64), w: 64, h: 64}
	for n := range 20 {
		of := fmt.Sprint(path, n)
		thumbs.keep(of, info, src)
		at := time.Unix(int64(1000+n), 0)
		if err := os.Chtimes(thumbs.file(of), at, at); err != nil {
			t.Fatal(err)
		}
	}
	_, bytes := count(t, thumbs.dir)
	thumbs.most = bytes / 2
	thumbs.prune()
	if n, left := count(t, thumbs.dir); n < 6 || n > 8 || left > thumbs.most*3/4 {
		t.Errorf("%d files with %d bytes, at most %d", n, left, thumbs.most*3/4)
	}
	if _, ok := thumbs.read(fmt.Sprint(path, 19), info); !ok {
		t.Error("the newest is gone")
	}
}

func TestThumbsAtOnce(t *testing.T) {
	thumbs := NewThumbs(t.TempDir())
	path := saved(t, "a.jpg", jpegOf(t, photo(400, 400)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				if img, err := thumbs.Get(t.Context(), path); err != nil || img.Bounds().Dx() != ThumbSide {
					t.Error(img, err)
				}
			}
		})
	}
	wg.Wait()
	if n, _ := count(t, thumbs.dir); n != 1 {
		t.Errorf("%d files", n)
	}
}

func BenchmarkThumb(b *testing.B) {
	path := saved(b, "a.jpg", jpegOf(b, photo(1024, 1024)))
	dir := b.TempDir()
	k := Key{Path: path, Cols: 24, Rows: 12, Mode: ModeSextant}
	for b.Loop() {
		c := NewCache(1 << 20)
		c.SetThumbs(NewThumbs(dir))
		if _, err := c.Load(b.Context(), k); err != nil {
			b.Fatal(err)
		}
	}
}
