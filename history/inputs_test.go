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
	one, err := l.KeepInput([]byte("mask"), ".png")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(one, ".png") || filepath.Dir(filepath.Dir(one)) != l.Folder() {
		t.Errorf("kept at %s", one)
	}
	two, err := l.KeepInput([]byte("mask"), ".png")
	if err != nil || two != one {
		t.Errorf("the same content again: %s, %v", two, err)
	}
	// A torn file of that name is mended.
	if err := os.WriteFile(one, []byte("ma"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := l.KeepInput([]byte("mask"), ".png"); err != nil {
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
