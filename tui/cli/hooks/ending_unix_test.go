//go:build unix

package hooks

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"imagine-tui/api/queue"
	"imagine-tui/tui/app/hook"
	"imagine-tui/tui/cli/console"
)

// opened returns hooks that append a line to a file for each picture.
func opened(t *testing.T, script string) (h *Hooks, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "told")
	environ := func() []string { return []string{"PATH=" + os.Getenv("PATH")} }
	return newHooks(hook.Config{Saved: []string{"/bin/sh", "-c", script, "sh", file}}, hook.New(environ, nil)), file
}

// What is saved after a signal is told of too: hooks have a moment left then, in which
// those that run come to their end.
func TestSavedAfterASignal(t *testing.T) {
	t.Parallel()
	h, file := opened(t, `echo x >> "$1"`)
	h.farewell = time.Minute
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	saved := func(id string, reused bool) queue.Run {
		return queue.Run{ID: id, State: queue.StateSaved, Saved: queue.Saved{Reused: reused}}
	}
	h.Ended(saved("a", false))
	h.Rest([]queue.Run{saved("a", false), saved("b", false), saved("c", true), {ID: "d", State: queue.StateFailed}})
	h.Rest([]queue.Run{saved("b", false)})
	var said strings.Builder
	h.Close(ctx, &console.Console{Err: &said})
	if data, err := os.ReadFile(file); err != nil || string(data) != "x\nx\n" {
		t.Errorf("%q, %v: %s", data, err, said.String())
	}
	var nobody *Hooks
	nobody.Rest([]queue.Run{saved("a", false)})
}

// A hook that takes longer than that moment is ended, and told of; so it is where the
// signal comes while hooks are waited for.
func TestSlowAfterASignal(t *testing.T) {
	t.Parallel()
	for _, late := range []bool{false, true} {
		h, file := opened(t, `echo x > "$1"; sleep 1000`)
		h.farewell = time.Millisecond
		ctx, cancel := context.WithCancel(t.Context())
		h.Ended(queue.Run{ID: "a", State: queue.StateSaved})
		for { // until it runs; nothing tells of it
			if data, err := os.ReadFile(file); err == nil && len(data) > 0 {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if late {
			go cancel()
		} else {
			cancel()
		}
		var said strings.Builder
		h.Close(ctx, &console.Console{Err: &said})
		if !strings.Contains(said.String(), "1 of 1 hooks failed, first: sh was stopped with the program.") {
			t.Errorf("late %v: %s", late, said.String())
		}
		cancel()
	}
}
