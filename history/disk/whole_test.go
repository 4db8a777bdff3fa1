package disk

import (
	"path/filepath"
	"testing"
)

func TestWholePath(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	abs := filepath.Join(home, "a")
	for in, want := range map[string]string{
		"~": home, "~/x/../y": filepath.Join(home, "y"), " " + abs + " ": abs, "~other/x": "", "x": "", "": "", "./x": "",
	} {
		got, err := WholePath(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
}
