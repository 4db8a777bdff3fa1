//go:build unix

package programs

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"imagine-tui/api"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow/flowtest"
	"imagine-tui/tui/widget/theme"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)

// host is a studio with chosen rows and a prompt.
type host struct {
	flowtest.Host
	chosen []gallery.Row
	tags   map[string][]string
	prompt string
}

func (h *host) Chosen() []gallery.Row { return h.chosen }

func (h *host) Tag(tags map[string][]string) tea.Cmd { h.tags = tags; return nil }

func (h *host) SetPrompt(text string) tea.Cmd { h.prompt = text; return nil }

// world is a flow with three saved results of one batch, and one that failed.
type world struct {
	*Flow
	*host
	gallery *gallery.Gallery
	stop    context.CancelFunc
}

func open(t *testing.T, c own.Config) *world {
	t.Helper()
	if err := own.Check([]own.Config{c}); err != nil {
		t.Fatal(err)
	}
	w := &world{host: &host{prompt: "a boat"}, gallery: gallery.New()}
	var rows []gallery.Row
	for i := range 4 {
		r := api.Request{Operation: api.TextToImage, Prompt: fmt.Sprintf("boat %d; $HOME", i), Style: "anime", AspectRatio: "1:1", Seed: int64(i)}
		rows = append(rows, gallery.Row{
			ID: fmt.Sprintf("run%d", i), Path: fmt.Sprintf("/lib/%d.png", i), State: gallery.Saved, When: noon, Batch: "batch", Recipe: &gallery.Recipe{Request: r},
		})
	}
	rows[3].State, rows[3].Path = gallery.Failed, ""
	w.gallery.AddBatch(gallery.Batch{ID: "batch", Title: "Boats", When: noon}, rows, true)
	var ctx context.Context
	ctx, w.stop = context.WithCancel(t.Context())
	w.Flow = New(w.host, Options{
		Context: ctx, Gallery: w.gallery, Styles: theme.New(true),
		Selected: func() (gallery.Row, bool) { return w.gallery.Row("run0") },
		Draft: func() api.Request {
			return api.Request{Operation: api.TextToImage, Prompt: w.prompt, Style: "anime", AspectRatio: "16:9"}
		},
	})
	w.Set([]own.Config{c})
	w.chosen = w.gallery.Some([]string{"run0"})
	return w
}

// start starts the command, and carries out what comes of it.
func (w *world) start(t *testing.T) {
	t.Helper()
	for id := range w.commands {
		if why := w.Why(id); why != "" {
			t.Fatal(why)
		}
		w.Run(w.Flow, w.Start(id))
	}
}

func (w *world) id() action.ID {
	for id := range w.commands {
		return id
	}
	return ""
}

func sh(script string, words ...string) []string {
	return append([]string{"/bin/sh", "-c", script, "sh"}, words...)
}

// What a command says or does not say, and how it fails, is told in one sentence, with
// its name and nothing that changes the screen or is a key.
func TestMessages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config       own.Config
		all          bool // three results are chosen
		said, warned string
	}{
		"says":          {own.Config{Run: sh(`echo "$1 $2"`, "{path}", "{prompt}")}, false, "Dust: /lib/0.png boat 0; $HOME", ""},
		"says nothing":  {own.Config{Run: sh(`:`)}, false, "Dust is done.", ""},
		"once for each": {own.Config{Run: sh(`echo "$1"`, "{seed}")}, true, "Dust is done, for 3 results; the last time it said: 2", ""},
		"escapes":       {own.Config{Run: sh(`printf '\n\033[2J\033]0;x\007ha vk-%s\n' test-0000111122223333`)}, false, "Dust: ha vk-…", ""},
		"fails":         {own.Config{Run: sh(`echo no room >&2; exit 3`)}, false, "", "Dust: sh failed (exit status 3): no room."},
		"fails for one": {own.Config{Run: sh(`test "$1" != 1`, "{seed}")}, true, "", "Dust failed for 1 of 3 results, first: sh failed (exit status 1)."},
		"is not there":  {own.Config{Run: []string{"/no/dust"}}, false, "", "Dust: dust did not start: no such file or directory."},
		"hangs":         {own.Config{Run: sh(`sleep 1000`), Limit: "200ms"}, false, "", "Dust: sh took more than 200ms, so it was stopped."},
		"floods":        {own.Config{Run: sh(`while :; do echo 0123456789012345678901234567890123456789; done`)}, false, "", "Dust: sh printed more than 262 KB, so it was stopped."},
		"a batch":       {own.Config{Where: own.Batch, Run: sh(`cat | tr '\n' ' '; echo "$@"`, "-q", "{paths}")}, false, "Dust: /lib/0.png /lib/1.png /lib/2.png -q /lib/0.png /lib/1.png /lib/2.png", ""},
		"the prompt":    {own.Config{Where: own.Prompt, Run: sh(`read prompt; echo "$prompt $1 $2"`, "{style}", "{ratio}")}, false, "Dust: a boat anime 16:9", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.config.Name = "Dust"
			w := open(t, c.config)
			if c.all {
				w.chosen = w.gallery.Rows("batch")
			}
			w.start(t)
			if got := flowtest.Last(w.Said); got != c.said {
				t.Errorf("said %q, want %q", got, c.said)
			}
			if got := flowtest.Last(w.Warned); got != c.warned || len(w.Warned) > 1 {
				t.Errorf("warned %q, want %q", w.Warned, c.warned)
			}
		})
	}
}

// What is marked is the batch, where something is.
func TestMarkedAreTheBatch(t *testing.T) {
	t.Parallel()
	w := open(t, own.Config{Name: "Zip", Where: own.Batch, Run: sh(`echo "$#"`, "{paths}")})
	w.gallery.SetMarked([]string{"run2"})
	w.chosen = w.gallery.Marked()
	w.start(t)
	if got := flowtest.Last(w.Said); got != "Zip: 1" {
		t.Error(got)
	}
}

// All of what a command prints is shown to be read, also of several results, without
// what would change the screen; there is an end to it.
func TestView(t *testing.T) {
	t.Parallel()
	w := open(t, own.Config{Name: "Describe", Output: own.View, Run: sh(`printf 'seed %s\n\033[31mred\033[0m vk-%s\n' "$1" test-0000111122223333; test "$1" != 1`, "{seed}")})
	w.chosen = w.gallery.Rows("batch")
	w.start(t)
	words := w.Words()
	for _, want := range []string{"Describe", "seed 0", "red vk-…", "seed 2"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not shown:\n%s", want, words)
		}
	}
	if strings.Contains(words, "seed 1") || flowtest.Last(w.Warned) != "Describe failed for 1 of 3 results, first: sh failed (exit status 1)." || w.Quiet != 1 {
		t.Errorf("%q:\n%s", w.Warned, words)
	}
	w = open(t, own.Config{Name: "Describe", Output: own.View, Run: sh(`i=0; while [ $i -lt 2000 ]; do echo 01234567890123456789012345678901234567890123456789012345678901234567890123456789; i=$((i+1)); done`)})
	w.chosen = w.gallery.Rows("batch")
	w.start(t)
	if r := w.Dialog(); r == nil || w.running[w.id()] != nil {
		t.Error("nothing is shown of what is too much")
	}
	w = open(t, own.Config{Name: "Describe", Output: own.View, Run: sh(`:`)})
	w.start(t)
	if flowtest.Last(w.Said) != "Describe printed nothing." {
		t.Error(w.Said)
	}
}

// What comes back for the prompt is offered with what becomes of its words, several
// lines as alternatives; only who takes it has another prompt, and nothing is sent.
func TestPrompt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		script, shown, text, said, warned string
	}{
		"one line":  {`sed 's/boat/ship at dawn/'`, "a [-boat-] {+ship at dawn+}", "a ship at dawn", "", ""},
		"several":   {`printf 'a ship\n\n a whale | a gull \n'`, "", `{a ship|a whale \| a gull}`, "", ""},
		"escapes":   {`printf '\033[2Ja \033[31mred\033[0m boat\r\n'`, "a {+red+} boat", "a red boat", "", ""},
		"the same":  {`cat`, "", "", "Better left the prompt as it is.", ""},
		"a line":    {`cat; echo a gull`, "", "{a boat|a gull}", "", ""},
		"nothing":   {`:`, "", "", "Better printed nothing, so the prompt stays.", ""},
		"a key":     {`printf "a vk-%s boat" test-0000111122223333`, "", "", "", "Better: what it printed looks like an API key, so it was kept out of the prompt."},
		"fails":     {`echo a ship; echo quota >&2; exit 9`, "", "", "", "Better: sh failed (exit status 9): quota."},
		"no prompt": {`echo a {`, "", `a \{`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := open(t, own.Config{Name: "Better", Where: own.Prompt, Output: own.NewPrompt, Run: sh(c.script)})
			w.start(t)
			if !strings.Contains(w.Words(), c.shown) || flowtest.Last(w.Said) != c.said || flowtest.Last(w.Warned) != c.warned {
				t.Fatalf("said %q, warned %q:\n%s", w.Said, w.Warned, w.Words())
			}
			if w.prompt != "a boat" || len(w.Orders) > 0 {
				t.Fatalf("%q before anybody took it, %d orders", w.prompt, len(w.Orders))
			}
			if c.text == "" {
				if w.Dialog() != nil {
					t.Errorf("asked: %s", w.Words())
				}
				return
			}
			answers := w.Answer(t)
			if answers.Esc != nil {
				t.Error("leaving does something")
			}
			w.Run(w.Flow, answers.Yes())
			if w.prompt != c.text || len(w.Orders) > 0 {
				t.Errorf("%q, %d orders", w.prompt, len(w.Orders))
			}
		})
	}
}

// Lines become tags of what the run was about.
func TestTags(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		config       own.Config
		want         string
		said, warned string
	}{
		"each its own": {own.Config{Run: sh(`printf 'seed %s\n#golden hour, sea\n' "$1"`, "{seed}")}, "map[run0:[seed-0 golden-hour sea] run1:[seed-1 golden-hour sea] run2:[seed-2 golden-hour sea]]", "", ""},
		"a batch":      {own.Config{Where: own.Batch, Run: sh(`echo sea`)}, "map[run0:[sea] run1:[sea] run2:[sea]]", "", ""},
		"none":         {own.Config{Run: sh(`:`)}, "map[]", "Look printed no tags.", ""},
		"a key":        {own.Config{Run: sh(`printf "vk-%s" test-0000111122223333`)}, "map[]", "", "Look: That looks like an API key. Tags are saved in files and shown."},
		"some":         {own.Config{Run: sh(`test "$1" != 1 && echo "s$1"`, "{seed}")}, "map[run0:[s0] run2:[s2]]", "", "Look failed for 1 of 3 results, first: sh failed (exit status 1)."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.config.Name, c.config.Output = "Look", own.Tags
			w := open(t, c.config)
			w.chosen = w.gallery.Rows("batch")
			w.start(t)
			if got := fmt.Sprint(w.tags); got != c.want || flowtest.Last(w.Said) != c.said || flowtest.Last(w.Warned) != c.warned {
				t.Errorf("%s, said %q, warned %q", got, w.Said, w.Warned)
			}
		})
	}
}

// What is to be asked for first says what is run and for how many; leaving runs
// nothing.
func TestConfirm(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "ran")
	w := open(t, own.Config{Name: "Upload", Confirm: true, Run: sh(`echo x >> "$1"`, file)})
	w.chosen = w.gallery.Rows("batch")
	w.start(t)
	if words := w.Words(); !strings.Contains(words, `Run "Upload"?`) || !strings.Contains(words, "runs for 3 results, once for each.") {
		t.Error(words)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("it ran before anybody agreed")
	}
	if w.Answer(t).Esc != nil {
		t.Error("leaving does something")
	}
	w.start(t)
	w.Run(w.Flow, w.Answer(t).Yes())
	if data, err := os.ReadFile(file); err != nil || string(data) != "x\nx\nx\n" {
		t.Errorf("%q, %v", data, err)
	}
	for want, c := range map[string]own.Config{
		"runs once for 3 results.": {Where: own.Batch, Run: []string{"zip"}},
		"gets the prompt.":         {Where: own.Prompt, Run: []string{"llm"}},
	} {
		c.Name, c.Confirm = "x", true
		w := open(t, c)
		w.start(t)
		if !strings.Contains(w.Words(), want) {
			t.Error(w.Words())
		}
	}
}

// A command that takes its time is shown as such and stopped by who leaves; it is not
// started twice meanwhile. Whoever goes on working hears how it ended.
func TestSlow(t *testing.T) {
	t.Parallel()
	began := filepath.Join(t.TempDir(), "began")
	if err := unix.Mkfifo(began, 0o600); err != nil {
		t.Skip(err)
	}
	w := open(t, own.Config{Name: "Dust", Run: sh(`echo > "$1"; sleep 1000`, began)})
	w.chosen = w.gallery.Rows("batch")
	start := func() chan tea.Msg {
		w.Start(w.id())
		ended := make(chan tea.Msg, 1)
		next := w.next(w.running[w.id()])
		go func() { ended <- next() }()
		if _, err := os.ReadFile(began); err != nil { // it runs
			t.Fatal(err)
		}
		return ended
	}
	ended := start()
	r := w.running[w.id()]
	w.Update(slowMsg{r})
	w.Answer(t).Yes() // go on working
	if w.Dialog() != nil || w.Start(w.id()) != nil || w.running[w.id()] != r {
		t.Error("it can be started twice")
	}
	if words := w.Words(); !strings.Contains(words, "sh is running") { // it was asked for again
		t.Error(words)
	}
	w.Answer(t).Yes()
	w.Update(slowMsg{r})
	if words := w.Words(); !strings.Contains(words, "sh is running: 1 of 3, each for up to 2m0s.") || !strings.Contains(words, "esc stop it") || w.Quiet != 2 {
		t.Error(words)
	}
	answers := w.Answer(t)
	answers.Esc()
	w.Update(<-ended)
	if got := flowtest.Last(w.Said); got != "Dust was stopped after 0 of 3 results." || w.Why(w.id()) != "" {
		t.Errorf("%q", got)
	}
	w.Update(slowMsg{r}) // of a run that is over
	if w.Dialog() != nil {
		t.Error(w.Words())
	}
	// The studio ends: so does what runs, and nobody is told.
	ended = start()
	said := len(w.Said)
	w.stop()
	w.Update(<-ended)
	w.Close()
	if len(w.Said) != said || len(w.Warned) > 0 {
		t.Errorf("%q %q", w.Said, w.Warned)
	}
}

// Why a command cannot run is said in a few words.
func TestWhy(t *testing.T) {
	t.Parallel()
	w := open(t, own.Config{Name: "Dust", Run: []string{"x"}})
	w.chosen = w.gallery.Some([]string{"run3"})
	if why := w.Why(w.id()); why != "select a saved result first" {
		t.Error(why)
	}
	if why := w.Why("command.gone"); why != "this command is not in the config any more" {
		t.Error(why)
	}
	w = open(t, own.Config{Name: "Words", Where: own.Prompt, Run: []string{"x"}})
	w.prompt = ""
	if why := w.Why(w.id()); why != "write a prompt first" {
		t.Error(why)
	}
}

// What a result says is read from disk where the list has not got it.
func TestReadsDescriptions(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(library.Folder(), "2026-11-24", "142233-boat-a1b2c3.png")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := library.Update(path, func(s *history.Sidecar) { s.Request.Prompt = "from disk" }); err != nil {
		t.Fatal(err)
	}
	w := open(t, own.Config{Name: "Dust", Run: []string{"/bin/echo", "{prompt}"}})
	w.o.Library = library
	w.chosen = []gallery.Row{{ID: "x", Path: path, State: gallery.Saved}}
	w.start(t)
	if got := flowtest.Last(w.Said); got != "Dust: from disk" {
		t.Errorf("%q, %q", got, w.Warned)
	}
}

// No program gets a key, however its variable is called.
func TestNoKeyInTheEnvironment(t *testing.T) {
	t.Setenv("IMAGINE_API_KEY", "CANARY-of-no-known-shape")
	t.Setenv("SOMETHING", "vk-test-CANARY-0000111122")
	w := open(t, own.Config{Name: "Env", Output: own.View, Run: []string{"/usr/bin/env"}})
	w.start(t)
	printed := w.Words()
	if strings.Contains(printed, "CANARY") || w.Dialog() == nil || slices.Contains(w.Warned, "") {
		t.Errorf("%q\n%s", w.Warned, printed)
	}
}

// A prompt of several lines that comes back as it was is no list of alternatives.
func TestPromptOfSeveralLines(t *testing.T) {
	t.Parallel()
	w := open(t, own.Config{Name: "Same", Where: own.Prompt, Output: own.NewPrompt, Run: sh(`cat`)})
	w.prompt = "a boat\n  at dawn"
	w.start(t)
	if w.Dialog() != nil || flowtest.Last(w.Said) != "Same left the prompt as it is." {
		t.Errorf("%q: %s", w.Said, w.Words())
	}
}
