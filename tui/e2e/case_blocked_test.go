//go:build unix

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// blocked is a studio in a terminal that has stopped reading in the middle of a
// picture. It writes its exit status into a file when it ends, which nobody who
// waits for the terminal could hear of.
func blocked(t *testing.T, mode, sign string) (h *home, s *terminal) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	h = newHome(t)
	h.configureMore(quick)
	h.set("IMAGINE_GRAPHICS", mode)
	h.run("generate", "a boat at dusk", "--seed", "1", "--yes").want(t, 0)
	cmd := exec.CommandContext(t.Context(), sh, "-c", program(t)+"; echo $? > status.new; mv status.new status")
	cmd.Env, cmd.Dir = h.environ(), h.path("home")
	s = startUpTo(t, cmd, 200, 60, sign)
	s.waitHalted()
	return h, s
}

// await waits until a condition holds that the screen cannot show.
func (s *terminal) await(what string, condition func() bool) {
	s.t.Helper()
	deadline := time.After(patience)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !condition() {
		select {
		case <-again.C:
		case <-deadline:
			s.t.Fatalf("waited in vain for %s", what)
		}
	}
}

var blockedIn = map[string]string{"sixel": sixelStart, "kitty": "\x1b_Ga=t,"}

// A terminal that reads no more does not keep the studio from anything: what is
// typed makes a picture, and is on the screen when the terminal goes on.
func TestCase86KeysWhileTheTerminalIsStopped(t *testing.T) {
	t.Parallel()
	for mode, sign := range blockedIn {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			h, s := blocked(t, mode, sign)
			saved := func() int {
				n := 0
				for _, path := range h.files(h.path("home", "Pictures")) {
					if strings.HasSuffix(path, ".json") {
						n++
					}
				}
				return n
			}
			before := len(s.bytes())
			s.press("alt+2", "ctrl+g", "backspace")
			s.send("two ships")
			s.press("enter")
			s.await("a second picture", func() bool { return saved() == 2 })
			if n := len(s.bytes()); n != before {
				t.Fatalf("%d bytes were read by a terminal that has stopped", n-before)
			}
			s.goOn()
			s.waitText("two ships", "1/1", "nothing running")
			s.press("ctrl+c")
			if s.wait() != 0 {
				t.Error("the shell did not end well")
			}
			s.restored()
			if status := strings.TrimSpace(read(t, h.path("home", "status"))); status != "0" {
				t.Errorf("exit status %s", status)
			}
		})
	}
}

// It can be left, too, and soon: what waits for the terminal is given up then, and
// where the system helps, the terminal finds itself in the shell's screen when it
// goes on.
func TestCase86LeavingWhileTheTerminalIsStopped(t *testing.T) {
	t.Parallel()
	for mode, sign := range blockedIn {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			h, s := blocked(t, mode, sign)
			s.press("ctrl+c")
			s.await("the end", func() bool {
				_, err := os.Stat(h.path("home", "status"))
				return err == nil
			})
			if status := strings.TrimSpace(read(t, h.path("home", "status"))); status != "0" {
				t.Errorf("exit status %s", status)
			}
			s.goOn()
			s.wait()
			if bytes.Contains(s.bytes(), []byte("\x1b[?1049l")) {
				s.restored()
			} else if forgets() {
				t.Error("the terminal is left in the studio's screen")
			}
		})
	}
}
