//go:build unix

package e2e

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// filter types a filter in Results and leaves the field.
func (s *terminal) filter(text string, shows ...string) {
	s.t.Helper()
	s.press("/")
	s.send(text)
	s.press("enter")
	s.waitText(shows...)
}

// seeds writes a seed specification into the Seed pane.
func (s *terminal) seeds(spec, shows string) {
	s.t.Helper()
	s.press("alt+4")
	s.waitText("┏ Seed")
	s.press("enter", "ctrl+g")
	s.send(spec)
	s.press("enter")
	s.waitText(shows)
}

// TestStudioJudges tags, rates, filters by both, throws away and takes back.
func TestStudioJudges(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[sandbox]\nlatency = \"0\"\n[defaults]\nseed = \"1-3\"\n")
	s := h.studio(120, 40)
	s.make("a boat", "3/3")
	s.toResults()
	s.waitText("▸  ✓")

	s.press("t")
	s.waitText("Tags", "separated by spaces")
	s.send("cover, sea #sea")
	s.press("enter")
	s.waitDetails("tags: cover sea")
	s.press("4")
	s.waitDetails("★★★★ tags: cover sea")
	s.press("u")
	s.waitText("Undone: rating")
	s.press("3", "j", "5", "j", "x")
	s.waitDetails("rejected")

	s.filter("tag:cover", "1 of 3")
	s.waitDetails("★★★ tags: cover sea")
	s.press("esc")
	s.waitGone("1 of 3")
	s.press("u")
	s.waitText("Undone: filter", "1 of 3")
	s.press("esc")
	s.waitGone("1 of 3")
	s.filter(">3", "1 of 3", "s2")
	s.press("esc")
	s.filter("is:rejected", "1 of 3", "s3")
	s.press("esc")
	s.waitGone("1 of 3")

	s.press("space")
	s.waitText("1 marked")
	s.press("u")
	s.waitText("Undone: marks")
	s.waitGone("1 marked")

	s.press(":")
	s.waitText("Commands")
	s.send("move all rejected")
	s.press("enter")
	s.waitText("1 rejected result moved to the trash")
	s.waitGone("s3")
	if n := len(h.files(h.path("home", "Pictures", "imagine", ".trash"))); n != 2 {
		t.Errorf("%d files in the trash", n)
	}
	s.press("u")
	s.waitText("s3")
	if n := len(h.files(h.path("home", "Pictures", "imagine", ".trash"))); n != 0 {
		t.Errorf("%d files in the trash", n)
	}

	s.press("alt+3")
	s.waitText("┏ Style")
	s.press("j", "enter")
	s.waitText("◉ anime", "○ imagine-turbo")
	s.toResults()
	s.press("u")
	s.waitText("Undone: style change", "○ anime", "◉ imagine-turbo")
	s.leave()

	all := map[int64]struct {
		Rating   int
		Rejected bool
		Tags     []string
	}{}
	_, cars := h.library()
	for _, c := range cars {
		judged := all[c.Request.Seed]
		if err := json.Unmarshal([]byte(read(t, c.Path)), &judged); err != nil {
			t.Fatal(err)
		}
		all[c.Request.Seed] = judged
	}
	if one := all[1]; one.Rating != 3 || !slices.Equal(one.Tags, []string{"cover", "sea"}) || one.Rejected {
		t.Errorf("1: %+v", one)
	}
	if all[2].Rating != 5 || !all[3].Rejected || len(all) != 3 {
		t.Errorf("%+v", all)
	}
}

// TestStudioPlansWithCare shows what is saved and what is to pay while typing,
// samples, counts up, and lists the prompts.
func TestStudioPlansWithCare(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"1-2\"\n")
	v := h.vendor("4")
	s := h.studio(170, 40)
	s.make("a boat", "2/2")
	s.waitText("all saved · 0 to pay")
	s.seeds("1-5", "seed   1-5")
	s.waitText("2 saved, 3 to pay")
	s.press("alt+2", "enter")
	s.waitText("5/5", "nothing running", "all saved · 0 to pay")
	if all, different := v.requests(); all != 5 || different != 5 {
		t.Errorf("%d requests, %d different ones", all, different)
	}

	s.seeds("7++", "seed   7++")
	s.toPrompt()
	s.send("a ship")
	s.waitText("= 1 · 1 token")
	s.press("enter")
	s.waitText("1/1", "seed   8++")
	s.make("a sloop", "1/1")
	s.waitText("seed   9++")
	wantSeeds(t, h, "a ship", 1, 1)
	_, cars := h.library()
	for _, c := range cars {
		if want := map[string]int64{"a ship": 7, "a sloop": 8}[c.Request.Prompt]; want > 0 && c.Request.Seed != want {
			t.Errorf("%s has seed %d, want %d", c.Request.Prompt, c.Request.Seed, want)
		}
	}

	s.seeds("3 sample 2", "sample 2")
	s.toPrompt()
	s.send("a {red|blue|green|black|white} kite")
	s.waitText("2 prompts × 1 style × 1 seed = 2 · 2 tokens")
	s.toResults()
	s.press("g", "t")
	s.waitText(" kite", "enter use only this one")
	s.press("esc")
	s.waitGone("enter use only this one")
	s.press("i")
	s.waitText("┏ Prompt")
	s.press("enter")
	s.waitText("2/2", "nothing running", "9 tokens today")
	kites := map[string]bool{}
	_, cars = h.library()
	for _, c := range cars {
		if strings.HasSuffix(c.Request.Prompt, " kite") {
			kites[c.Request.Prompt] = true
		}
	}
	if len(kites) != 2 {
		t.Errorf("made %v", kites)
	}
	s.leave()
}

// TestStudioKeepsTheDailyLimit asks for the number once the day is spent.
func TestStudioKeepsTheDailyLimit(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"random:2\"\n[budget]\nper_day = 3\n")
	v := h.vendor("4")
	s := h.studio(120, 40)
	s.make("a boat", "2/2") // 2 of 3
	s.waitText("2 tokens today")
	s.toPrompt()
	s.send("a ship")
	s.press("enter")
	s.waitText("1 token more than your daily limit of 3", "spent today 2, daily limit 3", "Type 2 and enter")
	s.press("esc")
	s.waitGone("daily limit")
	if all, _ := v.requests(); all != 2 {
		t.Fatalf("%d requests were sent", all)
	}
	s.press("enter")
	s.waitText("daily limit of 3", "Type 2 and enter")
	s.send("3")
	s.press("enter")
	s.waitText("Type exactly 2")
	s.press("backspace")
	s.pay(2)
	s.waitText("4 tokens today", "nothing running")
	if all, _ := v.requests(); all != 4 {
		t.Errorf("%d requests were sent", all)
	}
	s.leave()
}

// TestStudioQueueScreen holds a key, reorders, stops and changes how many go at
// a time.
func TestStudioQueueScreen(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"1-6\"\n")
	v := h.vendor("1")
	v.answer(0)
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a boat")
	s.press("enter")
	s.waitText("0/6", "1 running · 5 queued")
	s.toResults()
	s.press("g", "q")
	s.waitText("Queue · 1 running · 5 queued", "1 at once", "going")

	s.press("l") // two at a time
	s.waitText("2 at once", "2 running · 4 queued")
	s.waitFor("the second request", func(string) bool { n, _ := v.requests(); return n == 2 })
	s.press("h")
	s.waitText("1 at once")

	s.press("G", "+") // the last one sooner
	s.waitFor("the last one to be third", func(screen string) bool {
		return strings.Index(screen, "s6") < strings.Index(screen, "s5")
	})
	s.press("x")
	s.waitText("Stopped before it was sent", "2 running · 3 queued")
	s.press("H")
	s.waitText("on hold", "2 running · 3 held")
	v.answer(2)
	close(v.gate)
	s.waitText("Queue · 3 held")
	if all, _ := v.requests(); all != 2 {
		t.Errorf("%d requests were sent while the key was on hold", all)
	}
	s.press("H")
	s.waitText("nothing to do")
	if all, different := v.requests(); all != 5 || different != 5 {
		t.Errorf("%d requests, %d different ones", all, different)
	}
	s.press("esc")
	s.waitText("5/6", "nothing running")
	s.leave()
	if pictures, _ := h.library(); pictures != 5 {
		t.Errorf("%d pictures", pictures)
	}
}
