//go:build unix

package e2e

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

// What is pasted can carry the mark that ends pastes, and an enter behind it.
func TestCase80PastedEndMark(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configureMore(quick)
	v := h.vendor("4")
	s := h.studio(120, 40)
	s.toPrompt()
	for _, enter := range []string{"\x1b[201~\r", "\x1b[201~\x1b[201~\n\r\r", "\x1b[200~\x1b[201~\r", "\x9b201~\r", "\u009b201~\r", "\x1b]0;\x1b[201~\r"} {
		s.paste("pasted" + enter + "words")
		s.waitText("words")
		s.toPrompt()
	}
	s.toResults()
	s.paste("a boat\x1b[201~\r" + "n" + "a\r")
	s.waitText("Pasted into the prompt.")
	s.leave()
	if all, _ := v.requests(); all != 0 {
		t.Errorf("%d requests were sent by pasting", all)
	}
}

// tmux pastes what is in its buffer between marks, whatever that is.
func TestCase80PastedEndMarkThroughTmux(t *testing.T) {
	t.Parallel()
	h, tmux, wait := inTmux(t)
	tmux("set-buffer", "a pasted boat\x1b[201~\rand more")
	tmux("paste-buffer", "-p")
	wait("and more")
	tmux("send-keys", "-l", " then words")
	wait("then words", "No pictures yet")
	if n, _ := h.library(); n != 0 {
		t.Errorf("%d pictures were made by pasting", n)
	}
	tmux("send-keys", "Enter")
	wait("nothing running", "1/1")
	tmux("send-keys", "C-c") // it writes its state before its folder goes
	wait("after 0")
}

// inTmux opens the studio inside tmux.
func inTmux(t *testing.T) (h *home, tmux func(args ...string) string, wait func(texts ...string)) {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	h = newHome(t)
	h.configureMore(quick)
	delete(h.vars, "COLORTERM") // as tmux leaves it
	tmux, wait = h.tmux()
	// The shell stays when the studio is left, to show what it left behind.
	tmux("new-session", "-d", "-x", "100", "-y", "30", "-c", h.path("home"), "sh", "-c", "echo before; "+program(t)+"; echo after $?; exec cat")
	t.Cleanup(func() { tmux("kill-server") })
	wait("Prompt", "Results", "type to replace it")
	return h, tmux, wait
}

// A paste that is cut off leaves the keyboard as it was.
func TestCase80CutOffPaste(t *testing.T) {
	t.Parallel()
	for name, left := range map[string]string{"after the mark": "", "in the words": "half a bo", "in the end mark": "a boat\x1b[20", "in a sequence": "a boat\x1b]52;c;"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.configureMore(quick)
			s := h.studio(120, 40)
			s.toPrompt()
			s.send("\x1b[200~" + left)
			// A key ends it that comes a while after the last of what was pasted.
			again := time.NewTicker(300 * time.Millisecond)
			defer again.Stop()
			deadline := time.After(patience)
			for typed := ""; !strings.Contains(s.screen(), "zz"); typed += "z" {
				s.send("z")
				select {
				case <-again.C:
				case <-deadline:
					t.Fatalf("the studio hears nothing:\n%s", s.screen())
				}
			}
			s.leave()
		})
	}
}
