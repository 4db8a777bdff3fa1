//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"imagine-tui/api/sandbox"
	"imagine-tui/tui/app/child"
)

// leaves lists all subcommands that have none themselves, as the program's own
// help tells them.
func (h *home) leaves(of ...string) []string {
	h.t.Helper()
	r := h.run(append(slices.Clone(of), "--help")...).want(h.t, 0)
	_, list, found := strings.Cut(r.stdout, "Available Commands:\n")
	if !found {
		return []string{strings.Join(of, " ")}
	}
	list, _, _ = strings.Cut(list, "\n\n")
	var all []string
	if name := strings.Join(of, " "); strings.Contains(r.stdout, "imagine-tui "+name+" [QUERY] [flags]\n") {
		all = append(all, name) // it does something without one of them
	}
	for _, m := range regexp.MustCompile(`(?m)^  (\S+)`).FindAllStringSubmatch(list, -1) {
		if m[1] != "help" {
			all = append(all, h.leaves(append(slices.Clone(of), m[1])...)...)
		}
	}
	return all
}

// echoing is a sandbox that repeats the key in whatever it answers but for
// pictures, as careless services do.
func (h *home) echoing() *rogue {
	h.t.Helper()
	handler := sandbox.New(sandbox.Options{MaxSide: 64})
	return h.rogue(func(w http.ResponseWriter, r *http.Request) {
		bearer := r.Header.Get("Authorization")
		w.Header().Set("X-Request-Id", bearer)
		switch {
		case r.Header.Get(askedSeed) == "13":
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"status":"error","code":1100,"error":%q,"message":"no seed for %s"}`, bearer, bearer)
		case r.Header.Get(askedSeed) == "14":
			_, _ = fmt.Fprintf(w, "<title>%s</title>", bearer) // 200, and no picture
		case r.Method == http.MethodGet || r.Method == http.MethodDelete:
			w.WriteHeader(http.StatusNotFound)
			_, _ = fmt.Fprintf(w, "nothing here for %s", bearer)
		default:
			handler.ServeHTTP(w, r)
		}
	})
}

// Every subcommand is run with keys of every source there is, and with a key
// in the place of each argument: none of them may come back, on any stream, in
// any file or log.
func TestNoKeyGetsOutOfAnySubcommand(t *testing.T) {
	t.Parallel()
	h, _ := planted(t)
	told := h.path("told.env") // what every hook there is has in its environment
	hook := fmt.Sprintf(`["/bin/sh", "-c", 'env >> "$1"', "sh", %q]`, told)
	h.configureMore("[defaults]\nkey = \"echo\"\n[hooks]\nsaved = " + hook + "\npicked = " + hook + "\nbatch_done = " + hook + "\nkey_refused = " + hook + "\n")
	s := h.echoing()
	h.set("ECHO_KEY", rogueKey)
	delete(h.vars, "IMAGINE_WORK_KEY")
	h.write(h.configPath(), strings.ReplaceAll(read(t, h.configPath()), "name = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"", "name = \"echo\"\nsource = \"env:ECHO_KEY\""))
	check := func(args ...string) result {
		t.Helper()
		r := h.runWith("", append(args, "--log-level", "debug")...)
		h.keyless(r)
		return r
	}
	saved := only(check("generate", "a boat", "--seed", "1-3", "--json", "--yes").want(t, 0).events(t), "saved")
	if len(saved) != 3 {
		t.Fatalf("%d pictures", len(saved))
	}
	check("generate", "a boat", "--seed", "13-14", "--yes").want(t, 1)
	one, two, three := saved[0].Path, saved[1].Path, saved[2].Path
	const typed = "vk-test-typed-CANARY-0000111177"
	runs := map[string][][]string{
		"generate":    {{"a ship", "--seed", "5", "--dry-run"}, {"a ship", "-k", "helper", "--seed", "13"}, {"a boat", "--seed", "1", "--output", h.path(typed + ".jpg")}},
		"rerun":       {{one}},
		"keys add":    {{"another", "--keep", "file"}},
		"keys check":  {{"echo"}, {"helper"}, {"nosuch"}},
		"keys list":   {{}},
		"keys rename": {{"saved", "kept"}},
		"keys use":    {{"echo"}},
		"keys remove": {{"kept"}},
		"history":     {{}, {"--json"}, {"boat"}},

		"history rebuild": {{}},
		"filters save":    {{"boats", "boat"}, {"boats", typed}, {typed, "boat"}},
		"filters forget":  {{"boats"}, {"nosuch"}},
		"show":            {{one}, {"--size", "20x10", "--protocol", "half", one}},
		"diff":            {{one, two}},
		"sheet":           {{"-o", h.path("sheet.html"), one, two}, {"-o", h.path("sheet.png"), one, two}, {"-o", h.path(typed + ".html"), one}},
		"keep":            {{"--to", h.path("kept"), one}, {"--to", h.path(typed), one}, {"--to", h.path("stripped"), "--strip", one}},
		"trash put":       {{three}},
		"trash list":      {{}, {"--json"}},
		"trash restore":   {{filepath.Base(three)}},
		"trash empty":     {{}},
		"sandbox":         {{"--listen", "nowhere:port"}},
		"recover":         {{}, {"--json"}},
		"restore":         {{}, {"--dry-run"}, {"-k", "echo", "--yes"}, {typed}},
		"video list":      {{}, {"--json"}},
		"video status":    {{"nosuch", "-k", "echo"}, {"nosuch"}},
		"video delete":    {{"nosuch"}},
		"keymap":          {{}, {"--json"}},
		"man":             {{}, {h.path("pages")}, {h.path(typed)}},
		"doctor":          {{}, {"--check"}},
		"pick":            {{one}, {"--undo", one}},
		"reject":          {{one}, {"--undo", one}},
		"rate":            {{"3", one}, {"9", one}},
		"tag":             {{"cover", one}, {"a,b", one}},
		"stats":           {{}, {"--by", "day", "--json"}},
		"styles":          {{}, {"--json"}},
		"operations":      {{}, {"--json"}},
		"version":         {{}, {"--json"}},
		"config path":     {{}},
		"config example":  {{}},
		"config check":    {{}, {"--json"}},
		"init":            {{h.path("posters")}, {h.path(typed)}},
		"plan":            {{"a ship", "--seed", "5"}, {typed, "--seed", "5"}, {"a ship", "--output", h.path(typed + ".jpg")}},
		"project trust":   {{"--yes"}, {"--project", h.path("posters"), "--yes"}, {"--project", h.path(typed)}},
		"status":          {{h.path("nosuch")}, {h.path(typed)}},
	}
	leaves := h.leaves()
	for i, leaf := range leaves {
		if len(runs[leaf]) == 0 {
			t.Errorf("the subcommand %q is not tried", leaf)
		}
		for _, args := range runs[leaf] {
			check(append(strings.Fields(leaf), args...)...)
		}
		// People paste keys anywhere.
		pasted := [][]string{{typed}, {one, typed}, {"--query", typed}, {"--nosuch=" + typed}}
		if raceDetector { // one place of each, which is another one in the next
			pasted = pasted[i%len(pasted):][:1]
		}
		for _, args := range pasted {
			if leaf == "rerun" || leaf == "generate" {
				args = append(args, "--seed="+typed) // and nothing is made
			}
			check(append(strings.Fields(leaf), args...)...)
		}
	}
	check("--config", typed)
	check("history", "--log-level", typed)
	for name := range runs {
		if !slices.Contains(leaves, name) {
			t.Errorf("there is no subcommand %q", name)
		}
	}
	if _, others := s.count(); others == 0 {
		t.Error("the server was asked nothing but for pictures")
	}
	if n := strings.Count(read(t, told), child.Inside+"="); n < 4 {
		t.Errorf("%d hooks ran", n)
	}
	h.noCanary()
}

// Every screen, over a service that repeats the key in all it says.
func TestNoKeyOnAnyScreen(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nkey = \"work\"\nseed = \"12-14\"\n")
	h.echoing()
	s := h.studio(120, 40)
	s.press("enter")
	s.waitFor("one saved, one refused, one unanswered", func(screen string) bool {
		return strings.Contains(screen, "refused (400)") && strings.Contains(screen, "no answer") && strings.Contains(screen, "nothing running")
	})
	s.toResults()
	const writing, choosing = "esc : commands", ": commands" // in the first line
	for _, screen := range []struct {
		keys  []string
		shows string
	}{
		{[]string{"?"}, writing},
		{[]string{":"}, writing},
		{[]string{"g", "m"}, "Messages"},
		{[]string{"s"}, "Sheet ·"},
		{[]string{"g", "q"}, "Queue ·"},
		{[]string{"t"}, writing},
	} {
		s.press(screen.keys...)
		s.waitText(screen.shows)
		s.press("esc")
		s.waitGone(screen.shows)
		s.waitText(choosing, "┏ Results")
	}
	for _, row := range [][2]string{{"▸  ✗ s13", "Failed ·"}, {"▸  ? s14", "No answer ·"}} {
		s.press("j")
		s.waitText(row[0])
		s.press("enter") // what went wrong
		s.waitText(row[1])
		s.press("esc")
		s.waitGone(row[1])
	}
	s.press("alt+1")
	s.waitText("┏ Keys")
	s.press("+")
	s.waitText(writing)
	s.send("\tfresh\tvk-test-typed-CANARY-0000111188") // where it is kept stands first
	s.waitText("•••")
	s.press("esc")
	s.waitGone("•••")
	s.press("ctrl+c")
	s.wait()
	if strings.Contains(string(s.bytes()), canary) {
		t.Error("a key was written to the terminal")
	}
	h.noCanary()
}
