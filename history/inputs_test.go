package history

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKeepInput(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l, err := Open(Options{Folder: filepath.Join(dir, "results"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	one, err := InputsOf(l).Keep([]byte("mask"), ".png")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(one, ".png") || filepath.Dir(filepath.Dir(one)) != l.Folder() {
		t.Errorf("kept at %s", one)
	}
	two, err := InputsOf(l).Keep([]byte("mask"), ".png")
	if err != nil || two != one {
		t.Errorf("the same content again: %s, %v", two, err)
	}
	// A torn file of that name is mended.
	if err := os.WriteFile(one, []byte("ma"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := InputsOf(l).Keep([]byte("mask"), ".png"); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(one)
	if err != nil || !bytes.Equal(got, []byte("mask")) {
		t.Errorf("%q, %v", got, err)
	}
	names, err := os.ReadDir(filepath.Dir(one))
	if err != nil || len(names) != 1 {
		t.Errorf("%v, %v", names, err)
	}
}

// A file is the library's however it is reached, and no other is.
func TestOwns(t *testing.T) {
	t.Parallel()
	l := tempLibrary(t).Library
	inputs := InputsOf(l)
	kept, err := inputs.Keep([]byte("mask"), ".png")
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(l.Folder(), link); err != nil {
		t.Skip(err)
	}
	own := filepath.Join(t.TempDir(), "own.png")
	for path, want := range map[string]bool{
		kept: true, filepath.Join(link, ".inputs", filepath.Base(kept)): true, own: false, "own.png": false,
		filepath.Join(l.Folder(), "..", "own.png"): false,
	} {
		if inputs.Owns(path) != want {
			t.Errorf("%s: %v", path, !want)
		}
	}
}
