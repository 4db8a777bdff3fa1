package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// No file gets a name before it is on disk, unless it was made to be lost.
func TestNoNameBeforeItIsOnDisk(t *testing.T) {
	t.Parallel()
	for name, give := range map[string]func(*Temp, string) error{"publish": (*Temp).Publish, "replace": (*Temp).Replace} {
		f, dir := openTemp(t)
		temp, err := f.Create("a.json", 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := temp.WriteString("new"); err != nil {
			t.Fatal(err)
		}
		if err := give(temp, "a.json"); !errors.Is(err, ErrNotSynced) || f.Taken("a.json") {
			t.Errorf("%s: %v", name, err)
		}
		if err := errors.Join(temp.SyncFile(), give(temp, "a.json")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		fleeting, err := f.CreateFleeting("b.json", 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if err := give(fleeting, "b.json"); err != nil || !f.Taken("b.json") {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
			t.Errorf("%s: %v, %v", name, left, err)
		}
		// What cannot be synced has no name either.
		broken, err := f.Create("c.json", 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if err := broken.Close(); err != nil {
			t.Fatal(err)
		}
		if err := broken.SyncFile(); err == nil {
			t.Errorf("%s: a closed file was synced", name)
		}
		if err := give(broken, "c.json"); !errors.Is(err, ErrNotSynced) || f.Taken("c.json") {
			t.Errorf("%s: %v", name, err)
		}
		broken.Discard()
	}
}

// Nothing is made in a folder that is gone, and no name is given outside it.
func TestFoldersThatAreGone(t *testing.T) {
	t.Parallel()
	if _, err := OpenFolder(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opened: %v", err)
	}
	f, dir := openTemp(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(dir), "outside"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../outside", "/etc/passwd"} {
		if _, err := f.Root().Open(name); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"create": second(f.Create("a", 0o600)), "fleeting": second(f.CreateFleeting("a", 0o600)), "sub": second(f.Sub("a", 0o700)),
		"move": f.Move("a", "b"), "sync": f.Sync(), "path": SyncPath(filepath.Join(dir, "none")),
	} {
		if err == nil {
			t.Errorf("%s: no error in a folder that is closed", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// A temporary name can be had for every name, however long, and is a name too.
func TestTemporaryNamesOfLongNames(t *testing.T) {
	t.Parallel()
	f, _ := openTemp(t)
	for _, name := range []string{"a", strings.Repeat("a", MaxName), strings.Repeat("ö", 127), "a" + strings.Repeat("夕", 84), strings.Repeat("🦊", 63)} {
		temp, err := f.Create(name, 0o600)
		if err != nil {
			t.Errorf("%.20s: %v", name, err)
			continue
		}
		base := filepath.Base(temp.Name())
		if len(base) > MaxName || !utf8.ValidString(base) || !strings.HasPrefix(base, "."+name[:1]) || !strings.HasSuffix(base, ".part") {
			t.Errorf("%.20s: %q", name, base)
		}
		if err := errors.Join(temp.SyncFile(), temp.Publish(name)); err != nil || !f.Taken(name) {
			t.Errorf("%.20s: %v", name, err)
		}
	}
	for text, want := range map[string]string{"abc": "abc", "abcdef": "abcd", "abcö": "abc", "夕暮": "夕", "🦊": "🦊", "ö🦊": "ö"} {
		if got := Cut(text, 4); got != want {
			t.Errorf("%s cut to 4: %q", text, got)
		}
	}
	if Cut("🦊", 3) != "" || Cut("a", 0) != "" {
		t.Error("a half letter is left")
	}
}

func TestMove(t *testing.T) {
	t.Parallel()
	f, dir := openTemp(t)
	for _, sub := range []string{"day", "trash", "day/folder"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"day/a.png": "a", "day/b.png": "b", "trash/b.png": "taken"} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Move("day/a.png", "trash/a.png"); err != nil {
		t.Error(err)
	}
	if err := f.Move("day/b.png", "trash/b.png"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("onto a name that is taken: %v", err)
	}
	for from, to := range map[string]string{"day/none.png": "trash/none.png", "day/folder": "trash/folder", "day/b.png": "none/b.png", "../x": "day/x"} {
		if err := f.Move(from, to); err == nil {
			t.Errorf("%s was moved to %s", from, to)
		}
	}
	for name, want := range map[string]string{"trash/a.png": "a", "day/b.png": "b", "trash/b.png": "taken"} {
		if data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	if f.Taken("day/a.png") {
		t.Error("it is still under its old name")
	}
}

// A file is abandoned once nobody holds its lock; what is no plain file never is.
func TestAbandoned(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if Abandoned(path) || Abandoned(dir) {
		t.Error("what is no file is abandoned")
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if !Abandoned(path) {
		t.Error("nobody holds its lock")
	}
	free, err := TryLock(file)
	if err != nil {
		t.Skip(err)
	}
	if !free || Abandoned(path) {
		t.Error("it is locked, and abandoned")
	}
	if err := os.Symlink(path, filepath.Join(dir, "link")); err == nil && Abandoned(filepath.Join(dir, "link")) {
		t.Error("a link is abandoned")
	}
}

// What is free is free for what lies below a path, and told of what is there.
func TestFree(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	n, known := Free(dir)
	if !known || n <= 0 {
		t.Errorf("%d, %v", n, known)
	}
	if n, known := Free(filepath.Join(dir, "none")); known || n != 0 {
		t.Errorf("of nothing: %d, %v", n, known)
	}
}

// Whether a folder can be written is tried, and nothing of it stays.
func TestWritable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := Writable(dir); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
	if err := Writable(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
