//go:build unix

package e2e

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// The studio inside tmux, a terminal that nobody here wrote: it draws, takes
// keys, follows a new size, and leaves the shell's screen as it was.
func TestStudioInTmux(t *testing.T) {
	t.Parallel()
	h, tmux, wait := inTmux(t)
	tmux("send-keys", "a boat at dusk", "Enter")
	wait("1/1", "a boat at dusk", "nothing running")
	tmux("resize-window", "-x", "80", "-y", "24")
	wait("1/1", "a boat at dusk")
	tmux("send-keys", "Escape")
	wait("n new seed")
	tmux("send-keys", "q")
	wait("before", "after 0")
	if screen := tmux("capture-pane", "-p"); strings.Contains(screen, "Prompt") {
		t.Errorf("left on the screen:\n%s", screen)
	}
	if n, _ := h.library(); n != 1 {
		t.Errorf("%d pictures", n)
	}
}

// tmux returns what gives commands to a tmux of its own, and what waits for
// texts on its screen.
func (h *home) tmux() (tmux func(args ...string) string, wait func(texts ...string)) {
	t := h.t
	tmux = func(args ...string) string {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		cmd := exec.CommandContext(ctx, "tmux", append([]string{"-S", h.path("tmp", "tmux"), "-f", "/dev/null"}, args...)...)
		cmd.Env = h.environ()
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %q: %v\n%s", args, err, out)
		}
		return string(out)
	}
	wait = func(texts ...string) {
		t.Helper()
		again := time.NewTicker(30 * time.Millisecond)
		defer again.Stop()
		deadline := time.After(patience)
		for {
			screen := tmux("capture-pane", "-p")
			missing := false
			for _, text := range texts {
				missing = missing || !strings.Contains(screen, text)
			}
			if !missing {
				return
			}
			select {
			case <-again.C:
			case <-deadline:
				t.Fatalf("waited in vain for %q:\n%s", texts, screen)
			}
		}
	}
	return tmux, wait
}
