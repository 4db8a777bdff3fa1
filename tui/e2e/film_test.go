//go:build unix

package e2e

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"imagine-tui/tui/picture/player/playertest"
)

// decoder puts a program in place of ffmpeg, whose video has no end. Its number goes
// into the file that is returned, its environment beside it.
func (h *home) decoder() (started string) {
	h.t.Helper()
	started = h.path("decoding")
	h.write(h.path("bin", "ffmpeg"), fmt.Sprintf("#!/bin/sh\nenv > '%s.env'\necho $$ >> '%s'\nexec '%s' \"$@\"\n", started, started, playertest.Program(h.t)))
	if err := os.Chmod(h.path("bin", "ffmpeg"), 0o700); err != nil {
		h.t.Fatal(err)
	}
	h.set("PATH", h.path("bin")+":"+os.Getenv("PATH"))
	h.set(playertest.Variable, playertest.Frames+"1000000")
	return started
}

// goneOn is what a film says that has gone on by a second or more.
var goneOn = regexp.MustCompile(`playing (0:0[1-9]|0:[1-5]\d|[1-9])`)

// A video plays by enter, stands still by space, and no program is left of it: not
// when the person turns away from it, nor when they quit while it plays.
func TestAVideoPlays(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.filmStudio("")
	started := h.decoder()
	h.run("generate", "waves", "--op", "text-to-video", "-s", "kling-1.0-pro", "-a", "16:9", "--yes").want(t, 0, "1 saved")
	s := h.studio(120, 40)
	s.waitText("waves")
	s.toResults()
	s.press("l", "j")
	s.waitText("from prompt", "enter play", "0:02 · ")
	s.press("enter")
	s.waitText("playing ", "space play/pause") // wherever it is by now
	s.waitFor("the film to go on", goneOn.MatchString)
	s.press("space")
	s.waitText("paused ")
	s.press(";", ",")
	s.press("esc")
	s.waitText("enter play")
	s.waitGone("paused")
	s.press("enter")
	s.waitText("playing ")
	s.leave()
	numbers, err := os.ReadFile(started)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(numbers), "\n"); n < 2 {
		t.Errorf("it was decoded %d times", n)
	}
	for line := range strings.Lines(string(numbers)) {
		pid, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil || syscall.Kill(pid, 0) == nil {
			t.Errorf("process %s is left: %v", line, err)
		}
	}
	environ, err := os.ReadFile(started + ".env")
	if err != nil || strings.Contains(string(environ), "vk-test") {
		t.Errorf("a key is in the environment: %v\n%s", err, environ)
	}
}
