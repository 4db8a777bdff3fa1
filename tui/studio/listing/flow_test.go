package listing

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
)

// host is a studio that counts what it heard.
type host struct {
	flowtest.Host
	listed, all, heard int
}

func (h *host) Listed() tea.Cmd { h.listed++; return nil }
func (h *host) ListedAll()      { h.all++ }
func (h *host) Heard() tea.Cmd  { h.heard++; return nil }

// library is one with so many pictures.
func library(t *testing.T, n int) *history.Library {
	t.Helper()
	dir := t.TempDir()
	l, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	day := filepath.Join(l.Folder(), "2026-11-24")
	if err := os.MkdirAll(day, 0o750); err != nil {
		t.Fatal(err)
	}
	for i := range n {
		name := filepath.Join(day, fmt.Sprintf("%06d-boat-a1b2c3.png", i))
		if err := os.WriteFile(name, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// All results are listed, the first of them soon.
func TestList(t *testing.T) {
	h := &host{}
	f := New(h, Options{Context: t.Context(), Library: library(t, 250), Gallery: gallery.New()})
	first := f.Start()()
	f.Rest()
	if _, cmd := f.Update(first); f.o.Gallery.Len() != 100 || f.Over() || h.all != 0 {
		t.Fatalf("%d are listed", f.o.Gallery.Len())
	} else {
		h.Run(f, cmd)
	}
	if f.o.Gallery.Len() != 250 || !f.Over() || h.all != 1 || h.listed != 2 || len(h.Warned) != 0 {
		t.Errorf("%d are listed, %d times, warned %v", f.o.Gallery.Len(), h.listed, h.Warned)
	}
}

// What others make, judge and take away appears while the studio is open, also
// what they did before all was listed.
func TestWhatOthersDoAppears(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	l := library(t, 3)
	h := &host{}
	f := New(h, Options{Context: ctx, Library: l, Gallery: gallery.New(), Watch: true})
	t.Cleanup(cancel)
	day := filepath.Join(l.Folder(), "2026-11-24")
	first := f.Start()()
	judge := func(name string) {
		t.Helper()
		if err := l.Update(filepath.Join(day, name), func(s *history.Sidecar) { s.Picked = true }); err != nil {
			t.Fatal(err)
		}
	}
	judge("000000-boat-a1b2c3.png") // before it was said that all is listed
	f.Update(first)
	until := func(what string, done func() bool) {
		t.Helper()
		for !done() {
			msg := f.watch()()
			if handled, _ := f.Update(msg); !handled {
				t.Fatal(what)
			}
		}
	}
	picked := func(name string) func() bool {
		return func() bool {
			row, _ := f.o.Gallery.Row(filepath.Join(day, name))
			return row.Picked
		}
	}
	until("a judgement during the listing", picked("000000-boat-a1b2c3.png"))
	judge("000001-boat-a1b2c3.png")
	until("a judgement", picked("000001-boat-a1b2c3.png"))
	made := filepath.Join(l.Folder(), "2026-11-25", "120000-fog-a1b2c3.png")
	if err := os.MkdirAll(filepath.Dir(made), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(made, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	until("a new result", func() bool { _, there := f.o.Gallery.Row(made); return there })
	if first := f.o.Gallery.Batches()[0].Rows()[0]; first.ID != made || !first.New {
		t.Errorf("%s is first", first.ID)
	}
	if _, err := l.Trash(made); err != nil {
		t.Fatal(err)
	}
	until("a result in the trash", func() bool { _, there := f.o.Gallery.Row(made); return !there })
	if h.heard == 0 || f.o.Gallery.Len() != 3 {
		t.Errorf("heard %d times, %d are listed", h.heard, f.o.Gallery.Len())
	}
}

func TestNoLibrary(t *testing.T) {
	f := New(&host{}, Options{Context: t.Context(), Gallery: gallery.New()})
	if f.Start() != nil || !f.Over() {
		t.Error("something is read")
	}
}

func TestAFolderThatCannotBeRead(t *testing.T) {
	h := &host{}
	f := New(h, Options{Context: t.Context(), Library: library(t, 1), Gallery: gallery.New()})
	handled, _ := f.Update(pageMsg{last: true, err: os.ErrPermission})
	if !handled || !f.Over() || len(h.Warned) != 1 {
		t.Errorf("warned %v", h.Warned)
	}
	if handled, _ := f.Update(nil); handled {
		t.Error("everything is for it")
	}
}
