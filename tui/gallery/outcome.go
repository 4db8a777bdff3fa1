package gallery

import (
	"time"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
)

// Outcome is what came of runs that were sent as one.
type Outcome struct {
	Saved, Failed, Unknown int
	Reused                 wording.Made // of those saved
	Paid                   budget.Sum
	Began                  time.Time // when the first was asked for; zero for none
}

// OutcomeOf tells what came of the runs that were sent as one with r, and
// whether all of them have ended. Rows that joined another batch, as rolled
// cells do, are told from the others there by their run.
func (g *Gallery) OutcomeOf(r queue.Run) (out Outcome, ended bool) {
	row := g.byID[r.ID]
	if row == nil {
		return out, false
	}
	batch := g.byBatch[row.Batch]
	if row.Batch == r.Batch && batch.counts.Open > 0 {
		return out, false
	}
	for _, row := range batch.Rows() {
		run := g.runs[row.ID]
		if run != nil && run.Batch != r.Batch {
			continue
		}
		if !row.State.Ended() {
			return out, false
		}
		out.count(row)
		if run != nil && !run.Queued.IsZero() && (out.Began.IsZero() || run.Queued.Before(out.Began)) {
			out.Began = run.Queued
		}
	}
	return out, true
}

func (o *Outcome) count(r *Row) {
	switch r.State {
	case Saved:
		o.Saved++
		switch {
		case r.Reused:
			o.Reused.Add(IsVideo(r.Operation))
		case !r.Free:
			o.Paid.Add(r.Tokens, r.Priced)
		}
	case Failed:
		o.Failed++
	case Unknown:
		o.Unknown++
	default:
	}
}
