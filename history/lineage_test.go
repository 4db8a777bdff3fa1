package history

import (
	"fmt"
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

func TestLineage(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	path := save(t, l, request("fog"), helperPicture()).Path
	chain := []string{path}
	for i := range 4 {
		path = edited(t, l, path, int64(i+1))
		chain = append([]string{path}, chain...)
	}
	side := edited(t, l, chain[3], 77)
	got := l.Lineage(path)
	if len(got) != 5 {
		t.Fatalf("%d results in the chain", len(got))
	}
	for i, e := range got {
		if e.Path != chain[i] {
			t.Errorf("%d: %s, want %s", i, e.Path, chain[i])
		}
		if i < 4 && e.Sidecar.Parent != inLibrary(l.Folder(), chain[i+1]) {
			t.Errorf("%d: parent %q", i, e.Sidecar.Parent)
		}
		if i == 4 && e.Sidecar.Parent != "" {
			t.Errorf("the first has a parent: %q", e.Sidecar.Parent)
		}
	}
	tree, err := l.Descendants(t.Context(), chain[4])
	if err != nil || len(tree) != 5 || tree[0].Path != chain[3] || tree[0].Depth != 1 {
		t.Fatalf("%+v, %v", tree, err)
	}
	depths := ""
	sides := 0
	for _, d := range tree {
		depths += fmt.Sprint(d.Depth)
		if d.Path == side {
			sides++
		}
	}
	if sides != 1 || depths != "12342" && depths != "12234" {
		t.Errorf("depths %s, %d times the other branch", depths, sides)
	}
	if none, err := l.Descendants(t.Context(), side); err != nil || len(none) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
	// A chain that bites its tail ends.
	if err := l.Update(chain[4], func(s *Sidecar) { s.Parent = inLibrary(l.Folder(), chain[0]) }); err != nil {
		t.Fatal(err)
	}
	if n := len(l.Lineage(path)); n != 5 {
		t.Errorf("%d results in a circle", n)
	}
	if tree, err := l.Descendants(t.Context(), chain[4]); err != nil || len(tree) != 5 {
		t.Errorf("%d results in a circle, %v", len(tree), err)
	}
}

// TestInputsAreNamedFromTheLibrary lets a library be moved, and keeps the
// places of other files. What was drawn for an edit is no parent.
func TestInputsAreNamedFromTheLibrary(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t)
	own := filepath.Join(t.TempDir(), "own.png")
	drawn, err := l.KeepInput([]byte("mask"), ".png")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		image, parent, path string
	}{
		{own, "", own},
		{drawn, "", inLibrary(l.Folder(), drawn)},
		{filepath.Join(l.Folder(), "2026-11-24", "a.png"), "2026-11-24/a.png", "2026-11-24/a.png"},
		{filepath.Join(l.Folder(), "notes", "a.png"), "", "notes/a.png"},
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
