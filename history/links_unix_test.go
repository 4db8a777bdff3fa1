//go:build unix

package history

import (
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/api"
)

// linked is a library that is reached through a link, and the folder it leads to.
func linked(t *testing.T) (l *testLibrary, folder string) {
	t.Helper()
	dir := t.TempDir()
	folder = filepath.Join(dir, "disk")
	link := filepath.Join(dir, "Pictures")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	return newLibrary(t, link, filepath.Join(dir, "state")), leadsTo(folder)
}

// A library that is reached through a link is the same one by where the link
// leads: its results are parents, and go to the trash and back.
func TestALibraryBehindALink(t *testing.T) {
	t.Parallel()
	l, folder := linked(t)
	first := save(t, l, request("fog"), helperPicture()).Path
	rel, err := filepath.Rel(l.Folder(), first)
	if err != nil {
		t.Fatal(err)
	}
	direct := filepath.Join(folder, rel)
	e, err := l.Entry(edited(t, l, direct, 1))
	if err != nil {
		t.Fatal(err)
	}
	if s := e.Sidecar; s.Parent != filepath.ToSlash(rel) || l.Locate(s.Parent) != first || s.Request.Inputs[0].Path != filepath.ToSlash(rel) {
		t.Errorf("made from %q, %+v", s.Parent, s.Request.Inputs)
	}
	// What was written down by where the link leads is found, too.
	e.Sidecar.Parent, e.Sidecar.Request = direct, api.Request{Inputs: []api.Input{{Field: "image", Path: direct}}}
	if here := l.Here(e).Sidecar; here.Parent != first || here.Request.Inputs[0].Path != first {
		t.Errorf("%+v", here)
	}
	if Within(l.Library, direct) != first || !InputsOf(l.Library).Owns(direct) || InputsOf(l.Library).Owns(filepath.Join(folder, "..", "other.png")) {
		t.Error("what is in the library is not known")
	}
	there, err := l.Trash(direct)
	if err != nil {
		t.Fatal(err)
	}
	back, err := l.Restore(direct)
	if err != nil || back != first {
		t.Errorf("%s came back to %s: %v", there, back, err)
	}
}
