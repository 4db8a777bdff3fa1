package gallery

import (
	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history"
)

// AddUnanswered lists requests that an earlier run left without an answer, in a
// batch of their own. price is what one of them costs, where that is known.
func (g *Gallery) AddUnanswered(b Batch, found []history.Recovered, price func(api.Request) (tokens int, priced bool)) {
	rows := make([]Row, len(found))
	for i, r := range found {
		row := rowOfUnanswered(r)
		row.Tokens, row.Priced = price(r.Request)
		rows[i] = row
		g.unanswered[row.ID] = r
	}
	g.AddBatch(b, rows, true)
}

func rowOfUnanswered(r history.Recovered) Row {
	note := "no answer"
	if r.Kept != "" {
		note = "kept, not saved"
	}
	return Row{
		ID: "journal " + r.ID, Prompt: Line(r.Request.Prompt), Label: Line(r.Request.Prompt),
		Style: clean.Line(r.Request.Style), Ratio: clean.Line(r.Request.AspectRatio), Seed: r.Request.Seed,
		Operation: string(r.Request.Operation), Key: clean.Line(r.Key), State: Unknown, Note: note,
		Free: r.Free, When: r.Time, Recipe: &Recipe{Request: r.Request, Template: r.Request.Prompt, Key: r.Key},
	}
}

// Unanswered returns what an earlier run left, by its row. It is known also
// after the row was taken out, until it is forgotten.
func (g *Gallery) Unanswered(id string) (history.Recovered, bool) {
	r, ok := g.unanswered[id]
	return r, ok
}

// Forget removes the row of a request, its run, and what an earlier run left of
// it: nothing is to be decided about it any more.
func (g *Gallery) Forget(id string) {
	g.Remove(id)
	unfollow(g, id)
	delete(g.unanswered, id)
}

// Arrived tells whether a row's picture arrived and is kept in recovery, because
// it could not be saved.
func (g *Gallery) Arrived(id string) bool {
	if r, ok := g.unanswered[id]; ok {
		return r.Kept != ""
	}
	f := g.runs[id]
	return f != nil && f.Arrived
}
