package restore_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"imagine-tui/history"
	"imagine-tui/tui/cli/clitest"
)

// gone takes pictures away and leaves their recipes.
func gone(t *testing.T, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// saved are the paths of the pictures that were made, as far as they were.
func saved(t *testing.T, printed string) (paths []string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		var e struct {
			Event, Path string
			Reused      bool
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if e.Event == "saved" && !e.Reused {
			paths = append(paths, e.Path)
		}
	}
	return paths
}

// What is missing is listed with its price, made once, and not made again.
func TestRestore(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	_, said := d.Run(0, "restore")
	clitest.Contains(t, said, "No picture is missing in "+d.Folder+".")
	d.Change(d.Paths[0], func(s *history.Sidecar) { s.Rating, s.Tags = 4, []string{"cover"} })
	gone(t, d.Paths[0], d.Paths[2])
	recipe, err := os.ReadFile(d.Paths[0] + ".json")
	if err != nil {
		t.Fatal(err)
	}
	printed, said := d.Run(0, "restore", "--dry-run", "--json")
	clitest.Contains(t, said, "2 recipes without their picture, to be made with key sandbox:", "  5 tokens  ", filepath.Base(d.Paths[0])+".json", "Dry run: nothing was sent.")
	clitest.Contains(t, printed, `{"event":"planned","runs":2,"tokens":10,"saved":0,"to_pay":10`)
	if made := saved(t, printed); made != nil {
		t.Errorf("a dry run made %q", made)
	}
	printed, _ = d.Run(0, "restore", "--json")
	made := saved(t, printed)
	if len(made) != 2 {
		t.Fatalf("%q were made", made)
	}
	prompts := map[string]history.Sidecar{}
	for _, path := range made {
		e, err := d.Library.Entry(path)
		if err != nil || e.Problem != "" {
			t.Errorf("%+v, %v", e, err)
		}
		prompts[e.Sidecar.Request.Prompt] = e.Sidecar
	}
	dawn, dusk := prompts["a harbour at dawn"], prompts["a harbour at dusk"]
	if !dawn.Picked || dawn.Rating != 4 || !slices.Equal(dawn.Tags, []string{"cover"}) || dawn.Request.Seed != 1 || dusk.Picked || dusk.Request.Seed != 1 {
		t.Errorf("%+v, %+v", dawn, dusk)
	}
	if now, err := os.ReadFile(d.Paths[0] + ".json"); err != nil || string(now) != string(recipe) {
		t.Errorf("the recipe is another: %s, %v", now, err)
	}
	_, said = d.Run(0, "restore")
	clitest.Contains(t, said, "No picture is missing")
	// Of two recipes for one request one picture is made.
	again := d.Paths[0] + ".jpg"
	if err := os.WriteFile(again+".json", recipe, 0o600); err != nil {
		t.Fatal(err)
	}
	gone(t, made...)
	printed, _ = d.Run(0, "restore", "--json")
	if made := saved(t, printed); len(made) != 2 {
		t.Errorf("%q were made", made)
	}
}

// What costs is asked about as generate asks, with the key in use, whatever key a
// recipe names; what nobody can make is told.
func TestRestoreAsksWhatItCosts(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	for _, path := range d.Paths[:3] {
		d.Change(path, func(s *history.Sidecar) { s.Sandbox, s.Origin, s.Key = false, "https://api.vyro.ai", "theirs" })
	}
	d.Change(d.Paths[2], func(s *history.Sidecar) { s.Request.Style = "" })
	gone(t, d.Paths[:3]...)
	d.Configure("[budget]\nconfirm_above = 3\n[[key]]\nname = \"mine\"\nsource = \"env:IMAGINE_MINE\"\n[defaults]\nkey = \"mine\"\n")
	d.Env["IMAGINE_MINE"] = "vk-test-CANARY1234567890"
	_, said := d.Run(2, "restore")
	clitest.Contains(t, said, "2 recipes without their picture, to be made with key mine:", "10 tokens", "confirm_above", filepath.Base(d.Paths[2])+".json cannot be made again")
	_, said = d.Run(2, "restore", "--yes", "--max-tokens", "0")
	clitest.Contains(t, said, "--max-tokens")
	_, said = d.Run(0, "restore", "--dry-run", "-k", "sandbox")
	clitest.Contains(t, said, "to be made with key sandbox")
}
