package e2e

import (
	"slices"
	"strings"
	"testing"
)

// typist is a terminal that counts the keys pressed since the count began.
type typist struct {
	*terminal
	keys int
}

func (k *typist) press(keys ...string) {
	k.t.Helper()
	k.keys += len(keys)
	k.terminal.press(keys...)
}

// write types text, a key a letter.
func (k *typist) write(text string) {
	k.t.Helper()
	k.press(strings.Split(text, "")...)
}

// uncounted presses keys that the table does not count.
func (k *typist) uncounted(keys ...string) {
	k.t.Helper()
	k.terminal.press(keys...)
}

// TestKeystrokes does what people do most, in as few keys as promised. Each row
// prepares a studio, which is not counted, does the thing itself, and must also
// check that what was wanted is there.
func TestKeystrokes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want string
		most int
		run  func(t *testing.T, h *home) *typist
	}{
		{"first picture on a fresh machine", 1, firstPicture},
		{"same prompt, new seed, from the prompt", 1, newSeedFromPrompt},
		{"same prompt, new seed, on a picture", 1, newSeedOnPicture},
		{"this seed, other words", 2, otherWords},
		{"everything of an old picture back", 2, everythingBack},
		{"keep while the rest is still made", 1, keepOne},
		{"drop while the rest is still made", 1, dropOne},
		{"stop one that is being made", 1, stopOne},
		{"other key from the middle of a sentence", 1, otherKey},
		{"retry all that failed", 1, retryAllFailed},
		{"an old picture from two words", len("/harb fog") + 1, fromTwoWords},
		{"compare two neighbours", 3, compareNeighbours},
		{"compare the last two looked at", 1, compareLastTwo},
		{"picks again in the dear style", 3, promotePicks},
		{"fix a corner with a mask, but for the drawing and the words", 2 + 1 + 1, fixCorner},
	} {
		t.Run(c.want, func(t *testing.T) {
			t.Parallel()
			k := c.run(t, newHome(t))
			if k.keys < 1 || k.keys > c.most {
				t.Errorf("%d keys were needed, want at most %d", k.keys, c.most)
			}
		})
	}
}

func firstPicture(t *testing.T, h *home) *typist {
	t.Helper()
	k := &typist{terminal: h.studio(120, 40)} // with no config at all
	k.press("enter")
	k.waitPicture(200)
	k.waitText("4/4")
	if pictures, cars := h.library(); pictures != 4 || len(cars) != 4 {
		t.Errorf("%d pictures, %d sidecars", pictures, len(cars))
	}
	return k
}

// onePicture opens a studio with one saved picture of a boat, in the prompt.
func (h *home) onePicture() *typist {
	h.t.Helper()
	h.configureMore(quick)
	s := h.studio(120, 40)
	s.make("a boat", "1/1")
	return &typist{terminal: s}
}

// wantSeeds checks what was made: so many pictures of the prompt with so many
// different seeds.
func wantSeeds(t *testing.T, h *home, prompt string, pictures, seeds int) {
	t.Helper()
	var all []int64
	_, cars := h.library()
	for _, c := range cars {
		if c.Request.Prompt == prompt {
			all = append(all, c.Request.Seed)
		}
	}
	slices.Sort(all)
	if n := len(slices.Compact(slices.Clone(all))); len(all) != pictures || n != seeds {
		t.Errorf("%q was made with the seeds %v, want %d pictures with %d seeds", prompt, all, pictures, seeds)
	}
}

func newSeedFromPrompt(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.onePicture()
	k.press("enter")
	k.waitFor("two batches", func(screen string) bool { return strings.Count(screen, "1/1") == 2 })
	wantSeeds(t, h, "a boat", 2, 2)
	return k
}

func newSeedOnPicture(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.onePicture()
	k.toResults()
	k.press("n")
	k.waitFor("two batches", func(screen string) bool { return strings.Count(screen, "1/1") == 2 })
	wantSeeds(t, h, "a boat", 2, 2)
	return k
}

func otherWords(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.onePicture()
	k.toResults()
	k.press("f", "i")
	k.send(" at night") // the words themselves are not counted
	k.waitText("┏ Prompt", "a boat at night")
	k.terminal.press("enter")
	k.waitFor("two batches", func(screen string) bool { return strings.Count(screen, "1/1") == 2 })
	wantSeeds(t, h, "a boat at night", 1, 1)
	_, cars := h.library()
	if len(cars) != 2 || cars[0].Request.Seed != cars[1].Request.Seed {
		t.Errorf("not the same seed: %+v", cars)
	}
	return k
}

func everythingBack(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.onePicture()
	k.terminal.press("tab")
	k.waitText("┏ Style")
	k.terminal.press("j", "enter") // another style, and back in the prompt
	k.waitText("◉ anime", "○ imagine-turbo", "┏ Prompt")
	k.toPrompt()
	k.send("other words")
	k.waitText("other words")
	k.toResults()
	_, cars := h.library()
	if len(cars) != 1 {
		t.Fatalf("%d sidecars", len(cars))
	}
	seed := number(cars[0].Request.Seed)
	k.press("b", "b")
	k.waitText("◉ imagine-turbo", "○ anime", "seed   "+seed)
	k.waitGone("other words")
	k.terminal.press("u") // and that can be undone
	k.waitText("○ imagine-turbo", "◉ anime", "other words", "seed   random")
	return k
}

// halfMade opens a studio in Results where the first of three pictures is
// saved and selected, and the two others are still being made.
func (h *home) halfMade() (*typist, *vendor) {
	h.t.Helper()
	h.configureMore("[defaults]\nseed = \"random:3\"\n")
	v := h.vendor("1")
	v.answer(1)
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.press("enter")
	s.waitText("1/3", "▸  ✓", "rendering", "queued")
	s.toResults()
	return &typist{terminal: s}, v
}

// judged waits until the only sidecar says what the person thinks.
func judged(k *typist, h *home, sign string, is func(sidecar) bool) {
	k.t.Helper()
	k.waitText(sign, "1/3", "rendering")
	k.terminal.press("ctrl+c") // the sidecar is written behind the screen, and before the end
	k.waitText("Quit now", "Stay")
	k.terminal.press("ctrl+c")
	k.wait()
	if _, cars := h.library(); len(cars) != 1 || !is(cars[0]) {
		k.t.Errorf("the sidecars say %+v", cars)
	}
}

func keepOne(t *testing.T, h *home) *typist {
	t.Helper()
	k, _ := h.halfMade()
	k.press("p")
	judged(k, h, "1 picked", func(c sidecar) bool { return c.Picked })
	return k
}

func dropOne(t *testing.T, h *home) *typist {
	t.Helper()
	k, _ := h.halfMade()
	k.press("x")
	judged(k, h, "rejected", func(c sidecar) bool { return c.Rejected })
	return k
}

func stopOne(t *testing.T, h *home) *typist {
	t.Helper()
	k, v := h.halfMade()
	k.terminal.press("j", "j") // the one that waits: it costs nothing
	k.waitText("▸  ·")
	k.press("x")
	k.waitText("Stopped before it was sent", "stopped")
	close(v.gate)
	k.waitText("2/3", "nothing running")
	if all, _ := v.requests(); all != 2 {
		t.Errorf("%d requests were sent", all)
	}
	return k
}

func otherKey(t *testing.T, h *home) *typist {
	t.Helper()
	h.set("IMAGINE_WORK_KEY", "vk-test-work")
	h.configure("[[key]]\nname = \"work\"\nsource = \"env:IMAGINE_WORK_KEY\"\n")
	k := &typist{terminal: h.studio(120, 40)}
	k.toPrompt()
	k.send("a sen")
	k.press("f2")
	k.send("tence")
	k.waitText("a sentence", "key: work")
	return k
}

func retryAllFailed(t *testing.T, h *home) *typist {
	t.Helper()
	h.configureMore("[defaults]\nseed = \"random:3\"\n")
	v := h.vendor("2")
	v.behave("vk-test-fault-1100")
	k := &typist{terminal: h.studio(120, 40)}
	k.toPrompt()
	k.send("a boat")
	k.terminal.press("enter")
	k.waitFor("three failures", func(screen string) bool {
		return strings.Count(screen, "refused (400)") >= 3 && strings.Contains(screen, "nothing running")
	})
	k.toResults()
	v.behave("")
	k.press("R")
	k.waitText("3/3", "nothing running")
	if all, different := v.requests(); all != 6 || different != 3 {
		t.Errorf("%d requests, %d different ones", all, different)
	}
	return k
}

func fromTwoWords(t *testing.T, h *home) *typist {
	t.Helper()
	h.configureMore(quick)
	old := h.studio(120, 40)
	for _, prompt := range []string{"castle at noon", "harbour in fog", "harbour at dawn"} {
		old.make(prompt, "1/1")
		old.waitPicture(200)
	}
	old.leave()

	k := &typist{terminal: h.studio(120, 40)} // another day
	k.waitText("harbour in fog", "castle at noon")
	k.toResults()
	k.write("/harb fog")
	k.press("enter")
	k.waitText("1 of 3", "▸  ✓")
	k.waitPicture(200)
	k.waitFor("the details of what was looked for", func(screen string) bool {
		_, details, _ := strings.Cut(screen, "╭ Details")
		return strings.Contains(details, "harbour in fog")
	})
	return k
}

// twoPictures opens a studio in Results with two saved pictures, on the upper.
func (h *home) twoPictures() *typist {
	h.t.Helper()
	h.configureMore("[sandbox]\nlatency = \"0\"\n[defaults]\nseed = \"1-2\"\n")
	s := h.studio(120, 40)
	s.make("a boat", "2/2")
	s.toResults()
	s.waitText("▸  ✓")
	return &typist{terminal: s}
}

// wantCompared waits for both pictures side by side and what sets them apart.
func (k *typist) wantCompared() {
	k.t.Helper()
	k.waitText("Compare 2", "s1", "s2", "Differences", "seed differs")
	k.waitPicture(400)
	k.uncounted("esc")
	k.waitText("┏ Results")
}

func compareNeighbours(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.twoPictures()
	k.press("space", "space", "c")
	k.wantCompared()
	return k
}

func compareLastTwo(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.twoPictures()
	k.uncounted("j") // looked at one, then the other
	k.waitPicture(200)
	k.press("c")
	k.wantCompared()
	return k
}

func promotePicks(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.twoPictures()
	k.uncounted("p", "j", "p")
	k.waitText("2 picked")
	k.press("P")
	k.waitText("Promote 2 pictures", "same prompt and seed", "anime", "free")
	k.press("down", "enter") // the second of those that are dearer
	k.waitFor("two batches", func(screen string) bool { return strings.Count(screen, "2/2") == 2 })
	seeds := map[string][]int64{}
	_, cars := h.library()
	for _, c := range cars {
		seeds[c.Request.Style] = append(seeds[c.Request.Style], c.Request.Seed)
	}
	if len(seeds) != 2 || len(seeds["imagine-turbo"]) != 2 || len(seeds["realistic"]) != 2 {
		t.Errorf("made with %v", seeds)
	}
	return k
}

func fixCorner(t *testing.T, h *home) *typist {
	t.Helper()
	k := h.onePicture()
	k.toResults()
	k.press("e", "f")
	k.waitText("paint what should change", "nothing painted")
	k.uncounted("v", "home", "v") // the drawing
	k.waitText("% painted")
	k.press("enter")
	k.waitText("What should appear")
	k.send("a gull") // the words
	k.press("enter")
	k.waitText("filled", "nothing running")
	if pictures, cars := h.library(); pictures < 2 || len(cars) != 2 {
		t.Errorf("%d pictures, %d sidecars", pictures, len(cars))
	}
	return k
}
