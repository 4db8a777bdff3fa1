package project

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// place makes a project, and returns it with its folder.
func place(t *testing.T) (Place, string) {
	t.Helper()
	root, err := canonical(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, FileName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := At(root)
	if err != nil {
		t.Fatal(err)
	}
	return p, root
}

func TestAboveFindsTheNearest(t *testing.T) {
	t.Parallel()
	_, root := place(t)
	deep := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(filepath.Join(deep, FileName), 0o700); err != nil { // a folder of that name is none
		t.Fatal(err)
	}
	p, err := Above(deep)
	if err != nil || p.Root() != root || p.Named || p.Name() != filepath.Base(root) {
		t.Errorf("%+v, %v", p, err)
	}
	if err := os.WriteFile(filepath.Join(root, "a", FileName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if p, err = Above(deep); err != nil || p.Root() != filepath.Join(root, "a") {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := Above(filepath.VolumeName(root) + string(filepath.Separator)); p.Is() || err != nil {
		t.Errorf("above all: %+v, %v", p, err)
	}
}

func TestAtNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for path, want := range map[string]string{
		dir:                          "imagine-tui init makes one",
		filepath.Join(dir, "a"):      "there is no such file or folder",
		filepath.Join(dir, "a.toml"): "there is no such file or folder",
	} {
		if _, err := At(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// A project reached by two ways is one.
func TestStateIsOfTheFolderNotOfTheWay(t *testing.T) {
	t.Parallel()
	p, root := place(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(root, link); err != nil {
		t.Skip("there are no links here")
	}
	q, err := At(link)
	if err != nil || q.State("/s") != p.State("/s") || q.Root() != root {
		t.Errorf("%+v and %+v, %v", p, q, err)
	}
	other, _ := place(t)
	if other.State("/s") == p.State("/s") || (Place{}).State("/s") != "/s" || p.State("") != "" {
		t.Error("another has the same state, or none has one of its own")
	}
}

func TestInside(t *testing.T) {
	t.Parallel()
	p, root := place(t)
	out := t.TempDir()
	for name, to := range map[string]string{"out": out, "gone": filepath.Join(out, "gone"), "here": filepath.Join(root, "real")} {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Skip("there are no links here")
		}
	}
	if err := os.Mkdir(filepath.Join(root, "real"), 0o700); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"pictures": "pictures", "a/../b": "b", ".": ".", "here/x": "here/x", filepath.Join(root, "x"): "x",
	} {
		if got, err := p.Inside(path); err != nil || got != filepath.Join(root, want) {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
	for path, want := range map[string]string{
		"..": "leads out of the project", "../x": "leads out of the project", "a/../../x": "leads out of the project", "/etc": "leads out of the project",
		"~/x": "leads out of the project", out: "leads out of the project", "out": "by a link to", "out/a/b": "by a link to", "gone": "it is a link to what is not there",
		root + "-beside": "leads out of the project",
	} {
		if got, err := p.Inside(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %s, %v", path, got, err)
		}
	}
}
