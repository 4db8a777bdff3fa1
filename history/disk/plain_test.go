package disk

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestPlain(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a file")
	if _, err := OpenPlain(path); !errors.Is(err, fs.ErrNotExist) || Reason(err) == "" {
		t.Errorf("of none: %v", err)
	}
	for _, n := range []int{0, 1, 511, 512, 70_000} {
		want := bytes.Repeat([]byte("x"), n)
		if err := os.WriteFile(path, want, 0o600); err != nil {
			t.Fatal(err)
		}
		p, err := OpenPlain(path)
		if err != nil {
			t.Fatal(err)
		}
		if size, err := p.Size(); err != nil || size != int64(n) {
			t.Errorf("%d bytes of %d, %v", size, n, err)
		}
		got, err := io.ReadAll(p)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes read of %d: %v", len(got), n, err)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	folder, err := OpenPlain(filepath.Dir(path))
	if err != nil {
		return // there folders cannot be opened
	}
	defer folder.Close()
	if _, err := folder.Read(make([]byte, 10)); err == nil {
		t.Error("a folder was read")
	}
}
