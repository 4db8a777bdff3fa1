package gallery

import (
	"maps"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
)

// Order is how a run was asked for, beside its request.
type Order struct {
	Again  bool   // also what is saved already
	Parent string // result all of it is made from, "" for what the files say
}

// followed is a run of this session, kept by the id of its row.
type followed struct {
	queue.Run
	order Order
}

// RowOf makes the row of a run.
func RowOf(r queue.Run, now time.Time) Row {
	q := r.Item.Request
	row := Row{
		ID: r.ID, Batch: r.Batch, Prompt: Line(q.Prompt), Label: clean.Line(r.Item.Variant),
		Style: clean.Line(q.Style), Ratio: q.AspectRatio, Seed: q.Seed, Operation: string(q.Operation),
		When: r.Queued, Tokens: r.Item.Tokens, Priced: r.Item.Priced, New: true,
		Recipe: &Recipe{Request: q, Template: r.Item.Template, Key: r.KeyName},
		Place:  r.Index,
	}
	if len(q.Inputs) > 0 {
		row.Label = editLabel(row)
	}
	row.progress(r, now)
	return row
}

// progress writes into a row what its run says now.
func (r *Row) progress(run queue.Run, now time.Time) {
	r.State, r.Key, r.Free = StateOf(run.State), run.KeyName, run.Free
	r.Note, r.Elapsed = NoteOf(run, now), 0
	if run.State != queue.StateSaved {
		return
	}
	r.Path, r.Elapsed, r.Reused = run.Saved.Path, run.Saved.Elapsed, run.Saved.Reused
	if !run.Saved.Reused && !run.Ended.IsZero() {
		r.When = run.Ended // as its sidecar says, and not when it was asked for
	}
	r.Tokens, r.Priced, r.Bytes = run.Saved.Tokens, run.Saved.Priced, run.Saved.Bytes
}

// StateOf is where a run of the queue stands.
func StateOf(s queue.State) State {
	if s == queue.StatePlanned {
		return Waiting
	}
	return State(s)
}

// Follow takes in a run of this session; its row has the same id.
func (g *Gallery) Follow(r queue.Run, o Order) { g.runs[r.ID] = &followed{r, o} }

// Run returns a run of this session by the id of its row.
func (g *Gallery) Run(id string) (queue.Run, bool) {
	if f := g.runs[id]; f != nil {
		return f.Run, true
	}
	return queue.Run{}, false
}

// OrderOf returns how a run of this session was asked for.
func (g *Gallery) OrderOf(id string) Order {
	if f := g.runs[id]; f != nil {
		return f.order
	}
	return Order{}
}

// Runs calls yield for every run of this session, in no order, until it returns
// false.
func (g *Gallery) Runs(yield func(queue.Run) bool) {
	for _, f := range g.runs {
		if !yield(f.Run) {
			return
		}
	}
}

// Progress brings a run and its row up to date. It tells what the run's state
// was before, and whether the run is followed: one that was taken out is not.
func (g *Gallery) Progress(r queue.Run, now time.Time) (before queue.State, known bool) {
	f := g.runs[r.ID]
	if f == nil {
		return "", false
	}
	before = f.State
	f.Run = r
	g.Change(r.ID, func(row *Row) { row.progress(r, now) })
	return before, true
}

// Settle puts in order what goes with a run that was just saved: a row that was
// read from the library meanwhile goes, and a picture that was there already is
// judged as it was. It tells whether the person judged this one while it was
// made: then its sidecar does not know yet.
func (g *Gallery) Settle(r queue.Run) (judged bool) {
	if !r.Saved.Reused {
		g.Remove(r.Saved.Path)
	}
	if row := g.byID[r.ID]; row != nil && row.Judged() {
		return true
	}
	g.judgeAsTwin(r.ID)
	return false
}

// Seen notes that the person looked at a row.
func (g *Gallery) Seen(id string) {
	if r := g.Look(id); r != nil && r.New {
		g.Change(id, func(r *Row) { r.New = false })
	}
}

// Tick brings what time changes in the row of a run up to date: when it is tried
// again, and where that is counted, how long it has been under way.
func (g *Gallery) Tick(id string, now time.Time, counted bool) {
	f := g.runs[id]
	if f == nil {
		return
	}
	note, elapsed := NoteOf(f.Run, now), time.Duration(0)
	if counted {
		elapsed = underway(f.Run, now)
	}
	g.Change(id, func(r *Row) { r.Note, r.Elapsed = note, elapsed })
}

// Renumber brings the note of a waiting run up to date with its place in the
// line, of which the queue tells only for the first ones.
func (g *Gallery) Renumber(id string, is queue.State, note string) {
	row := g.byID[id]
	if row == nil || row.State != Waiting || StateOf(is) != Waiting {
		return
	}
	if note != row.Note {
		g.Change(id, func(row *Row) { row.Note = note })
	}
}

// savedFiles are the files of a session's runs.
func savedFiles(runs map[string]*followed) map[string]bool {
	out := map[string]bool{}
	for _, f := range runs {
		if f.Saved.Path != "" {
			out[f.Saved.Path] = true
		}
	}
	return out
}

// Taken is a row that was taken out, with all that is needed to put it back.
type Taken struct {
	Row   Row
	batch Batch
	run   *followed
}

// Held is what TakeOut would take out.
func (g *Gallery) Held(id string) Taken {
	row, _ := g.Row(id)
	return Taken{Row: row, batch: g.BatchOf(id), run: g.runs[id]}
}

// TakeOut takes a row out, and its run; the file behind it is not touched.
func (g *Gallery) TakeOut(id string) Taken {
	t := g.Held(id)
	unfollow(g, id)
	g.Remove(id)
	return t
}

// PutBack puts a row back where it was, and its run.
func (g *Gallery) PutBack(t Taken) {
	if t.Row.ID == "" {
		return // it was not there
	}
	if t.run != nil {
		g.runs[t.Row.ID] = t.run
		delete(g.out, t.Row.ID)
	}
	g.AddBatch(t.batch, []Row{t.Row}, true)
}

func unfollow(g *Gallery, id string) {
	if g.runs[id] != nil {
		delete(g.runs, id)
		g.out[id] = true
	}
}

// RunsTakenOut are the runs of this session that were taken out. It is a copy.
func (g *Gallery) RunsTakenOut() map[string]bool { return maps.Clone(g.out) }
