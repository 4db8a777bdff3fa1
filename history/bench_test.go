package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
)

// saveOnce takes one picture all the way, as the queue does.
func saveOnce(l *Library, prompt string, data []byte, img api.Image) error {
	t, err := l.Begin(context.Background(), request(prompt), testAccount, queue.Wait)
	if err != nil {
		return err
	}
	if err := t.Sent(); err != nil {
		return err
	}
	w, err := t.Receiving(int64(len(data)))
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, struct{ io.Reader }{bytes.NewReader(data)}); err != nil {
		return err
	}
	_, err = t.Save(context.Background(), img, metaAt(time.Now()))
	return err
}

// bareOnce writes and syncs the same bytes with nothing else: journal entry,
// partial bytes, picture, sidecar. It neither locks nor syncs folders.
func bareOnce(dir, name string, data []byte) error {
	small := make([]byte, 900)
	put := func(ext string, data []byte) error {
		f, err := os.Create(filepath.Join(dir, name+ext))
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Sync(), f.Close())
	}
	return errors.Join(
		put(".journal", small), put(".part", data), put(".png", data), put(".png.json", small),
		os.Remove(filepath.Join(dir, name+".part")), os.Remove(filepath.Join(dir, name+".journal")),
	)
}

// BenchmarkSave measures saving beside the bare loop, both in the same run by
// turns. x-bare is the ratio of their times: at most 1.2 is promised for a
// whole run of the engine.
func BenchmarkSave(b *testing.B) {
	for _, size := range []struct {
		name string
		side int
	}{{"200KB", 365}, {"2MiB", 1180}} {
		data := pngBytes(b, size.side)
		img := imageOf(data)
		for _, workers := range []int{1, 4} {
			b.Run(fmt.Sprintf("%s/%d", size.name, workers), func(b *testing.B) {
				l := tempLibrary(b)
				l.now = time.Now
				bare := b.TempDir()
				var ours, theirs time.Duration
				b.SetBytes(int64(len(data)))
				for round := 0; b.Loop(); round++ {
					ours += together(b, workers, func(i int) error {
						return saveOnce(l.Library, fmt.Sprint("prompt ", round, i), data, img)
					})
					theirs += together(b, workers, func(i int) error {
						return bareOnce(bare, fmt.Sprint("prompt-", round, "-", i), data)
					})
				}
				n := float64(b.N * workers)
				b.ReportMetric(ours.Seconds()*1e3/n, "ms/save")
				b.ReportMetric(theirs.Seconds()*1e3/n, "ms/bare")
				b.ReportMetric(float64(ours)/float64(theirs), "x-bare")
			})
		}
	}
}

// together runs f in as many goroutines, five times each, and returns how long
// a fifth of it took.
func together(b *testing.B, workers int, f func(int) error) time.Duration {
	b.Helper()
	const times = 5
	start := time.Now()
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range times {
				if err := f(w*times + i); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start) / times
}

// BenchmarkLoad lists a library of 10,000 results.
func BenchmarkLoad(b *testing.B) {
	l := tempLibrary(b)
	plantMany(b, l.Folder(), 10_000)
	for _, limit := range []int{100, 0} {
		b.Run(fmt.Sprint("limit-", limit), func(b *testing.B) {
			for b.Loop() {
				fresh := newLibrary(b, l.Folder(), l.state)
				n := 0
				if err := fresh.Load(context.Background(), limit, func(Entry) bool { n++; return true }); err != nil {
					b.Fatal(err)
				}
				if want := max(limit, 1); n < want {
					b.Fatal(n)
				}
			}
		})
	}
	// What the first Find costs, and each after it.
	b.Run("first-find", func(b *testing.B) {
		for b.Loop() {
			fresh := newLibrary(b, l.Folder(), l.state)
			if _, ok := fresh.Find(testOrigin, request("prompt-42")); !ok {
				b.Fatal("not found")
			}
		}
	})
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			if _, ok := l.Find(testOrigin, request("prompt-42")); !ok {
				b.Fatal("not found")
			}
		}
	})
}

// BenchmarkLoadOneDay lists 100 of 10,000 results that lie in one folder.
func BenchmarkLoadOneDay(b *testing.B) {
	l := tempLibrary(b)
	start := time.Date(2026, 11, 24, 8, 0, 0, 0, time.Local)
	for i := range 10_000 {
		plant(b, l.Folder(), start.Add(time.Duration(i)*4*time.Second), fmt.Sprint("prompt-", i), []byte("x"))
	}
	for b.Loop() {
		n := 0
		if err := l.Load(context.Background(), 100, func(Entry) bool { n++; return true }); err != nil || n != 100 {
			b.Fatal(n, err)
		}
	}
}
