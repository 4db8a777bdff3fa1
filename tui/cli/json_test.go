package cli_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"imagine-tui/tui/cli/clitest"
	"imagine-tui/tui/cli/help"
)

// member is what the topic json says of a member of an event.
type member struct {
	kind     string
	optional bool
}

// schemas are the events that the topic json documents.
type schemas map[string]map[string]member

var (
	eventRE  = regexp.MustCompile(`^([a-z_]+)(?: {2,}.*)?$`)
	memberRE = regexp.MustCompile(`^ {4}([a-z0-9_]+)(\??) +(text|number or null|number|true or false|time or null|time|object or null|object|list)(?: {2,}.*)?$`)
)

// documented reads the topic json.
func documented(t *testing.T) schemas {
	t.Helper()
	text, err := help.Topic("json")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ = strings.Cut(text, "path_base64.\n\n")
	all, last := schemas{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if m := memberRE.FindStringSubmatch(line); m != nil {
			all[last][m[1]] = member{m[3], m[2] != ""}
			continue
		}
		word := strings.TrimSpace(line)
		switch m := eventRE.FindStringSubmatch(line); {
		case m != nil:
			last = m[1]
			all[last] = map[string]member{"event": {kind: "text"}}
		case word == "paths":
			all[last]["path"], all[last]["path_base64"] = member{kind: "text"}, member{"text", true}
		case strings.HasPrefix(word, "="):
			maps.Copy(all[last], all[word[1:]])
		case word != "":
			t.Errorf("neither an event nor a member: %q", line)
		}
	}
	return all
}

// is tells whether a value is of a kind.
func (m member) is(value any) bool {
	switch kind, null := strings.CutSuffix(m.kind, " or null"); v := value.(type) {
	case nil:
		return null
	case string:
		_, err := time.Parse(time.RFC3339, v)
		return kind == "text" || kind == "time" && err == nil
	case float64:
		return kind == "number"
	case bool:
		return kind == "true or false"
	case []any:
		return kind == "list"
	case map[string]any:
		return kind == "object"
	}
	return false
}

// check holds printed events against what is documented of them, and returns
// their names.
func (s schemas) check(t *testing.T, from, printed string) (names []string) {
	t.Helper()
	for line := range strings.Lines(printed) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Errorf("%s: %v: %s", from, err, line)
			continue
		}
		name, _ := e["event"].(string)
		schema := s[name]
		if schema == nil {
			t.Errorf("%s: the event %q is not documented: %s", from, name, line)
			continue
		}
		names = append(names, name)
		for field, value := range e {
			if m, known := schema[field]; !known || !m.is(value) {
				t.Errorf("%s: %s of %s is documented as %q, and is %v", from, field, name, m.kind, value)
			}
		}
		for field, m := range schema {
			if _, there := e[field]; !there && !m.optional {
				t.Errorf("%s: %s lacks %s: %s", from, name, field, line)
			}
		}
	}
	return names
}

// notProvoked are events that need a service which fails, or a process that is
// killed, or a program of [hooks] that is told; the tests of their commands see them.
var notProvoked = []string{"picked", "batch_done", "key_refused", "unknown", "cancelled", "recovered", "rendering", "forgotten", "serving"}

// TestEventsAreDocumented runs every command with --json.
func TestEventsAreDocumented(t *testing.T) {
	t.Parallel()
	s := documented(t)
	seen := map[string]bool{}
	d := clitest.Harbour(t)
	kept, sheet, broken := filepath.Join(t.TempDir(), "kept"), filepath.Join(t.TempDir(), "sheet.html"), filepath.Join(t.TempDir(), "broken.toml")
	if err := os.WriteFile(broken, []byte("[budget]\nper_day = -1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	one, two := d.Paths[1], d.Paths[2]
	run := func(status int, args ...string) string {
		printed, _ := d.Run(status, append(args, "--json")...)
		for _, name := range s.check(t, strings.Join(args, " "), printed) {
			seen[name] = true
		}
		return printed
	}
	run(0, "generate", "a {red|blue} boat", "--dry-run", "--seed", "1")
	run(2, "generate", "{1..9999} {1..9999}", "--dry-run")
	run(0, "plan", "a {red|blue} boat", "--seed", "1")
	run(2, "generate", "--plan", broken)
	how := filepath.Join(t.TempDir(), "status.json")
	d.Run(0, "generate", "a red boat", "--seed", "1", "--status", how)
	run(0, "status", how)
	run(0, "generate", "a red boat", "--seed", "1")
	run(0, "generate", "a red boat", "--seed", "1")
	run(0, "generate", "--op", "upscale", "--image", one)
	film := run(0, "generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro")
	job := regexp.MustCompile(`"job":"([^"]+)"`).FindStringSubmatch(film)[1]
	run(1, "generate", "a green boat", "--seed", "1", "-o", broken) // a file is in the way
	d.Env["IMAGINE_KEY_FOR_TESTS"] = "vk-test-0123456789"
	run(0, "keys", "add", "failing", "--keep", "env:IMAGINE_KEY_FOR_TESTS")
	for _, command := range []string{"keys", "keys list", "keys use failing", "keys rename failing bad", "keys use sandbox", "keys check sandbox", "keys remove bad"} {
		run(0, strings.Fields(command)...)
	}
	run(0, "rerun", one)
	run(1, "rerun", broken)
	for _, command := range []string{
		"history", "history is:picked", "history rebuild", "filters save best rating:>3", "filters", "filters forget best", "styles", "operations", "config path", "config check", "config example", "doctor",
		"stats", "doctor --check", "version", "man", "man " + filepath.Join(filepath.Dir(kept), "man1"), "help", "help generate", "help json", "recover", "video list", "video status " + job, "video delete --yes " + job,
		"show " + one, "diff " + one + " " + two, "diff --pixels " + one + " " + two, "diff --textconv " + one, "pick " + one, "reject " + two,
		"rate 4 " + one, "tag cover " + one, "sheet -o " + sheet + " --all", "keep --to " + kept, "keep --to " + kept, "trash put " + two, "trash list",
		"trash restore " + two, "trash put " + two, "trash empty --yes", "init " + filepath.Join(filepath.Dir(kept), "project"),
	} {
		run(0, strings.Fields(command)...)
	}
	run(2, "config", "check", "--config", broken)
	run(2, "history", "--colour")
	run(2, "rate", "9", one)
	run(2, "nonsense")
	run(1, "show", two)
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if !seen[name] && !slices.Contains(notProvoked, name) {
			t.Errorf("no command printed the event %q", name)
		}
	}
}

// TestEveryCommandPrintsJSON walks over all commands.
func TestEveryCommandPrintsJSON(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	printed, _ := d.Run(0, "help", "--json")
	n := 0
	for line := range strings.Lines(printed) {
		var e struct {
			Command string
			Flags   []struct{ Name string }
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		n++
		has := slices.ContainsFunc(e.Flags, func(f struct{ Name string }) bool { return f.Name == "json" })
		if e.Command != "" && !has {
			t.Errorf("%s has no --json", e.Command)
		}
	}
	if n < 30 {
		t.Errorf("%d commands", n)
	}
}

// TestErrorsInJSON: what is wrong with a command line is told in JSON too, wherever
// the flag stands, and to people as ever.
func TestErrorsInJSON(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	for line, want := range map[string]string{
		"history --json --colour":       `{"event":"error","status":2,"message":"unknown flag: --colour","help":"imagine-tui history --help"}`,
		"history --colour --json":       `{"event":"error","status":2,"message":"unknown flag: --colour","help":"imagine-tui history --help"}`,
		"histroy --json":                `"message":"unknown command \"histroy\", did you mean history?"`,
		"show --json":                   `"message":"write it as: imagine-tui show FILE…"`,
		"show --json /nowhere/a.jpg":    `{"event":"error","status":1,"message":"/nowhere/a.jpg: no such file or directory","help":""}`,
		"history --json tag:":           `{"event":"error","status":2,"message":"the query \"tag:\" has a mistake at column 5`,
		"generate --json --seed 0 boat": `"status":2,"message":"--seed:`,
	} {
		status := 2
		if strings.Contains(want, `"status":1`) {
			status = 1
		}
		printed, said := d.Run(status, strings.Fields(line)...)
		if !strings.Contains(printed, want) || strings.Count(printed, "\n") != 1 || !strings.HasPrefix(said, "imagine-tui: ") {
			t.Errorf("%s printed %s and said %s", line, printed, said)
		}
	}
	for line, want := range map[string]string{
		"history --quere x": "unknown flag: --quere\n", "generate boat --sedd 4": "unknown flag: --sedd, did you mean --seed?",
		"generate boat --dryrun": "unknown flag: --dryrun, did you mean --dry-run?", "--confg x history": "unknown flag: --confg, did you mean --config?",
		"hepl":               `unknown command "hepl", did you mean help?`,
		"histroy --nonsense": `unknown command "histroy", did you mean history?`,
	} {
		_, said := d.Run(2, strings.Fields(line)...)
		clitest.Contains(t, said, want)
	}
	printed, _ := d.Run(1, "show", "--json", "/nowhere/a.jpg", "/nowhere/b.jpg")
	if strings.Count(printed, `"event":"error"`) != 2 {
		t.Errorf("two files: %s", printed)
	}
	if printed, _ := d.Run(2, "history", "--colour", "--", "--json"); printed != "" {
		t.Errorf("behind --: %s", printed)
	}
}
