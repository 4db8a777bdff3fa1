package keep_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
)

func TestKeep(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	to := filepath.Join(t.TempDir(), "new", "cover")
	printed, said := d.Run(0, "keep", "--to", to) // the picked ones
	copied := filepath.Join(to, filepath.Base(d.Paths[0]))
	if printed != copied+"\n" {
		t.Errorf("printed %q", printed)
	}
	clitest.Contains(t, said, "1 picture copied,", "with their recipes")
	if _, err := os.Stat(copied + ".json"); err != nil {
		t.Error(err)
	}
	_, said = d.Run(0, "keep", "--to", to)
	clitest.Contains(t, said, "0 pictures copied", "1 there already")
	bare := t.TempDir()
	printed, said = d.Run(0, "keep", "--to", bare, "--strip", "--json", "--query", "dusk")
	clitest.Contains(t, said, "2 pictures copied", "without their recipes")
	var event struct {
		Event, Path string
		Bytes       int64
	}
	if err := json.Unmarshal([]byte(strings.SplitN(printed, "\n", 2)[0]), &event); err != nil || event.Event != "copied" || event.Bytes == 0 {
		t.Errorf("%s, %v", printed, err)
	}
	if _, err := history.ReadRecipe(event.Path); err == nil {
		t.Error("the recipe is still in the copy")
	}
	if list, _ := os.ReadDir(bare); len(list) != 2 {
		t.Errorf("%d files", len(list))
	}
	_, said = d.Run(1, "keep", "--to", to, filepath.Join(bare, "none.png"), d.Paths[1])
	clitest.Contains(t, said, "none.png", "1 picture copied")
	_, said = d.Run(2, "keep")
	clitest.Contains(t, said, "--to FOLDER")
	_, said = d.Run(0, "keep", "--to", to, "--query", "nowhere")
	clitest.Contains(t, said, "No saved picture matches nowhere, so nothing was copied.")
	_, said = d.Run(1, "keep", "--to", filepath.Join(d.Paths[0], "x"))
	clitest.Contains(t, said, "create the folder", "something else is in its place")
}

// A stripped copy still says that a model made it, unless that is to go as well,
// which is said.
func TestKeepMarks(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	for _, c := range []struct{ strip, marks, said, source string }{
		{"--strip", `"marks":"kept"`, "", "trainedAlgorithmicMedia"},
		{"--strip=recipe", `"marks":"kept"`, "", "trainedAlgorithmicMedia"},
		{"--strip=all", `"marks":"removed"`, "The marks of origin of 1 picture were taken out", ""},
	} {
		to := t.TempDir()
		printed, said := d.Run(0, "keep", "--to", to, c.strip, "--json", d.Paths[0])
		clitest.Contains(t, printed, c.marks)
		clitest.Contains(t, said, "without their recipes", c.said)
		list, err := os.ReadDir(to)
		if err != nil || len(list) != 1 || !strings.HasPrefix(list[0].Name(), "picture-") {
			t.Fatalf("%v, %v", list, err)
		}
		if got := history.ReadOrigin(filepath.Join(to, list[0].Name())); got.SourceType != c.source {
			t.Errorf("%s: %+v", c.strip, got)
		}
	}
	_, said := d.Run(2, "keep", "--to", t.TempDir(), "--strip=prompt", d.Paths[0])
	clitest.Contains(t, said, "unknown --strip=prompt")
}
