package disk

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func openTemp(t *testing.T) (*Folder, string) {
	t.Helper()
	dir := t.TempDir()
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, dir
}

func TestPublish(t *testing.T) {
	t.Parallel()
	f, dir := openTemp(t)
	temp, err := f.Create("a.png", 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if name := filepath.Base(temp.Name()); !strings.HasPrefix(name, ".a.png.") || !strings.HasSuffix(name, ".part") {
		t.Errorf("temporary name %s", name)
	}
	if _, err := temp.WriteString("picture"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(temp.SyncFile(), temp.Publish("a.png"), f.Sync()); err != nil {
		t.Fatal(err)
	}
	temp.Discard() // too late to harm
	if data, err := os.ReadFile(filepath.Join(dir, "a.png")); err != nil || string(data) != "picture" {
		t.Errorf("%q, %v", data, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%d files", len(entries))
	}
}

func TestEveryWayKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	for name, way := range map[string]func(*Folder, string, string) error{
		"publish": publish, "rename": renameNoReplace, "link": linkName, "claim": claimName,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, dir := openTemp(t)
			for i, file := range []string{"new", "taken"} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte{byte(i)}, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			err := way(f, "new", "taken")
			if errors.Is(err, errors.ErrUnsupported) {
				t.Skip("not here")
			}
			if !errors.Is(err, fs.ErrExist) {
				t.Errorf("onto a name that is taken: %v", err)
			}
			if err := os.Symlink("nowhere", filepath.Join(dir, "link")); err == nil {
				if err := way(f, "new", "link"); !errors.Is(err, fs.ErrExist) {
					t.Errorf("onto a link: %v", err)
				}
			}
			if err := way(f, "new", "free"); err != nil {
				t.Error(err)
			}
			for file, want := range map[string]string{"taken": "\x01", "free": "\x00"} {
				if data, err := os.ReadFile(filepath.Join(dir, file)); err != nil || string(data) != want {
					t.Errorf("%s is %q, %v", file, data, err)
				}
			}
			if _, err := os.Lstat(filepath.Join(dir, "new")); !errors.Is(err, fs.ErrNotExist) {
				t.Error("the old name is still there")
			}
			if err := way(f, "missing", "other"); err == nil {
				t.Error("a missing file was given a name")
			}
			if f.Taken("other") {
				t.Error("a name is left without a file")
			}
		})
	}
}

func TestOneOfManyGetsTheName(t *testing.T) {
	t.Parallel()
	for name, way := range map[string]func(*Folder, string, string) error{"publish": publish, "link": linkName, "claim": claimName} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, dir := openTemp(t)
			var wg sync.WaitGroup
			won := make(chan string, 20)
			for i := range 20 {
				file := fmt.Sprint("file", i)
				if err := os.WriteFile(filepath.Join(dir, file), []byte(file), 0o644); err != nil {
					t.Fatal(err)
				}
				wg.Go(func() {
					if err := way(f, file, "name"); err == nil {
						won <- file
					} else if !errors.Is(err, fs.ErrExist) {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			close(won)
			winner := <-won
			if other, more := <-won; more {
				t.Errorf("%s and %s both got the name", winner, other)
			}
			if data, err := os.ReadFile(filepath.Join(dir, "name")); err != nil || string(data) != winner {
				t.Errorf("%q has the name %s got, %v", data, winner, err)
			}
		})
	}
}

func TestReplace(t *testing.T) {
	t.Parallel()
	f, dir := openTemp(t)
	path := filepath.Join(dir, "a.json")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	temp, err := f.Create("a.json", 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := temp.WriteString("new"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(temp.SyncFile(), temp.Replace("a.json"), f.Sync()); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(path); string(data) != "new" {
		t.Errorf("%q", data)
	}
}

func TestLocks(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	open := func() *os.File {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	a, b := open(), open()
	if ok, err := TryLock(a); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if ok, err := TryLock(b); ok || err != nil {
		t.Errorf("locked twice: %v, %v", ok, err)
	}
	if _, err := b.WriteString("content can be written and read all the same"); err != nil {
		t.Error(err)
	}
	if err := Unlock(a); err != nil {
		t.Error(err)
	}
	if ok, err := TryLock(b); !ok || err != nil {
		t.Errorf("not free again: %v, %v", ok, err)
	}
	done := make(chan error)
	go func() { done <- Lock(a) }()
	_ = b.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := Lock(b); err == nil {
		t.Error("a closed file was locked")
	}
}

func TestRemoveStale(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	aged := func(name string, age time.Duration) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		when := time.Now().Add(-age)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
		return path
	}
	limit := time.Now().Add(-24 * time.Hour)
	young, old, held := aged("young", time.Hour), aged("old", 25*time.Hour), aged("held", 25*time.Hour)
	f, err := os.Open(held)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := Lock(f); err != nil {
		t.Fatal(err)
	}
	if RemoveStale(young, limit) || RemoveStale(held, limit) || RemoveStale(filepath.Join(dir, "none"), limit) || RemoveStale(dir, limit) {
		t.Error("too much is stale")
	}
	if !RemoveStale(old, limit) {
		t.Error("the old file stays")
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("%d files", len(entries))
	}
	if err := os.Symlink(held, filepath.Join(dir, "link")); err == nil && RemoveStale(filepath.Join(dir, "link"), time.Now().Add(time.Hour)) {
		t.Error("a link was removed")
	}
}

func TestMakeAllAndSub(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "a", "b", "c")
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			if err := MakeAll(path, 0o755); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{file, filepath.Join(file, "x")} {
		if err := MakeAll(bad, 0o755); !errors.Is(err, syscall.ENOTDIR) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	f, err := OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for range 2 {
		sub, err := f.Sub("day", 0o755)
		if err != nil {
			t.Fatal(err)
		}
		_ = sub.Close()
	}
	if _, err := f.Sub("file", 0o755); Reason(err) != "something else is in its place" {
		t.Errorf("a file as a folder: %v", err)
	}
	for _, bad := range []string{"..", "../x", "/tmp"} {
		if _, err := f.Sub(bad, 0o755); err == nil {
			t.Errorf("%s was opened", bad)
		}
	}
	if err := os.Symlink(t.TempDir(), filepath.Join(dir, "out")); err == nil {
		if _, err := f.Sub("out", 0o755); err == nil {
			t.Error("a link that leads out was followed")
		}
	}
}

func TestTogether(t *testing.T) {
	t.Parallel()
	first, second := errors.New("first"), errors.New("second")
	good := func() error { return nil }
	if err := Together(good, good); err != nil {
		t.Error(err)
	}
	err := Together(good, func() error { return first }, func() error { return second })
	if !errors.Is(err, first) {
		t.Errorf("got %v", err)
	}
}

func TestReason(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}, "disk full"},
		{fmt.Errorf("save: %w", syscall.EROFS), "it is read-only"},
		{syscall.EACCES, "no permission"},
		{syscall.EPERM, "no permission"},
		{syscall.ENOTDIR, "something else is in its place"},
		{syscall.ENOENT, "it is not there"},
		{syscall.EIO, "the disk failed"},
		{syscall.EDQUOT, "your disk quota is used up"},
		{&fs.PathError{Op: "openat", Path: "/x", Err: errors.New("odd")}, "odd"},
		{errors.New("something else"), "something else"},
	} {
		if got := Reason(tt.err); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.err, got, tt.want)
		}
	}
}
