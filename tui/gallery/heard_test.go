package gallery

import (
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

func entry(path, prompt string) history.Entry {
	return history.Entry{Path: path, Sidecar: history.Sidecar{
		Schema: 1, Request: api.Request{Operation: api.TextToImage, Prompt: prompt}, Saved: time.Date(2026, 11, 24, 12, 0, 0, 0, time.Local),
	}}
}

// What a sidecar says by others is taken over, but not what waits to be written
// here; a recipe that cannot be read takes no judgement away.
func TestHear(t *testing.T) {
	t.Parallel()
	g := New()
	e := entry("/p/a.png", "a fox")
	g.AddEntries([]history.Entry{e})
	if g.Hear(e, false, time.Now()) {
		t.Error("nothing is new")
	}
	e.Sidecar.Rating, e.Sidecar.Tags = 4, []string{"sea"}
	if row, _ := g.Row(e.Path); !g.Hear(e, false, time.Now()) || row.Rating != 0 {
		t.Errorf("%+v", row)
	}
	if row, _ := g.Row(e.Path); row.Rating != 4 || len(row.Tags) != 1 {
		t.Errorf("%+v", row)
	}
	bare := entry(e.Path, "")
	bare.Problem = "there is no description beside it"
	if row, _ := g.Row(e.Path); !g.Hear(bare, false, time.Now()) || row.Rating != 4 {
		t.Errorf("%+v", row)
	}
	if row, _ := g.Row(e.Path); row.Note == "" || row.Rating != 4 {
		t.Errorf("without a sidecar: %+v", row)
	}
	if row, _ := g.Row(e.Path); !g.Hear(e, false, time.Now()) || row.Note == "" {
		t.Errorf("%+v", row)
	}
	g.SetUnwritten(map[string]bool{e.Path: true})
	e.Sidecar.Rating = 1
	if row, _ := g.Row(e.Path); g.Hear(e, false, time.Now()) || row.Rating != 4 || row.Note != "" || row.Prompt != "a fox" {
		t.Errorf("what waits is overwritten: %+v", row)
	}
}

// A result of others comes first and is new; one of this session's runs is left
// to its run, whichever is heard first.
func TestHearNew(t *testing.T) {
	t.Parallel()
	g := New()
	g.AddEntries([]history.Entry{entry("/p/a.png", "a fox"), entry("/p/b.png", "a fox")})
	own := entry("/p/own.png", "a boat")
	run := queue.Run{ID: "r1", Item: plan.Item{Request: own.Sidecar.Request}, State: queue.StateSaved, Saved: queue.Saved{Path: own.Path}}
	if g.Hear(own, true, time.Now()) || g.Len() != 2 {
		t.Errorf("%d are listed", g.Len())
	}
	if !g.Hear(entry("/p/c.png", "a boat"), false, time.Now()) || g.Batches()[0].Rows()[0].ID != "/p/c.png" || !g.Batches()[0].Rows()[0].New || g.Unseen() != 1 {
		t.Errorf("%+v", g.Batches()[0].Rows()[0])
	}
	if !g.Hear(entry("/p/d.png", "a boat"), false, time.Now()) || len(g.Batches()) != 2 {
		t.Errorf("%d batches", len(g.Batches()))
	}
	// A run that is not known as this session's yet: its row takes the place.
	if !g.Hear(own, false, time.Now()) || g.Len() != 5 {
		t.Errorf("%d are listed", g.Len())
	}
	g.Settle(run)
	if g.Len() != 4 {
		t.Errorf("%d are listed", g.Len())
	}
}

// Rows of files that others took away go, those of a folder too.
func TestLose(t *testing.T) {
	t.Parallel()
	g := New()
	g.AddEntries([]history.Entry{entry("/p/1/a.png", "a"), entry("/p/1/b.png", "b"), entry("/p/2/c.png", "c")})
	if !g.Lose("/p/1/a.png") || g.Lose("/p/1/a.png") || g.Len() != 2 {
		t.Errorf("%d are listed", g.Len())
	}
	if !g.Lose("/p/1") || g.Len() != 1 {
		t.Errorf("%d are listed", g.Len())
	}
}

// What was read before the last word said here was written takes nothing back of
// it; what was read after is taken over, also where it comes before it is known
// that all is written.
func TestHearsNothingOlder(t *testing.T) {
	t.Parallel()
	g := New()
	e := entry("/p/a.png", "a fox")
	g.AddEntries([]history.Entry{e})
	start := time.Now()
	written := map[string]time.Time{e.Path: start.Add(2 * time.Second)}
	pick := func(on bool) []Judgement {
		return g.Judgements(g.Judge(g.Rows(g.Batches()[0].ID), func(r *Row) { r.Picked = on }))
	}
	want := func(what string, picked bool, rating int) {
		t.Helper()
		if row, _ := g.Row(e.Path); row.Picked != picked || row.Rating != rating {
			t.Errorf("%s: picked %v, rated %d", what, row.Picked, row.Rating)
		}
	}
	list := pick(true)
	if g.Hear(e, false, start) {
		t.Error("something is new while it is written")
	}
	want("while it is written", true, 0)
	if g.Said(list, written) {
		t.Error("something is new though it was read too early")
	}
	want("written", true, 0)
	g.Hear(e, false, start.Add(time.Second))
	want("read before it was written", true, 0)
	later := e
	later.Sidecar.Picked, later.Sidecar.Rating = true, 4
	if !g.Hear(later, false, start.Add(3*time.Second)) {
		t.Error("nothing is new of what others said after it")
	}
	want("read after it was written", true, 4)

	first, second := pick(false), pick(true)
	written[e.Path] = start.Add(5 * time.Second)
	later.Sidecar.Rating = 1
	g.Hear(later, false, start.Add(6*time.Second))
	g.Said(first, written)
	want("the second is not written yet", true, 4)
	if !g.Said(second, written) {
		t.Error("nothing is new of what was heard meanwhile")
	}
	want("heard meanwhile", true, 1)
}
