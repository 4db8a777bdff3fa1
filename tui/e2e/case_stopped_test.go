//go:build unix

package e2e

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// Somebody stops the studio and the shell takes the terminal, with its own idea
// of keys, screen and mouse; brought back, the studio sets all of it up again.
func TestCase83StoppedBySomebodyElse(t *testing.T) {
	t.Parallel()
	sh, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("a shell with job control is needed")
	}
	h := newHome(t)
	h.configure(quick)
	cmd := exec.CommandContext(t.Context(), sh, "--norc", "--noprofile", "-i")
	cmd.Env, cmd.Dir = append(h.environ(), "PS1=shell> ", "HISTFILE="), h.path("home")
	s := start(t, cmd, 120, 40)
	s.waitText("shell>")
	s.send("sh -c 'echo $$ > pid; exec " + program(t) + "'\r")
	s.waitText("┏ Prompt")
	s.make("a ship", "1/1")
	said, err := os.ReadFile(h.path("home", "pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(said)))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // and once more
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		s.waitText("Stopped")
		// As a person does who finds the shell in a screen that is a mess.
		s.send("printf '\\033[?1049l\\033[?1002l\\033[?1006l\\033[?2004l\\033[2J\\033[Hcl''eared\\n'\r")
		s.waitText("cleared")
		before := len(s.bytes())
		s.send("fg\r")
		s.waitText("┏ Prompt", "Results")
		s.toPrompt()
		s.send("words after")
		s.waitText("words after")
		if alternate, _ := s.alternate(); !alternate {
			t.Error("the alternate screen is not back")
		}
		after := string(s.bytes()[before:])
		for _, mode := range []string{"1002", "1006", "2004", "1004"} {
			if !strings.Contains(after, "\x1b[?"+mode+"h") {
				t.Errorf("mode %s is not set again", mode)
			}
		}
		s.waitPicture(20)
	}
	s.press("ctrl+c")
	s.waitText("shell>")
	s.send("exit\r")
	if status := s.wait(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	s.restored()
}
