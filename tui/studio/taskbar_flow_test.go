//go:build unix

package studio

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/tui/app"
	"imagine-tui/tui/studio/flow/flowtest"
)

// What is shown at the taskbar while runs go is taken away however the studio ends,
// and a terminal that is not known to show it is never told.
func TestTaskbar(t *testing.T) {
	t.Parallel()
	const set, gone = "\x1b]9;4;1;", "\x1b]9;4;0"
	takes := []string{"TERM=xterm-256color", "TERM_PROGRAM=ghostty", "TERM_PROGRAM_VERSION=1.2.0"}
	for name, c := range map[string]struct {
		environ []string
		panics  bool
		shown   bool
	}{
		"a panic":             {takes, true, true},
		"a signal":            {takes, false, true},
		"another terminal":    {[]string{"TERM=xterm-256color", "TERM_PROGRAM=ghostty", "TERM_PROGRAM_VERSION=1.1.3"}, false, false},
		"another one, panics": {[]string{"TERM=xterm-256color"}, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			raw := untilItEnds(t, c.environ, c.panics, c.shown)
			if shown := strings.Contains(raw, set); shown != c.shown {
				t.Errorf("shown: %v", shown)
			}
			if strings.LastIndex(raw, set) > strings.LastIndex(raw, gone) || !c.shown && strings.Contains(raw, gone) {
				t.Errorf("left at the taskbar: %d, taken away: %d", strings.LastIndex(raw, set), strings.LastIndex(raw, gone))
			}
		})
	}
}

// untilItEnds runs the studio while a run is under way, until a panic or a signal
// ends it, and returns what it wrote.
func untilItEnds(t *testing.T, environ []string, panics, shown bool) string {
	t.Helper()
	dir := t.TempDir()
	store, err := key.Open(key.Options{
		ConfigDir: filepath.Join(dir, "config"), StateDir: filepath.Join(dir, "state"), Environ: func(string) (string, bool) { return "", false },
	})
	if err != nil {
		t.Fatal(err)
	}
	// After a panic nobody waits for whoever reads keys: that ends with the pipe.
	keys, far := io.Pipe()
	defer func() { _ = far.Close() }()
	screen := &screenBytes{news: make(chan struct{}, 1)}
	var broken atomic.Bool
	runs := flowtest.Queue(t)
	item := plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Seed: 1}}
	runs.Submit(plan.Plan{Items: []plan.Item{item}}, queue.Account{Name: "work", Parallel: 1, Connect: func(ctx context.Context) (queue.Generator, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}, queue.SubmitOptions{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, Options{
			Config: app.DefaultSettings().Studio, Keys: store, Queue: runs, StateDir: filepath.Join(dir, "state"),
			Accounts: func(name string) (queue.Account, error) {
				if broken.Load() {
					panic("forced by the test")
				}
				return queue.Account{Name: name}, nil
			},
			In: keys, Out: screen, Environ: environ, Size: [2]int{120, 40},
		})
	}()
	screen.wait(t, "Prompt")
	if shown {
		screen.wait(t, "\x1b]9;4;1;")
	} else {
		screen.wait(t, "1 running")
	}
	if panics {
		broken.Store(true)
		go func() { _, _ = io.WriteString(far, "\x1b[27ui\r") }() // it may have ended before
	} else {
		cancel()
	}
	if err := <-ended; err == nil {
		t.Error("nothing was told of the end")
	}
	return screen.String()
}
