package history

import (
	"path/filepath"
	"testing"

	"imagine-tui/api"
)

// edited saves what was made from a result.
func edited(t *testing.T, l *testLibrary, from string, seed int64) string {
	t.Helper()
	r := api.Request{Operation: api.AIBackground, Prompt: "a table", Seed: seed, Inputs: []api.Input{{Field: "image", Path: from, SHA256: "a"}}}
	return save(t, l, r, helperPicture()).Path
}

// A result names what it was made from, from the library on.
func TestParentIsRecorded(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	first := save(t, l, request("fog"), helperPicture()).Path
	second := edited(t, l, first, 1)
	third := edited(t, l, second, 2)
	for path, parent := range map[string]string{first: "", second: first, third: second} {
		e, err := l.Entry(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Locate(e.Sidecar.Parent); got != parent || filepath.IsAbs(e.Sidecar.Parent) {
			t.Errorf("%s was made from %q, want %q", path, e.Sidecar.Parent, parent)
		}
	}
}

// TestInputsAreNamedFromTheLibrary lets a library be moved, and keeps the
// places of other files, which are parents too. What was drawn for an edit is
// none.
func TestInputsAreNamedFromTheLibrary(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	own := filepath.Join(t.TempDir(), "own.png")
	drawn, err := InputsOf(l.Library).Keep([]byte("mask"), ".png")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		image, parent, path string
	}{
		{own, own, own},
		{drawn, "", inLibrary(l.Folder(), drawn)},
		{filepath.Join(l.Folder(), "2026-11-24", "a.png"), "2026-11-24/a.png", "2026-11-24/a.png"},
		{filepath.Join(l.Folder(), "notes", "a.png"), "notes/a.png", "notes/a.png"},
	} {
		r := api.Request{Operation: api.Retouch, Inputs: []api.Input{{Field: "image", Path: tt.image, SHA256: "a"}, {Field: "mask", Path: drawn, SHA256: tt.image}}}
		e, err := l.Entry(save(t, l, r, helperPicture()).Path)
		if err != nil {
			t.Fatal(err)
		}
		s := e.Sidecar
		if s.Parent != tt.parent || s.Request.Inputs[0].Path != tt.path || s.Hash != r.Hash() {
			t.Errorf("%s: %+v", tt.image, s)
		}
		if back := l.Located(s.Request); back.Inputs[0].Path != tt.image || back.Inputs[1].Path != drawn || s.Request.Inputs[0].Path != tt.path {
			t.Errorf("%s: located %+v", tt.image, back)
		}
		if name := filepath.Base(e.Path); name[7:14] != "retouch" {
			t.Errorf("called %s", name)
		}
	}
}
