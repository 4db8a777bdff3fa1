//go:build unix

package e2e

import (
	"os"
	"strings"
	"testing"
)

// savedByStyle counts what is saved by style.
func (h *home) savedByStyle() map[string]int {
	h.t.Helper()
	n := map[string]int{}
	_, cars := h.library()
	for _, c := range cars {
		n[c.Request.Style]++
	}
	return n
}

// TestStudioExploresAPrompt is the way people go: a template with two axes,
// its price, a sheet that fills, a cell rolled, two compared, three picked,
// those promoted, and a page to show around.
func TestStudioExploresAPrompt(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.configure("[defaults]\nseed = \"11-12\"\n")
	server := h.filmStudio("")
	s := h.studio(120, 40)
	s.toPrompt()
	s.send("a harbour at {dawn|dusk}")
	s.waitText("= 4 · 4 tokens", "1 dawn", "2 dusk")
	s.press("enter")
	s.waitText("4/4", "nothing running", "4 tokens today")

	s.toResults()
	s.press("s")
	s.waitText("Sheet", "rows: prompt", "columns: seed", "s11", "s12", "dawn", "dusk", "4/4")
	s.waitPicture(400)

	// Roll the cell the cursor is on: another seed stands in the same place.
	s.press("n")
	s.waitText("5/5")
	if stats := server.Stats(); stats.Billed != 5 || stats.Tokens != 5 {
		t.Errorf("%+v", stats)
	}

	// Compare the two of the upper row.
	s.press("space", "l", "space")
	s.waitText("2 marked")
	s.press("c")
	s.waitText("Compare 2", "Differences", "seed")
	s.waitPicture(400)
	s.press("d")
	s.waitText("Difference")
	s.press("d", "esc")
	s.waitText("Sheet", "2 marked")
	s.press("esc") // back to the results, the marks stay
	s.waitText("┏ Results", "2 marked")
	s.press("esc")
	s.waitGone("2 marked")

	// Pick three of the batch.
	s.press("g", "g", "j", "p", "j", "p", "j", "p")
	s.waitText("3♥")

	s.press("P")
	s.waitText("Promote 3 pictures", "3 × 5 = 15 tokens", "3 × 15 = 45 tokens", "price unknown")
	s.press("enter")
	s.waitText("3/3", "nothing running", "20 tokens today")
	if n := h.savedByStyle(); n["imagine-turbo"] != 5 || n["anime"] != 3 {
		t.Errorf("saved: %v", n)
	}
	if stats := server.Stats(); stats.Billed != 8 || stats.Tokens != 20 {
		t.Errorf("%+v", stats)
	}

	// A page of the batch the cursor is in.
	s.press("w")
	s.waitText("Export what?", "A contact sheet of 5 pictures", "Copies of 3 picks")
	s.press("enter")
	s.waitText("Save where?")
	s.press("ctrl+u")
	s.send("~/shown/harbours.html")
	s.press("enter")
	s.waitText("5 pictures on")
	page := read(t, h.path("home", "shown", "harbours.html"))
	for _, word := range []string{"a harbour at dawn", "a harbour at dusk", "imagine-turbo", "data:image/", "11", "12"} {
		if !strings.Contains(page, word) {
			t.Errorf("the page has no %q", word)
		}
	}
	if strings.Contains(page, "vk-test") || strings.Contains(page, h.path("home")) {
		t.Error("the page shows the key, or where the person keeps pictures")
	}

	// Copies of the picks.
	s.press("w")
	s.waitText("Export what?")
	s.press("j", "j", "enter")
	s.waitText("Copy to which folder?")
	s.press("ctrl+u")
	s.send("~/shown/picks")
	s.press("enter")
	s.waitText("3 picks copied to")
	copies, err := os.ReadDir(h.path("home", "shown", "picks"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(copies); n < 3 {
		t.Errorf("%d copies", n)
	}
	s.leave()

	// All of it is in the history.
	all := h.run("history", "--json").want(t, 0).events(t)
	tokens, picked := 0, 0
	for _, e := range all {
		if e.Tokens == nil {
			t.Fatalf("no price: %+v", e)
		}
		tokens += *e.Tokens
		if strings.Contains(read(t, e.Path+".json"), `"picked": true`) {
			picked++
		}
	}
	if len(all) != 8 || tokens != 20 || picked != 3 {
		t.Errorf("%d in the history, %d tokens, %d picked", len(all), tokens, picked)
	}
}
