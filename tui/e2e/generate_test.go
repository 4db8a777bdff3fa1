package e2e

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/history"
)

// promptsVariable names a table of prompts of somebody else, separated by tabs,
// the first column headed "Prompt". With E2E_ALL_PROMPTS=1 up to 300 of them are
// drawn, else a spread.
const promptsVariable = "IMAGINE_TEST_PROMPTS"

// promptsOfOthers returns n prompts spread over the table, or all of them up to
// 300 when asked for.
func promptsOfOthers(t *testing.T, n int) []string {
	t.Helper()
	path := os.Getenv(promptsVariable)
	if path == "" {
		t.Skipf("set %s to a table of prompts, and they are drawn as well", promptsVariable)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	table := csv.NewReader(file)
	table.Comma, table.LazyQuotes, table.FieldsPerRecord = '\t', true, -1
	rows, err := table.ReadAll()
	if err != nil || len(rows) < 2 || rows[0][0] != "Prompt" {
		t.Fatalf("%s: %v", path, err)
	}
	rows = rows[1:]
	if os.Getenv("E2E_ALL_PROMPTS") != "" {
		n = min(300, len(rows))
	}
	var prompts []string
	for i := range n {
		prompts = append(prompts, rows[i*len(rows)/n][0])
	}
	return prompts
}

// oddPrompts are what people also write.
var oddPrompts = []string{
	"bond", "a {red|blue} house, as it is written", "\"Hello\", said the fox, 100%", "two  spaces,\tand a tab",
	"ein Hafen im Regen, Öl auf Leinwand", "夕暮れの港、水彩", "נמל בגשם", "a fox 🦊 and a family 👩‍👩‍👧", "--style anime is no flag here",
	"__time__ is no list here", "$(rm -rf ~) `ls` $HOME; 'quoted'", strings.TrimSpace(strings.Repeat("a long street of many houses, ", 40)),
}

func TestGenerateManyPrompts(t *testing.T) {
	t.Parallel()
	t.Run("of our own", func(t *testing.T) {
		t.Parallel()
		generateMany(t, oddPrompts)
	})
	t.Run("of others", func(t *testing.T) {
		t.Parallel()
		generateMany(t, promptsOfOthers(t, 60))
	})
}

// generateMany makes a picture of each prompt, once more, and not a third time.
func generateMany(t *testing.T, prompts []string) {
	t.Helper()
	h := newHome(t)
	h.keyFor(h.small())
	from := h.path("prompts.txt")
	h.write(from, strings.Join(prompts, "\n")+"\n")
	args := []string{"generate", "--from", from, "--literal", "--seed", "7", "-s", "anime", "-k", "work", "--yes", "--json", "-o"}
	first := h.run(append(args, h.path("one"))...).want(t, 0)
	saved := only(first.events(t), "saved")
	if len(saved) != len(prompts) {
		t.Fatalf("%d of %d saved", len(saved), len(prompts))
	}
	hashes := map[string]string{}
	asked := map[string]bool{}
	for _, p := range prompts {
		asked[strings.Join(strings.Fields(p), " ")] = true
	}
	for _, e := range saved {
		checkSaved(t, e)
		hashes[e.Request.Prompt] = e.SHA256
		if !asked[strings.Join(strings.Fields(e.Request.Prompt), " ")] {
			t.Errorf("nobody asked for %q", e.Request.Prompt)
		}
		recipe, err := history.ReadRecipe(e.Path)
		if err != nil || recipe.Request.Prompt == "" || recipe.Request.Seed != 7 || recipe.SHA256 != e.SHA256 {
			t.Errorf("recipe inside %s: %+v, %v", e.Path, recipe.Request, err)
		}
	}
	again := h.run(append(args, h.path("two"), "--again")...).want(t, 0)
	for _, e := range only(again.events(t), "saved") {
		if e.Reused || hashes[e.Request.Prompt] != e.SHA256 {
			t.Errorf("%q is not the same picture the second time", e.Request.Prompt)
		}
	}
	third := h.run(append(args, h.path("one"))...).want(t, 0).events(t)
	if p := third[0]; p.Event != "planned" || p.Saved != float64(len(hashes)) || p.ToPay == nil || *p.ToPay != 0 {
		t.Errorf("the third time: %+v", p)
	}
	for _, e := range only(third, "saved") {
		if !e.Reused || e.Tokens == nil || *e.Tokens != 0 {
			t.Errorf("made again: %+v", e)
		}
	}
	h.run("doctor", "--check").want(t, 0)
}

func TestGeneratePlansAndEvents(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(atOnce)
	// Pictures of full size are what takes long under the detector.
	seeds, ratios := rounds(2, 1), []string{"1:1", "9:16"}[:rounds(2, 1)]
	pictures := 2 * 2 * len(ratios) * seeds
	tokens := pictures / 2 * (5 + 15)
	r := h.run("generate", "a boat at {dawn|dusk}", "-s", "anime,flux-dev", "-a", strings.Join(ratios, ","),
		"--seed", fmt.Sprint("3-", 2+seeds), "--json").want(t, 0)
	all := r.events(t)
	if p := all[0]; p.Event != "planned" || p.Runs != pictures || p.Tokens == nil || *p.Tokens != tokens || p.Saved != 0.0 || *p.ToPay != tokens {
		t.Errorf("planned: %s", strings.SplitN(r.stdout, "\n", 2)[0])
	}
	seen := map[string]bool{}
	for _, e := range only(all, "saved") {
		checkSaved(t, e)
		seen[fmt.Sprint(e.Request.Prompt, e.Request.Style, e.Request.AspectRatio, e.Request.Seed)] = true
		if !filepath.IsAbs(e.Path) || !strings.HasPrefix(e.Path, h.path("home", "Pictures", "imagine")) || e.Key != "sandbox" {
			t.Errorf("%+v", e)
		}
	}
	if len(seen) != pictures {
		t.Errorf("%d different pictures", len(seen))
	}
}

func TestGenerateWithoutPrice(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(atOnce)
	all := h.run("generate", "a boat", "--op", "text-to-png", "--json", "--seed", "1").want(t, 0).events(t)
	if len(all) != 2 || all[0].Tokens != nil || all[0].ToPay != nil || all[1].Tokens != nil {
		t.Fatalf("a price out of nowhere: %+v", all)
	}
	checkSaved(t, all[1])
	if !strings.HasSuffix(all[1].Path, ".png") || all[1].Request.Operation != "text-to-png" {
		t.Errorf("%+v", all[1])
	}
}

func TestGenerateForPeople(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(atOnce)
	r := h.runWith("# a list\n\na boat\na {red|blue} house\n", "generate", "--from", "-", "--seed", "1").
		want(t, 0, "3 prompts × 1 style × 1 seed = 3", "free on sandbox", "3 saved")
	boat := ""
	for path := range strings.Lines(r.stdout) {
		path = strings.TrimSuffix(path, "\n")
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		if strings.Contains(path, "a-boat") {
			boat = path
		}
	}
	if strings.Count(r.stdout, "\n") != 3 || boat == "" {
		t.Fatalf("standard output is not the paths: %q", r.stdout)
	}
	r = h.run("generate", "a {red|blue} house", "--seed", "1", "--dry-run").want(t, 0, "2 saved already", "nothing was sent")
	if lines := strings.Split(strings.TrimSpace(r.stdout), "\n"); len(lines) != 2 || !strings.Contains(lines[0], "imagine-turbo\t1:1\t1\t1\ta red house") {
		t.Errorf("plan: %q", r.stdout)
	}
	h.run("generate", "a {red|blue} house", "--seed", "1", "--literal", "--dry-run").want(t, 0, "1 prompt × 1 style × 1 seed = 1")
	r = h.run("show", "--size", "20x10", "--protocol", "half", boat).want(t, 0)
	if !strings.Contains(r.stdout, "▀") && !strings.Contains(r.stdout, "▄") || !strings.Contains(r.stdout, "a boat") {
		t.Errorf("show: %.300q", r.stdout)
	}
	if r = h.run("show", boat).want(t, 0); strings.Contains(r.stdout, "\x1b") || !strings.Contains(r.stdout, "seed      1") {
		t.Errorf("show into a pipe: %q", r.stdout)
	}
	if r = h.run("history", "boat", "style:turbo").want(t, 0); strings.TrimSpace(r.stdout) == "" || !strings.Contains(r.stdout, boat) {
		t.Errorf("history: %q", r.stdout)
	}
	if list := h.run("history", "--json").want(t, 0).events(t); len(list) != 3 || list[0].Path == "" || list[0].Request.Prompt == "" {
		t.Errorf("history: %+v", list)
	}
	h.run("history", "nosuchword").want(t, 0, "None of 3 results match.")
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
}

func TestGenerateFaultsAndStatuses(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	base := h.small()
	for name, secret := range map[string]string{
		"expired": "vk-test-expired", "empty": "vk-test-empty", "html": "vk-test-fault-html", "cut": "vk-test-fault-cut",
		"bad": "vk-test-fault-1100", "wrong": "test-is-no-key", "reset": "vk-test-fault-reset", "server": "vk-test-fault-500",
	} {
		h.set("KEY_"+strings.ToUpper(name), secret)
		h.configureMore(fmt.Sprintf("[[key]]\nname = %q\nsource = \"env:KEY_%s\"\nbase_url = %q\n", name, strings.ToUpper(name), base))
	}
	for _, c := range []struct {
		key    string
		status int
		event  string
		http   int
		code   any
		words  string
	}{
		{"expired", 3, "failed", 406, 1002.0, "expired"},
		{"empty", 3, "failed", 402, 1101.0, "tokens"},
		{"wrong", 3, "failed", 401, 1001.0, "refused"},
		{"bad", 1, "failed", 400, 1100.0, "rejected"},
		{"html", 1, "unknown", 0, nil, "instead of a picture"},
		{"cut", 1, "unknown", 0, nil, "may have been charged"},
		{"reset", 1, "unknown", 0, nil, "may have been charged"},
		{"server", 1, "unknown", 500, nil, "may have been charged"},
	} {
		r := h.run("generate", "a boat, "+c.key, "-k", c.key, "--seed", "1-3", "--json", "-o", h.path("out-"+c.key)).want(t, c.status, c.words)
		ended := only(r.events(t), c.event)
		if len(ended) != 3 {
			t.Fatalf("%s: %d of 3 %s:\n%s", c.key, len(ended), c.event, r.stdout)
		}
		for _, e := range ended {
			if e.Error == nil || e.Error.Name == "" || e.Error.Message == "" || e.Error.Remedy == "" {
				t.Fatalf("%s: %s", c.key, r.stdout)
			}
			if c.http > 0 && (e.Error.Status == nil || *e.Error.Status != c.http) || c.code != nil && e.Error.Code != c.code {
				t.Errorf("%s: error %+v", c.key, *e.Error)
			}
		}
		if pictures := h.files(h.path("out-" + c.key)); len(pictures) > 0 {
			t.Errorf("%s: saved %q", c.key, pictures)
		}
	}
	list := h.run("recover", "--json").want(t, 0).events(t)
	if unknown := only(list, "unknown"); len(unknown) != 12 {
		t.Errorf("%d of 12 are kept for the person to decide: %+v", len(unknown), list)
	}
	h.run("keys").want(t, 0)
}
