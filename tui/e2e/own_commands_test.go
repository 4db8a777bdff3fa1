//go:build unix

package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// A command of the person's own runs by its shortcut: what it prints is shown, or
// offered for the prompt with what becomes of each word, and it has no key. One that
// hangs is stopped by esc, and all that is saved in the config holds at once.
func TestOwnCommands(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	command := func(name, key, more string, words ...string) string {
		return fmt.Sprintf("[[command]]\nname = %q\nkey = %q\n%s\nrun = [\"/bin/sh\", \"-c\", '%s']\n", name, key, more, strings.Join(words, "; "))
	}
	config := quick + "\n[[key]]\nname = \"work\"\nsource = \"env:WORK_KEY\"\n" +
		command("Look", "alt+d", `output = "view"`, "env > "+h.path("seen.env"), `printf "\\033[2Jshown \\033[31mthis\\n"`) +
		command("Words", "alt+w", "where = \"prompt\"\noutput = \"prompt\"", `sed s/boat/ship/`) +
		command("Hang", "alt+y", "", "sleep 1000")
	h.configure(config)
	h.one(t)
	h.set("IMAGINE_API_KEY", "CANARY-of-no-known-shape-1")
	h.set("WORK_KEY", "CANARY-of-no-known-shape-2")
	h.set("MY_SECRET", "vk-test-CANARY-0000111122")
	s := h.studio(120, 40)
	s.waitText("a boat")
	s.toResults()
	s.waitPicture(40)
	s.press("alt+d")
	s.waitText("shown this", "┏ Look")
	s.press("esc")
	s.waitGone("shown this")
	if seen := read(t, h.path("seen.env")); !strings.Contains(seen, "HOME=") || strings.Contains(seen, "CANARY") {
		t.Error(seen)
	}
	s.press("alt+y")
	s.waitText("sh is running, for up to 2m0s.")
	s.press("esc")
	s.waitText("Hang was stopped.")
	s.press("i")
	s.waitText("┏ Prompt")
	s.press("ctrl+u")
	s.send("a boat at dawn")
	s.waitText("a boat at dawn")
	s.press("alt+w")
	s.waitText("a [-boat-] {+ship+} at dawn")
	s.press("enter")
	s.waitText("The prompt is another one", "a ship at dawn")
	h.write(h.configPath()+".new", config+command("Later", "alt+q", "where = \"prompt\"", "echo it runs"))
	if err := os.Rename(h.configPath()+".new", h.configPath()); err != nil { // nobody reads half of it
		t.Fatal(err)
	}
	s.send("\x1b[I") // the person comes back, where the system tells nothing
	s.waitText("The new settings are active.")
	s.press("alt+q")
	s.waitText("Later: it runs")
	s.leave()
	h.noCanary()
}
