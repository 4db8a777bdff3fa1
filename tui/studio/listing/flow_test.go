package listing

import (
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
	listed, all int
}

func (h *host) Listed() tea.Cmd { h.listed++; return nil }
func (h *host) ListedAll()      { h.all++ }

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
	if _, cmd := f.Update(first); f.o.Gallery.Len() != firstChunk || f.Over() || h.all != 0 {
		t.Fatalf("%d are listed", f.o.Gallery.Len())
	} else {
		h.Run(f, cmd)
	}
	if f.o.Gallery.Len() != 250 || !f.Over() || h.all != 1 || h.listed != 2 || len(h.Warned) != 0 {
		t.Errorf("%d are listed, %d times, warned %v", f.o.Gallery.Len(), h.listed, h.Warned)
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
	handled, _ := f.Update(entriesMsg{last: true, err: os.ErrPermission})
	if !handled || !f.Over() || len(h.Warned) != 1 {
		t.Errorf("warned %v", h.Warned)
	}
	if handled, _ := f.Update(nil); handled {
		t.Error("everything is for it")
	}
}
