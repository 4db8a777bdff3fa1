package e2e

import (
	"strings"
	"testing"
)

// TestTheFirstMinute does what the README tells somebody new to do, step by step
// and key by key, on a small screen; each step has to come out as it says.
func TestTheFirstMinute(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure(atOnce)
	s := h.studio(80, 24)

	// 1: a sample prompt is selected, four pictures are painted, the first appears.
	s.waitText("A lighthouse on a cliff", "type to replace it", "4 pictures · free on sandbox")
	s.press("enter")
	s.waitText("4/4", "nothing running")
	s.waitPicture(40)

	// 2: typing replaces the sample, also now; space marks several styles, enter
	// keeps them; the line under the prompt says what enter would make.
	s.send("a red boat")
	s.waitText("┃ a red boat")
	s.waitGone("oil painting")
	s.press("tab")
	s.waitText("┏ Style", "▸◉ imagine-turbo")
	s.press("j", "space")
	s.waitText("◉ imagine-turbo", "◉ anime")
	s.press("enter")
	s.waitText("┏ Prompt", "= 8 · free on sandbox")
	s.press("tab", "tab")
	s.waitText("┏ Seed", "ratio", "hold")

	// 3: esc leads to the results.
	s.press("esc")
	s.waitText("┏ Results", "▸  ✓ s1")
	s.press("j")
	s.waitText("▸  ✓ s2")
	s.press("k")
	s.waitText("▸  ✓ s1")
	s.press("enter")
	s.waitPicture(700)
	s.press("esc")
	s.waitText("┏ Results")
	s.press("p")
	s.waitText("♥ s1", "1♥")
	s.press("j", "x")
	s.waitText("⌫ s2")
	s.press("3")
	s.waitText("★★★")
	s.press("n")
	s.waitText("1/1", "nothing running")
	s.press("f", "i")
	s.waitText("┏ Prompt")
	s.waitGone("random ×4")
	s.toResults()
	s.press("W")
	s.waitGone("╭ Preview")
	s.press("W", "W")
	s.waitText("╭ Preview", "┏ Results")
	s.press("Z")
	s.waitText("▰▱") // how far the batch is
	s.press("esc")
	s.waitGone("▰▱")

	// 4: f2, then + adds a key, from the middle of a sentence.
	s.press("i")
	s.waitText("┏ Prompt")
	s.send(" at sea")
	s.waitText("a red boat at sea")
	s.press("f2")
	s.waitText("┏ Key in use")
	s.press("f2", "+") // the list goes by itself after a while: once more, and at once
	s.waitText("Add a key", "Keep in", "Name", "Secret")
	s.press("esc")
	s.waitGone("Keep in")
	s.waitText("a red boat at sea")

	// 5: the commands, and the shortcuts of where one is.
	s.press("ctrl+p")
	s.waitText("┏ Commands")
	s.press("esc")
	s.waitGone("┏ Commands")
	s.press("f1")
	s.waitFor("the shortcuts of the prompt", func(screen string) bool {
		return strings.Contains(screen, "┏ Shortcuts: Prompt")
	})
	s.press("esc")
	s.waitText("a red boat at sea")
	s.leave()
	if pictures, cars := h.library(); pictures != 5 || len(cars) != 5 {
		t.Errorf("%d pictures and %d sidecars are saved", pictures, len(cars))
	}
}
