//go:build unix

package plainfile

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// What is no plain file is refused by what it is, without waiting for it.
func TestCase82OpenRefusesSpecialFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pipe, socket, link := filepath.Join(dir, "pipe"), filepath.Join(dir, "s"), filepath.Join(dir, "link")
	if err := unix.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // nobody called
	if err := os.Symlink(pipe, link); err != nil {
		t.Fatal(err)
	}
	for path, kind := range map[string]string{
		pipe: "a pipe", link: "a pipe", socket: "a socket", dir: "a folder",
		"/dev/zero": "a device", "/dev/tty": "a device", "/dev/null": "a device",
	} {
		file, err := Open(path)
		if file != nil || !errors.Is(err, ErrNotPlain) || !strings.Contains(err.Error(), kind) {
			t.Errorf("%s: %v, %v", path, file, err)
		}
	}
	if _, err := Open(filepath.Join(dir, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
}

func TestOpenPlainFiles(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, path+".link"); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, path + ".link"} {
		if data, err := Read(p, 5); err != nil || string(data) != "words" {
			t.Errorf("%s: %q, %v", p, data, err)
		}
	}
	if _, err := Read(path, 4); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("beyond the limit: %v", err)
	}
}

// A reader without an end ends with its context.
func TestCase82ReaderEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	zeros, err := os.Open("/dev/zero")
	if err != nil {
		t.Skip(err)
	}
	defer zeros.Close() // only read
	count := 0
	_, err = io.Copy(writer(func(p []byte) {
		if count += len(p); count > 1<<20 {
			cancel()
		}
	}), Reader(ctx, zeros))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v after %d bytes", err, count)
	}
}

type writer func(p []byte)

func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }
