//go:build unix

package hook

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"imagine-tui/tui/app/child"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// script is a program for sh.
func script(text string) []string { return []string{"/bin/sh", "-c", text} }

// environ is what the tests' programs get.
func environ() []string { return []string{"PATH=" + os.Getenv("PATH"), "NAME=value"} }

// What happened is on standard input, each event once; what else a program gets is
// the environment it was given, and that it is a hook.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	r := New(environ, nil)
	for i := range 20 {
		r.Run(script(`f=`+dir+`/$$; cat > "$f"; env >> "$f"`), map[string]any{"event": "saved", "n": i})
	}
	r.Run(nil, "nobody")
	report := r.Close(t.Context())
	if report != (Report{Ran: 20}) || report.Words() != "" {
		t.Errorf("%+v: %s", report, report.Words())
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		first, rest, _ := strings.Cut(string(data), "\n")
		seen[first] = true
		if !strings.Contains(rest, child.Inside+"=") || !strings.Contains(rest, "NAME=value") {
			t.Errorf("%s", rest)
		}
	}
	for i := range 20 {
		if want := fmt.Sprintf(`{"event":"saved","n":%d}`, i); !seen[want] {
			t.Errorf("nobody was told %s", want)
		}
	}
}

// Four run at a time, and whoever has something to tell does not wait for them.
func TestFourAtATime(t *testing.T) {
	dir := t.TempDir()
	gate := filepath.Join(dir, "gate")
	r := New(environ, nil)
	for range 40 {
		r.Run(script(`echo x >> `+dir+`/began; while [ ! -e `+gate+` ]; do sleep 0.02; done`), "x")
	}
	began := func() int {
		data, _ := os.ReadFile(filepath.Join(dir, "began"))
		return strings.Count(string(data), "x")
	}
	for began() < atOnce {
		time.Sleep(time.Millisecond) // until they run; nothing tells of it
	}
	r.mu.Lock()
	running, waiting := r.running, len(r.waiting)
	r.mu.Unlock()
	if running != atOnce || waiting != 40-atOnce || began() != atOnce {
		t.Errorf("%d run, %d wait, %d began", running, waiting, began())
	}
	if err := os.WriteFile(gate, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if report := r.Close(t.Context()); report != (Report{Ran: 40}) {
		t.Errorf("%+v", report)
	}
}

// A program that fails, hangs, is not there, says a lot, leaves others behind or does
// not read what it is told holds nothing up, and is told of once, with a count.
func TestFailures(t *testing.T) {
	for name, c := range map[string]struct {
		argv []string
		want string
	}{
		"fails":         {script("echo no room vk-test-0000111122223333 >&2; exit 3"), "sh failed (exit status 3): no room"},
		"is not there":  {[]string{"/no/such/program"}, "program did not start: "},
		"hangs":         {script("sleep 1000"), "sh took more than"},
		"says a lot":    {script(`head -c 3000000 /dev/zero | tr "\0" y >&2; exit 1`), "sh failed (exit status 1): yyyy"},
		"prints a lot":  {script(`head -c 3000000 /dev/zero | tr "\0" y`), ""},
		"does not read": {script("exec <&-; exit 0"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			heard := make(chan Report, 1)
			r := New(environ, func(r Report) { heard <- r })
			if name == "hangs" {
				r.limit = 50 * time.Millisecond
			}
			r.Run(c.argv, strings.Repeat("x", 200_000))
			report := r.Close(t.Context())
			if words := report.Words(); c.want == "" && words != "" || !strings.Contains(words, c.want) || strings.Contains(words, "vk-test") || len(words) > 400 {
				t.Errorf("%s", words)
			}
			if c.want != "" {
				if told := <-heard; told != report {
					t.Errorf("told %+v, was %+v", told, report)
				}
			}
		})
	}
}

// Who ends waits no longer than they want: what waits does not run, what runs is
// ended, and both are told.
func TestClose(t *testing.T) {
	r := New(environ, nil)
	for range 10 {
		r.Run(script("sleep 1000"), "x")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	report := r.Close(ctx)
	if report.Ran+report.Left != 10 || report.Failed != report.Ran || report.Words() == "" {
		t.Errorf("%+v: %s", report, report.Words())
	}
	r.Run(script("true"), "late")
	if none := (*Runner)(nil); none.Close(ctx) != (Report{}) {
		t.Error("a runner that is none")
	}
	(*Runner)(nil).Run(script("true"), "x")
}

func TestValidate(t *testing.T) {
	for want, c := range map[string]Config{
		"":                            {Saved: []string{"notify-send", "done"}},
		"picked: the first word is":   {Picked: []string{" "}},
		"saved: there is a key in it": {Saved: []string{"curl", "Bearer vk-test-0000111122223333"}},
	} {
		err := c.Validate()
		if err == nil {
			err = errors.New("")
		}
		if !strings.HasPrefix(err.Error(), want) || want == "" && err.Error() != "" {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
