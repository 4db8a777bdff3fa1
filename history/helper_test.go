package history

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/claim"
	"imagine-tui/history/journal"
)

const testOrigin = "https://api.example.org:443"

var testAccount = queue.AccountInfo{
	KeyName: "work", Origin: testOrigin,
	Batch: queue.Batch{ID: "20261124T132200.000001-001", At: time.Date(2026, 11, 24, 13, 22, 0, 1000, time.UTC), Index: 2},
}

// noise paints a picture that does not compress.
func noise(side int) image.Image {
	rng := rand.New(rand.NewPCG(1, uint64(side)))
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			m.SetNRGBA(x, y, color.NRGBA{uint8(rng.IntN(256)), uint8(x), uint8(y), 255})
		}
	}
	return m
}

func pngBytes(tb testing.TB, side int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, noise(side)); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func jpegBytes(tb testing.TB, side int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, noise(side), nil); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func webpBytes(tb testing.TB) []byte {
	tb.Helper()
	b, err := base64.StdEncoding.DecodeString("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=")
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func request(prompt string) api.Request {
	return api.Request{Operation: api.TextToImage, Prompt: prompt, Style: "anime", AspectRatio: "1:1", Seed: 812}
}

// testLibrary is a library with a clock that can be set, and what it warned of.
type testLibrary struct {
	*Library
	state string

	mu       sync.Mutex
	at       time.Time
	warnings []string
}

func (l *testLibrary) set(t time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at = t
}

func (l *testLibrary) warned() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.warnings, "\n")
}

func newLibrary(tb testing.TB, folder, state string) *testLibrary {
	tb.Helper()
	l := &testLibrary{state: state, at: time.Date(2026, 11, 24, 14, 22, 33, 500e6, time.Local)}
	lib, err := Open(Options{
		Folder: folder, StateDir: state, Embed: true, Version: "0.1.0",
		Now: func() time.Time {
			l.mu.Lock()
			defer l.mu.Unlock()
			return l.at
		},
		Warn: func(err error) {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.warnings = append(l.warnings, err.Error())
		},
	})
	if err != nil {
		tb.Fatal(err)
	}
	l.Library = lib
	return l
}

func tempLibrary(tb testing.TB) *testLibrary {
	tb.Helper()
	return newLibrary(tb, filepath.Join(tb.TempDir(), "pictures"), filepath.Join(tb.TempDir(), "state"))
}

// received begins a request and receives data for it.
func received(tb testing.TB, l *Library, r api.Request, a queue.AccountInfo, data []byte) (queue.Ticket, api.Image) {
	tb.Helper()
	ctx := context.Background()
	t, err := l.Begin(ctx, r, a, queue.Beside)
	if err != nil {
		tb.Fatal(err)
	}
	if err := t.Sent(); err != nil {
		tb.Fatal(err)
	}
	w, err := t.Receiving(int64(len(data)))
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := io.Copy(w, bytes.NewReader(data)); err != nil {
		tb.Fatal(err)
	}
	return t, imageOf(data)
}

// imageOf is what the client would say of data, nothing if it is no picture.
func imageOf(data []byte) api.Image {
	info, err := api.CheckPicture(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return api.Image{}
	}
	h := newHash()
	_, _ = h.Write(data)
	return api.Image{
		MediaType: info.MediaType, Ext: info.Ext, Width: info.Width, Height: info.Height,
		Bytes: int64(len(data)), SHA256: h.hex(), ServerID: "srv-1",
	}
}

func metaAt(at time.Time) queue.Meta {
	return queue.Meta{Tokens: 5, Priced: true, Started: at.Add(-1800 * time.Millisecond), Ended: at, Elapsed: 1800 * time.Millisecond}
}

// save makes one result.
func save(tb testing.TB, l *testLibrary, r api.Request, data []byte) queue.Saved {
	tb.Helper()
	t, img := received(tb, l.Library, r, testAccount, data)
	s, err := t.Save(context.Background(), img, metaAt(l.now()))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// all loads every result.
func all(tb testing.TB, l *Library) []Entry {
	tb.Helper()
	var list []Entry
	if err := l.Load(context.Background(), 0, func(e Entry) bool { list = append(list, e); return true }); err != nil {
		tb.Fatal(err)
	}
	return list
}

// files lists every file below dir, with slashes, but for those by which
// processes keep out of each other's way.
func files(tb testing.TB, dir string) []string {
	tb.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && d.Name() == claim.Folder {
				return filepath.SkipDir
			}
			return err
		}
		rel, err := filepath.Rel(dir, path)
		list = append(list, filepath.ToSlash(rel))
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		tb.Fatal(err)
	}
	return list
}

func scan(tb testing.TB, l *Library) []journal.Found {
	tb.Helper()
	found, err := l.journal.Scan()
	if err != nil {
		tb.Fatal(err)
	}
	return found
}

func recoverAll(tb testing.TB, l *Library, options ...RecoverOption) []Recovered {
	tb.Helper()
	list, err := Recover(context.Background(), l, options...)
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

func read(tb testing.TB, path string) []byte {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func write(tb testing.TB, path string, data []byte) {
	tb.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		tb.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		tb.Fatal(err)
	}
}
