//go:build unix

package e2e

import (
	"strings"
	"testing"
)

// leftWaiting opens a studio with four runs of which one is being made, quits
// at once, and returns the vendor, which answers nothing yet.
func (h *home) leftWaiting(t *testing.T) *vendor {
	t.Helper()
	h.configureMore("[defaults]\nseed = \"1-4\"\n")
	v := h.vendor("1")
	v.answer(1)
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.press("enter")
	s.waitText("1/4", "1 running · 2 queued", "rendering")
	s.press("ctrl+c")
	s.waitText("1 is running (up to 1 token), 2 queued.", "Quit now, the 2 are kept for next time")
	s.press("j", "enter")
	if status := s.wait(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	s.restored()
	v.answer(1 << 30)
	return v
}

// offered asks for what was left from last time: what may be paid is told of,
// what was not sent is offered.
func (s *terminal) offered(words ...string) {
	s.t.Helper()
	s.waitText("1 with no answer", "g q")
	s.toResults()
	s.press("g", "q")
	s.waitText("The last session ended early", "1 sent with no answer")
	s.press("esc")
	s.waitGone("The last session ended early")
	s.waitText(words...)
}

// settle types a word into the question and sends it off.
func (s *terminal) settle(word string) {
	s.t.Helper()
	s.send(word)
	s.press("enter")
	s.waitGone("were not sent")
	s.press("q")
	s.waitGone("Queue")
}

// TestStudioOffersWhatWaited quits with runs that were not sent: the next start
// offers them, esc keeps them for another time, enter sends each once.
func TestStudioOffersWhatWaited(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	v := h.leftWaiting(t)
	if all, _ := v.requests(); all != 2 {
		t.Fatalf("%d requests were sent", all)
	}

	s := h.studio(120, 40)
	s.offered("2 from last time were not sent", "a boat", "to pay  2 tokens")
	s.press("enter")
	s.waitText("Type exactly send or forget")
	s.press("esc")
	s.waitGone("were not sent")
	s.leave()

	s = h.studio(120, 40)
	s.waitText("2 not sent (2 tokens)", "g q shows them", "No answer, from last time")
	s.toResults()
	s.press("g", "q")
	s.waitText("2 from last time were not sent")
	s.settle("send")
	s.waitGone("not sent")
	s.waitText("3/3", "nothing running", "No answer, from last time") // with those it was asked for with
	if all, different := v.requests(); all != 4 || different != 4 {
		t.Errorf("%d requests, %d different ones", all, different)
	}
	if pictures, cars := h.library(); pictures != 3 || len(cars) != 3 {
		t.Errorf("%d pictures, %d sidecars", pictures, len(cars))
	}
	s.leave()

	s = h.studio(120, 40)
	s.waitText("3/3", "No answer, from last time") // nothing else is offered
	s.waitGone("were not sent")
	s.leave()
	if all, _ := v.requests(); all != 4 {
		t.Errorf("%d requests after all", all)
	}
}

// TestStudioAsksForMoreThanTheDay wants the number typed where what waited goes
// beyond the limit of the day.
func TestStudioAsksForMoreThanTheDay(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	v := h.leftWaiting(t)
	h.configureMore("[budget]\nper_day = 2\n")
	s := h.studio(120, 40)
	s.offered("2 from last time were not sent", "daily limit 2", "Type 2 and enter")
	s.press("enter")
	s.waitText("Type exactly 2")
	if all, _ := v.requests(); all != 2 {
		t.Fatalf("%d requests were sent", all)
	}
	s.settle("2")
	s.waitText("3/3", "nothing running")
	s.leave()
}

// TestStudioForgetsWhatWaited gives it up, by a word of its own.
func TestStudioForgetsWhatWaited(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	v := h.leftWaiting(t)
	s := h.studio(120, 40)
	s.offered("2 from last time were not sent", "forget to drop them")
	s.press("tab")
	s.settle("forget")
	s.waitGone("not sent (")
	s.leave()
	s = h.studio(120, 40)
	s.waitText("No answer, from last time") // told of once, and there until it is decided
	s.waitGone("were not sent")
	s.leave()
	if all, _ := v.requests(); all != 2 {
		t.Errorf("%d requests were sent", all)
	}
}

// TestStudioOffersASecondTake offers a second take that waited, although the
// first one is saved.
func TestStudioOffersASecondTake(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configureMore("[defaults]\nseed = \"1\"\n")
	v := h.vendor("1")
	v.answer(1)
	s := h.studio(120, 40)
	s.make("a boat", "1/1")
	s.toPrompt()
	s.send("a ship")
	s.press("enter")
	s.waitText("0/1 a ship", "rendering")
	s.toResults()
	s.press("G")
	s.waitDetails("a boat")
	s.press("a")
	s.waitText("1 running · 1 queued", "queued, 1st")
	s.press("ctrl+c")
	s.waitText("Quit now, the queued one is kept for next time")
	s.press("j", "enter")
	s.wait()
	v.answer(1 << 30)

	s = h.studio(120, 40)
	s.offered("1 from last time were not sent", "a boat")
	s.settle("send")
	s.waitText("1/1", "nothing running", "2 tokens today")
	s.leave()
	if all, different := v.requests(); all != 3 || different != 2 {
		t.Errorf("%d requests, %d different ones", all, different)
	}
	wantSeeds(t, h, "a boat", 2, 1)
}

// TestStudioKilledWhileRunsWait offers them as well after kill -9: the one that
// was sent is not among them.
func TestStudioKilledWhileRunsWait(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configureMore("[defaults]\nseed = \"1-4\"\n")
	v := h.vendor("1")
	v.answer(1)
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.press("enter")
	s.waitText("1/4", "1 running · 2 queued", "rendering")
	s.waitFor("the list of what waits", func(string) bool {
		for _, path := range h.files(h.path("state")) {
			// Under its final name: one that is being written may be lost.
			if strings.Contains(path, "waiting") && strings.HasSuffix(path, ".json") && strings.Contains(read(t, path), "a boat") {
				return true
			}
		}
		s.press("up") // something to look again for
		return false
	})
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	s.wait()
	v.answer(1 << 30)

	s = h.studio(120, 40)
	s.offered("from last time were not sent", "a boat")
	s.settle("send")
	s.waitText("3/3", "nothing running")
	s.leave()
	if all, different := v.requests(); all != 4 || different != 4 {
		t.Errorf("%d requests, %d different ones", all, different)
	}
	if pictures, cars := h.library(); pictures != 3 || len(cars) != 3 {
		t.Errorf("%d pictures, %d sidecars", pictures, len(cars))
	}
}

// lostAnswer opens the studio after a run whose answer was lost on the way, in
// Results on the row of it.
func (h *home) lostAnswer(t *testing.T) (*terminal, *vendor) {
	t.Helper()
	h.configureMore("[defaults]\nseed = \"7\"\n")
	v := h.vendor("1")
	v.behave("vk-test-fault-cut")
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.press("enter")
	s.waitText("no answer", "nothing running")
	s.leave()
	v.behave("")

	s = h.studio(120, 40)
	s.waitText("No answer, from last time", "1 with no answer", "g q shows them")
	s.toResults()
	s.press("g", "q")
	s.waitText("The last session ended early", "1 sent with no answer, possibly charged: up to 1 token", "a boat")
	s.press("esc")
	s.waitGone("The last session ended early")
	s.press("q")
	s.waitGone("Queue")
	s.press("j")
	s.waitText("▸  ? a boat")
	s.waitDetails("x drop")
	return s, v
}

// TestStudioResendsALostOne asks for the word before it sends again what may
// have been paid.
func TestStudioResendsALostOne(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s, v := h.lostAnswer(t)
	s.press("r")
	s.waitText("Send again? It may be paid twice", "up to 1 token", "Type again")
	s.press("enter")
	s.waitText("Type exactly again")
	s.press("esc")
	s.waitGone("Send again?")
	if all, _ := v.requests(); all != 1 {
		t.Fatalf("%d requests were sent", all)
	}
	s.press("r")
	s.waitText("Type again")
	s.send("again")
	s.press("enter")
	s.waitText("1/1", "nothing running")
	s.waitGone("No answer, from last time")
	if all, _ := v.requests(); all != 2 {
		t.Errorf("%d requests were sent", all)
	}
	if pictures, cars := h.library(); pictures != 1 || len(cars) != 1 {
		t.Errorf("%d pictures, %d sidecars", pictures, len(cars))
	}
	s.leave()
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
}

// TestStudioDropsALostOne drops it: that can be taken back until the studio is
// left, and then it is gone for good.
func TestStudioDropsALostOne(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	s, v := h.lostAnswer(t)
	s.press("x")
	s.waitGone("No answer, from last time")
	s.press("u")
	s.waitText("No answer, from last time", "Undone: drop")
	s.leave()

	s = h.studio(120, 40)
	s.waitText("1 sent with no answer: listed under") // the dialog told of it already
	s.toResults()
	s.press("j")
	s.waitDetails("x drop")
	s.press("x")
	s.waitGone("No answer, from last time")
	s.leave()
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
	if all, _ := v.requests(); all != 1 {
		t.Errorf("%d requests were sent", all)
	}
	if pictures, _ := h.library(); pictures != 0 {
		t.Errorf("%d pictures", pictures)
	}
	if strings.Contains(h.run("history", "--json").want(t, 0).stdout, "a boat") {
		t.Error("it is in the history")
	}
}
