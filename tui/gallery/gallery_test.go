package gallery

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

// Lists are made anew when they have other lines, and only then; what is drawn
// is when anything changed.
func TestVersions(t *testing.T) {
	g := New()
	g.AddBatch(Batch{ID: "b"}, []Row{{ID: "a", State: Waiting}, {ID: "c", State: Saved, New: true}}, true)
	for _, step := range []struct {
		name   string
		do     func()
		listed bool
	}{
		{"a note", func() { g.Change("a", func(r *Row) { r.Note = "queued, 1st" }) }, false},
		{"a start", func() { g.Change("a", func(r *Row) { r.State = Sending }) }, true},
		{"an end", func() { g.Change("a", func(r *Row) { r.State = Failed }) }, false},
		{"a mark", func() { g.Mark(g.Find("a"), true) }, false},
		{"a look", func() { g.Seen("c") }, false},
		{"folding", func() { g.Fold(g.Batch("b"), true) }, true},
		{"going", func() { g.Remove("a") }, true},
	} {
		version, listing := g.Version(), g.Listing()
		step.do()
		if g.Version() == version || (g.Listing() != listing) != step.listed {
			t.Errorf("%s: version %d → %d, listing %d → %d", step.name, version, g.Version(), listing, g.Listing())
		}
	}
	version := g.Version()
	g.Seen("c")
	g.Fold(g.Batch("b"), true)
	g.Mark(g.Find("c"), false)
	if g.Version() != version {
		t.Error("what is so already changes something")
	}
	if g.Unseen() != 0 || g.MarkedCount() != 0 || g.Batch("b").Counts() != (Counts{Saved: 1}) {
		t.Errorf("%d unseen, %d marked, %+v", g.Unseen(), g.MarkedCount(), g.Batch("b").Counts())
	}
}

func TestMarks(t *testing.T) {
	g := New()
	g.AddBatch(Batch{ID: "b"}, []Row{{ID: "a"}, {ID: "c"}, {ID: "d"}}, true)
	g.SetMarked([]string{"d", "a", "gone"})
	if before, changed := g.MarkChange(); !changed || len(before) != 0 || !slices.Equal(g.MarkedIDs(), []string{"a", "d"}) {
		t.Errorf("%v were marked, %v", before, g.MarkedIDs())
	}
	version := g.Find("a").Version()
	g.SetMarked([]string{"a", "c"})
	before, changed := g.MarkChange()
	if !changed || !slices.Equal(before, []string{"a", "d"}) || g.Find("a").Version() != version {
		t.Errorf("%v were marked", before)
	}
	g.RestoreMarks(before)
	if _, changed := g.MarkChange(); changed || !slices.Equal(g.MarkedIDs(), before) {
		t.Errorf("%v are marked", g.MarkedIDs())
	}
	if g.ClearMarks() != 2 || g.Marked() != nil {
		t.Errorf("%v are marked", g.MarkedIDs())
	}
}

func TestNextUnseen(t *testing.T) {
	g := New()
	g.AddBatch(Batch{ID: "b"}, []Row{{ID: "a", New: true, State: Saved}, {ID: "b", State: Saved}, {ID: "c", New: true, State: Saved}, {ID: "d", New: true, State: Sending}}, true)
	for after, want := range map[string]string{"": "a", "a": "c", "b": "c", "c": "a", "d": "a"} {
		if got := g.NextUnseen(after); got == nil || got.ID != want {
			t.Errorf("after %q comes %v, want %s", after, got, want)
		}
	}
	g.Seen("a")
	if got := g.NextUnseen("c"); got == nil || got.ID != "c" {
		t.Errorf("the only one is itself, got %v", got)
	}
	g.Seen("c")
	if got := g.NextUnseen("c"); got != nil {
		t.Errorf("%s is unseen", got.ID)
	}
}

// Earlier results stand with those they were asked for with, by day and prompt;
// edits by what they did.
func TestEntriesAreGrouped(t *testing.T) {
	entry := func(n, days int, template string, r api.Request) history.Entry {
		tokens := 5
		return history.Entry{
			Path:    fmt.Sprintf("/2026-11-24/14223%d-tin-robot-a1b2c%d.png", n, n),
			Sidecar: history.Sidecar{Request: r, Template: template, Saved: noon.AddDate(0, 0, days), Tokens: &tokens},
		}
	}
	robot := func(text string) api.Request {
		return api.Request{Operation: api.TextToImage, Prompt: text, Style: "anime", Seed: 1}
	}
	cut := entry(4, 0, "", api.Request{Operation: api.RemoveBackground, Inputs: []api.Input{{Path: "/x.png"}}})
	cut.Sidecar.Parent = "/2026-11-24/142231-tin-robot-a1b2c1.png"
	broken := history.Entry{Path: "/odd.png", Problem: "its recipe cannot be read"}
	g := New()
	g.AddEntries([]history.Entry{
		entry(1, 0, "a {tin|gold} robot", robot("a tin robot")), entry(2, 0, "a {tin|gold} robot", robot("a gold robot")),
		entry(3, -1, "a {tin|gold} robot", robot("a tin robot")), cut, broken,
	})
	var titles []string
	for _, b := range g.Batches() {
		titles = append(titles, fmt.Sprint(b.Title, " ", len(b.Rows())))
		if !b.Folded {
			t.Errorf("%s is not folded", b.Title)
		}
	}
	want := []string{"a {tin|gold} robot 2", "a {tin|gold} robot 1", "cut out: tin robot 1", "odd.png 1"}
	if !slices.Equal(titles, want) {
		t.Errorf("got %q, want %q", titles, want)
	}
	first := g.Find("/2026-11-24/142231-tin-robot-a1b2c1.png")
	if first.Label != "tin" || first.Tokens != 5 || !first.Priced || first.Request().Prompt != "a tin robot" {
		t.Errorf("%+v", first)
	}
	if odd := g.Find("/odd.png"); odd.Note == "" || odd.Prompt != "odd.png" {
		t.Errorf("%+v", odd)
	}
	if row, missing := g.Ancestors(*g.Find(cut.Path)); len(row) != 1 || missing != "" {
		t.Errorf("it was made from %v, %q is missing", row, missing)
	}
}

// What was asked for at different times stays apart, also in the same words on
// the same day, and each row stands where it stood, however they come in.
func TestEntriesKeepTheirBatch(t *testing.T) {
	entry := func(batch string, asked, index, saved int) history.Entry {
		text := fmt.Sprintf("a %d robot", index)
		e := history.Entry{
			Path: fmt.Sprintf("/2026-11-24/14223%d-%s%d.png", index, batch, index),
			Sidecar: history.Sidecar{
				Request:  api.Request{Operation: api.TextToImage, Prompt: text, Style: "anime", Seed: int64(index + 1)},
				Template: "a {0..9} robot", Saved: noon.Add(time.Duration(saved) * time.Minute),
			},
		}
		e.Sidecar.SetBatch(queue.Batch{ID: batch, At: noon.Add(time.Duration(asked) * time.Minute), Index: index})
		return e
	}
	old := history.Entry{Path: "/2026-11-24/1-old.png", Sidecar: history.Sidecar{
		Request: api.Request{Operation: api.TextToImage, Prompt: "a robot", Seed: 1}, Template: "a {0..9} robot", Saved: noon.Add(-time.Hour),
	}}
	// Asked for first, "slow" ends last; "quick" came between.
	entries := []history.Entry{
		entry("slow", 0, 0, 30), entry("slow", 0, 2, 29), entry("quick", 10, 1, 12), entry("slow", 0, 1, 11), entry("quick", 10, 0, 11), entry("quick", 10, 2, 11), old,
	}
	for size := range entries {
		g := New()
		g.AddBatch(Batch{ID: "now", Title: "now"}, []Row{{ID: "now"}}, true)
		for chunk := range slices.Chunk(entries, size+1) {
			g.AddEntries(chunk)
		}
		var got []string
		for _, b := range g.Batches() {
			line := b.ID
			for _, r := range b.Rows() {
				line += fmt.Sprintf(" %d %s,", r.Place, r.Label)
			}
			got = append(got, line)
		}
		want := []string{"now 0 ,", "quick 0 0, 1 1, 2 2,", "slow 0 0, 1 1, 2 2,", "saved 2026-11-24 a {0..9} robot 0 a robot,"}
		if !slices.Equal(got, want) {
			t.Errorf("in pieces of %d: %q, want %q", size+1, got, want)
		}
		if b := g.Batch("slow"); !b.When.Equal(noon) || !b.Folded || b.Next() != 3 || b.Counts().Saved != 3 {
			t.Errorf("%+v, next %d", b.Counts(), b.Next())
		}
	}
}

func TestSuggest(t *testing.T) {
	g := New()
	g.AddBatch(Batch{ID: "b"}, []Row{{ID: "a", Prompt: "Old harbour, etching"}, {ID: "c", Prompt: "a harbour at dusk"}}, true)
	if word := g.Suggest(ParseQuery("harbor"))(); word != "harbour" {
		t.Errorf("%q", word)
	}
	n := 0
	if everything(g.Search(Holding("harbour")), 1, func(*Batch, int) { n++ }); n != 2 {
		t.Errorf("%d hold the word", n)
	}
	for _, text := range []string{"", "is:picked", "zebra", "dusk"} {
		if word := g.Suggest(ParseQuery(text))(); word != "" {
			t.Errorf("%q suggests %q", text, word)
		}
	}
}
