package doctor_test

import (
	"os"
	"path/filepath"
	"testing"

	"imagine-tui/tui/cli/clitest"
)

// TestEarlierPlaces: a home in which a version before this one saved pictures keeps
// them where they are, and doctor says so.
func TestEarlierPlaces(t *testing.T) {
	d := clitest.New(t)
	home := d.Env["HOME"]
	t.Setenv("HOME", home)
	if err := os.WriteFile(d.Env["IMAGINE_CONFIG"], nil, 0o600); err != nil {
		t.Fatal(err)
	}
	config := d.Env["XDG_CONFIG_HOME"]
	if err := os.MkdirAll(config, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(config, "user-dirs.dirs"), []byte("XDG_PICTURES_DIR=\"$HOME/Bilder\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	fresh, before := filepath.Join(home, "Bilder", "imagine"), filepath.Join(home, "Pictures", "imagine")
	printed, _ := d.Run(0, "doctor")
	clitest.Contains(t, printed, "results   "+fresh+" will be created")
	if err := os.MkdirAll(before, 0o755); err != nil {
		t.Fatal(err)
	}
	printed, _ = d.Run(0, "doctor")
	clitest.Contains(t, printed, "results   "+before+"\n", before+" was there before this version, so it stays in use; a fresh start would take "+fresh)
}
