package disk

import (
	"os"
	"path/filepath"
	"testing"
)

// What Look tells is what the system tells of each file by its path, and nothing of
// links, folders and what is not there.
func TestLook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.json"), []byte("some text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	linked := os.Symlink("a.json", filepath.Join(dir, "link")) == nil
	look := LookInto(dir)
	defer look.Close()
	info, err := os.Lstat(filepath.Join(dir, "a.json"))
	if err != nil {
		t.Fatal(err)
	}
	modified, size, regular := look.At("a.json")
	if modified != info.ModTime().UnixNano() || size != info.Size() || !regular {
		t.Errorf("%d, %d, %v; the system says %v, %d", modified, size, regular, info.ModTime(), info.Size())
	}
	for _, name := range []string{"folder", "link", "missing"} {
		if _, _, regular := look.At(name); regular && (name != "link" || linked) {
			t.Errorf("%s is taken for a file", name)
		}
	}
	none := LookInto(filepath.Join(dir, "missing"))
	defer none.Close()
	if _, _, regular := none.At("a.json"); regular {
		t.Error("a file of a folder that is not there")
	}
}
