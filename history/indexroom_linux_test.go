package history

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Where no index can be written, be the disk full or only to be read, the list
// comes from the descriptions, and that is said once.
func TestIndexWithoutRoom(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, dir string){
		"full": func(t *testing.T, dir string) {
			t.Helper()
			_ = os.WriteFile(filepath.Join(dir, "filler"), make([]byte, 128<<10), 0o600) // as much as fits
		},
		"only to be read": func(t *testing.T, dir string) {
			t.Helper()
			if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
				t.Skip(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := tempLibrary(t)
			plantMany(t, l.Folder(), 250)
			rested(t, l.Folder())
			dir := filepath.Dir(l.indexDir)
			mount(t, dir, "size=64k")
			spoil(t, dir)
			for range 2 {
				if n := len(all(t, l.Library)); n != 250 {
					t.Errorf("%d listed", n)
				}
			}
			if said := l.warned(); strings.Count(said, "for the next start") != 1 {
				t.Errorf("said %q", said)
			}
			if hidden, _ := filepath.Glob(filepath.Join(l.indexDir, ".*")); len(hidden) > 0 {
				t.Errorf("left over: %q", hidden)
			}
		})
	}
}
