//go:build unix

package e2e

import (
	"fmt"
	"testing"
)

// TestStudioRollsASheet turns through the planes of a sheet, swaps its axes,
// and rolls a row and a column.
func TestStudioRollsASheet(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"11-12\"\n")
	server := h.filmStudio("")
	s := h.studio(120, 40)
	s.press("alt+3")
	s.waitText("┏ Style")
	s.press("space", "space") // turbo off and, one further down, anime on
	s.press("k", "k", "space")
	s.waitText("◉ imagine-turbo", "◉ anime")
	s.make("a harbour at {dawn|dusk}", "8/8")
	s.toResults()
	s.press("s")
	s.waitText("Sheet", "rows: prompt", "(1 of 2, ] next)", "8/8")
	s.press("]")
	s.waitText("(2 of 2, [ before)")
	s.press("[")
	s.waitText("(1 of 2, ] next)")
	s.press("T")
	s.waitText("columns: prompt")
	s.press("T")
	s.waitText("rows: prompt")
	s.waitPicture(400)

	s.press("N")
	s.waitText("N then r row  c column")
	s.press("r")
	s.waitText("Make 2 pictures?", "to pay  2 tokens")
	s.press("enter")
	s.waitGone("Make 2 pictures?")
	s.waitFor("two more", func(string) bool { return server.Stats().Billed == 10 })
	s.waitText("nothing running")
	s.press("N", "c")
	s.waitText("Make 2 pictures?")
	s.press("enter")
	s.waitGone("Make 2 pictures?")
	s.waitFor("two more", func(string) bool { return server.Stats().Billed == 12 })
	s.waitText("nothing running")
	s.press("esc")
	s.waitText("┏ Results")
	s.leave()
	if n := h.savedByStyle(); n["imagine-turbo"]+n["anime"] != 12 {
		t.Errorf("saved: %v", n)
	}
}

// drag presses the left button of the mouse at a cell, moves it to another, and
// lets go. Cells count from 1.
func (s *terminal) drag(x, y, toX, toY int) {
	s.t.Helper()
	s.send(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<32;%d;%dM\x1b[<0;%d;%dm", x, y, toX, toY, toX, toY))
}

// TestStudioPaintsWithTheMouse drags over the picture, and compares what came
// of it with what was before.
func TestStudioPaintsWithTheMouse(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"7\"\n[studio]\nmouse = true\n")
	h.filmStudio("")
	s := h.studio(120, 40)
	s.make("a fox", "1/1")
	s.toResults()
	s.edit("t")
	s.waitText("nothing painted")
	s.drag(55, 20, 65, 22)
	s.waitText("% painted")
	s.press("I")
	s.waitText("paint · brush")
	s.press("u", "enter")
	s.pay(1)
	s.waitText("retouched", "nothing running")
	_, o := h.resultOf(t, "retouch")
	mask := pictureAt(t, o.sent(t, h, "mask"))
	white := 0
	for y := range mask.Bounds().Dy() {
		for x := range mask.Bounds().Dx() {
			if r, _, _, _ := mask.At(x, y).RGBA(); r > 0x8000 {
				white++
			}
		}
	}
	if all := mask.Bounds().Dx() * mask.Bounds().Dy(); white == 0 || white > all/3 {
		t.Errorf("%d of %d pixels are white", white, all)
	}
	s.press("C") // before and after, one over the other
	s.waitText("A s7 │ B retouched", "move the divider")
	s.waitPicture(400)
	s.press("esc") // side by side
	s.waitText("Differences", "text-to-image → retouch")
	s.press("esc")
	s.waitText("┏ Results")
	s.leave()
}
