package gallery

import (
	"slices"
	"testing"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// run is a run of a batch in a state.
func run(id, batch string, s queue.State) queue.Run {
	return queue.Run{
		ID: id, Batch: batch, State: s, Queued: noon, KeyName: "work",
		Item: plan.Item{Request: api.Request{Operation: api.TextToImage, Prompt: "a boat", Style: "anime", Seed: 7}, Template: "a {boat|fox}", Tokens: 5, Priced: true},
	}
}

// follow lists runs in a batch.
func follow(g *Gallery, batch string, runs ...queue.Run) {
	var rows []Row
	for _, r := range runs {
		g.Follow(r, Order{Again: true})
		rows = append(rows, RowOf(r, noon))
	}
	g.AddBatch(Batch{ID: batch, When: noon}, rows, true)
}

// saved is how a run ends well.
func saved(r queue.Run, path string, reused bool) queue.Run {
	r.State, r.Saved = queue.StateSaved, queue.Saved{Path: path, Tokens: 3, Priced: true, Elapsed: 2 * time.Second, Reused: reused}
	return r
}

// A row says what its run says, and how long it has been under way only while
// that is counted.
func TestProgress(t *testing.T) {
	g := New()
	r := run("r", "b", queue.StatePlanned)
	r.Position = 3
	follow(g, "b", r)
	if row := g.Find("r"); row.State != Waiting || row.Note != "queued, 3rd" || row.Recipe.Template != "a {boat|fox}" {
		t.Fatalf("%+v", row)
	}
	r.Position = 2
	g.Renumber("r", r.State, NoteOf(r, noon))
	if note := g.Find("r").Note; note != "queued, 2nd" {
		t.Errorf("%q", note)
	}
	r.State, r.Started = queue.StateReceiving, noon
	r.Done, r.Total = 61, 100
	if before, known := g.Progress(r, noon); before != queue.StatePlanned || !known {
		t.Errorf("it was %s, known %v", before, known)
	}
	g.Tick("r", noon.Add(4100*time.Millisecond), true)
	if words := g.Find("r").Standing(); words != "4.1 s  receiving 61%" {
		t.Errorf("%q", words)
	}
	g.Progress(r, noon)
	if words := g.Find("r").Standing(); words != "receiving 61%" {
		t.Errorf("%q", words)
	}
	g.Progress(saved(r, "/a.png", false), noon)
	if row := g.Find("r"); row.State != Saved || row.Path != "/a.png" || row.Tokens != 3 || row.Elapsed != 2*time.Second || row.Standing() != "" {
		t.Errorf("%+v", row)
	}
	if _, known := g.Progress(run("other", "b", queue.StateSending), noon); known {
		t.Error("a run that was taken out is known")
	}
}

// What was read from the library meanwhile goes; a picture that was there
// before is judged as it was, and one that was judged while it was made keeps
// that.
func TestSettle(t *testing.T) {
	entry := history.Entry{Path: "/a.png", Sidecar: history.Sidecar{Rating: 4, Tags: []string{"cover"}, Saved: noon}}
	g := New()
	follow(g, "b", run("new", "b", queue.StateSending), run("again", "b", queue.StateSending), run("mine", "b", queue.StateSending))
	g.AddEntries([]history.Entry{entry})
	again := saved(run("again", "b", queue.StateSending), "/a.png", true)
	g.Progress(again, noon)
	if g.Settle(again) || g.Find("again").Rating != 4 || g.Find("/a.png") == nil {
		t.Errorf("a picture that was there: %+v", g.Find("again"))
	}
	g.Change("mine", func(r *Row) { r.Picked = true })
	mine := saved(run("mine", "b", queue.StateSending), "/m.png", false)
	g.Progress(mine, noon)
	if !g.Settle(mine) {
		t.Error("what was judged while it was made is not told of")
	}
	fresh := saved(run("new", "b", queue.StateSending), "/a.png", false)
	g.Progress(fresh, noon)
	if g.Settle(fresh); g.Find("/a.png") != nil {
		t.Error("a picture of this session stands twice")
	}
	g.AddEntries([]history.Entry{entry, {Path: "/m.png"}})
	if g.Len() != 3 {
		t.Errorf("%d rows", g.Len())
	}
}

// Runs that joined another batch are told from those that were there.
func TestOutcome(t *testing.T) {
	g := New()
	a, b := run("a", "one", queue.StateSending), run("b", "one", queue.StateSending)
	rolled := run("rolled", "two", queue.StateSending)
	follow(g, "one", a, b, rolled)
	if _, ended := g.OutcomeOf(a); ended {
		t.Error("what is under way has ended")
	}
	rolled = saved(rolled, "/r.png", false)
	g.Progress(rolled, noon)
	if out, ended := g.OutcomeOf(rolled); !ended || out != (Outcome{Saved: 1, Paid: budget.Sum{Tokens: 3}, Began: noon}) {
		t.Errorf("rolled: %+v, %v", out, ended)
	}
	a.State = queue.StateFailed
	g.Progress(a, noon)
	b = saved(b, "/b.png", true)
	g.Progress(b, noon)
	if out, ended := g.OutcomeOf(b); !ended || out.Saved != 1 || out.Reused.Pictures != 1 || out.Failed != 1 {
		t.Errorf("%+v, %v", out, ended)
	}
}

// What is taken out comes back with its run, and what an earlier run left is
// known until it is forgotten.
func TestTakenOutAndPutBack(t *testing.T) {
	g := New()
	failed := run("a", "one", queue.StateFailed)
	failed.Arrived = true
	follow(g, "one", failed)
	g.AddUnanswered(Batch{ID: "left"}, []history.Recovered{{ID: "x", Kept: "/part", Request: api.Request{Prompt: "a fox"}}}, func(api.Request) (int, bool) { return 5, true })
	id := "journal x"
	if row := g.Find(id); row.State != Unknown || row.Tokens != 5 || row.Note != "kept, not saved" || row.Request().Prompt != "a fox" {
		t.Fatalf("%+v", row)
	}
	taken := []Taken{g.TakeOut("a"), g.TakeOut(id), g.TakeOut("nothing")}
	if _, known := g.Run("a"); known || g.Len() != 0 || len(g.Batches()) != 0 {
		t.Fatalf("%d rows are left", g.Len())
	}
	for _, one := range taken {
		g.PutBack(one)
	}
	if _, known := g.Run("a"); !known || !g.Arrived("a") || !g.Arrived(id) || g.Len() != 2 || !g.OrderOf("a").Again {
		t.Errorf("%d rows came back", g.Len())
	}
	g.Forget(id)
	if _, known := g.Unanswered(id); known || g.Len() != 1 {
		t.Error("it is not forgotten")
	}
}

// Only what changed is written into a sidecar, and rows of one file are judged
// together.
func TestJudge(t *testing.T) {
	g := New()
	g.AddEntries([]history.Entry{{Path: "/a.png"}})
	follow(g, "b", run("r", "b", queue.StateSending), run("f", "b", queue.StateFailed))
	g.Progress(saved(run("r", "b", queue.StateSending), "/a.png", true), noon)
	before := g.Judge(g.Rows("b"), func(r *Row) { r.Picked, r.Tags = true, []string{"sea"} })
	if len(before) != 2 || !g.Find("/a.png").Picked || g.Find("f").Picked {
		t.Fatalf("%d were judged", len(before))
	}
	sidecar := history.Sidecar{Rating: 3}
	for _, j := range g.Judgements(before) {
		j.Write(&sidecar)
	}
	if !sidecar.Picked || sidecar.Rating != 3 || !slices.Equal(sidecar.Tags, []string{"sea"}) {
		t.Errorf("%+v", sidecar)
	}
	// What others said meanwhile stays when it is taken back.
	sidecar.Tags, sidecar.Rating = append(sidecar.Tags, "theirs"), 5
	now := g.JudgeBack(g.JudgedSince(before))
	for _, j := range now {
		j.Write(&sidecar)
	}
	if g.Find("r").Picked || len(now) != 2 || sidecar.Picked || sidecar.Rating != 5 || !slices.Equal(sidecar.Tags, []string{"theirs"}) {
		t.Errorf("it was not taken back: %+v", sidecar)
	}
}
