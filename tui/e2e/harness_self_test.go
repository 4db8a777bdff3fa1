package e2e

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// The harness is tested with the shell, so that a failing end-to-end test
// can be blamed on the program.

func shell(t *testing.T, script string) *terminal {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", script)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TERM=xterm"}
	return start(t, cmd, 40, 10)
}

func TestTerminalShowsAndEnds(t *testing.T) {
	t.Parallel()
	s := shell(t, `printf 'one\033[5;3Htwo'; read -r line; stty size; printf '<%s>' "$line"; exit 7`)
	s.waitText("one", "two")
	if lines := strings.Split(s.screen(), "\n"); !strings.HasPrefix(lines[4], "  two") {
		t.Errorf("not at row 5, column 3: %q", lines[4])
	}
	s.resize(50, 12)
	s.send("typed\n")
	s.waitText("<typed>", "12 50")
	if status := s.wait(); status != 7 {
		t.Errorf("exit status %d", status)
	}
	if !strings.Contains(string(s.bytes()), "\x1b[5;3Htwo") {
		t.Errorf("raw bytes: %q", s.bytes())
	}
}

func TestTerminalAnswersQueries(t *testing.T) {
	t.Parallel()
	s := shell(t, `stty raw -echo; printf '\033[3;4H\033[6n'; dd bs=1 count=6 2>/dev/null | od -An -c; stty sane; echo done`)
	s.waitText("done")
	if got := strings.Join(strings.Fields(s.screen()), ""); !strings.Contains(got, "033[3;4R") {
		t.Errorf("cursor position: %q", got)
	}
}

func TestTerminalSignals(t *testing.T) {
	t.Parallel()
	s := shell(t, `trap 'echo bye; exit 3' TERM; printf '\033[?1049h\033[?25lready'; while :; do sleep 0.05; done`)
	s.waitText("ready")
	if alternate, cursor := s.alternate(); !alternate || cursor {
		t.Error("the alternate screen or the hidden cursor was not seen")
	}
	s.signal(syscall.SIGTERM)
	s.waitText("bye")
	if status := s.wait(); status != 3 {
		t.Errorf("exit status %d", status)
	}
}

func TestKeySequences(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"enter": "\r", "a": "a", "é": "é", "ctrl+c": "\x03", "ctrl+_": "\x1f", "alt+2": "\x1b2", "f2": "\x1bOQ", "alt+enter": "\x1b\r",
	} {
		if got := sequence(t, key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	r := h.run("--version").want(t, 0)
	if !strings.HasPrefix(r.stdout, "imagine-tui ") {
		t.Errorf("says %q", r.stdout)
	}
	if files := h.files(h.root); len(files) > 0 {
		t.Errorf("left files behind: %q", files)
	}
}
