package gallery

import (
	"strings"
	"time"
	"unique"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history"
)

// AddEntries groups earlier results as they were asked for: by their batch, or
// where that is not known by day and prompt. Paths in the entries are those of
// files here. Results of this session are listed already.
func (g *Gallery) AddEntries(entries []history.Entry) {
	mine := savedFiles(g.runs)
	var batch Batch
	var rows []Row
	grown := map[string]bool{} // batches whose rows have places
	flush := func() {
		if len(rows) > 0 {
			g.addEarlier(batch, rows, grown[batch.ID])
		}
		rows = nil
	}
	for _, e := range entries {
		if mine[e.Path] {
			continue
		}
		shareStrings(&e.Sidecar)
		if id := batchOf(e); id != batch.ID {
			flush()
			batch = Batch{ID: id, Title: Line(titleOf(e)), When: asked(e), Folded: true}
		}
		grown[batch.ID] = grown[batch.ID] || e.Sidecar.Batch().ID != ""
		rows = append(rows, RowOfEntry(e))
	}
	flush()
	for id, placed := range grown {
		if b := g.byBatch[id]; b != nil { // else all of it was there
			g.settle(b, placed)
		}
	}
}

// settle puts the rows of a batch in their places, where they have some, after
// more of it became known.
func (g *Gallery) settle(b *Batch, placed bool) {
	if placed {
		b.order()
	}
	g.relabel(b)
}

// relabel makes the labels of earlier results as short as they can be, now that
// more of their batch is known.
func (g *Gallery) relabel(b *Batch) {
	before := map[*Row]string{}
	for _, s := range b.slots {
		if s.row != nil {
			before[s.row] = s.row.Label
		}
	}
	rows := b.Rows()
	label(rows)
	for _, r := range rows {
		if was, there := before[r]; there && r.Label != was {
			b.renew()
			g.changed(r)
		}
	}
}

// label is relabel of rows as they were listed.
func label(rows []*Row) {
	for _, r := range rows {
		if made := r.Request(); r.ID == r.Path && r.Label != "" && len(made.Inputs) == 0 {
			r.Label = r.Prompt
		}
	}
	shortenLabels(rows)
}

// addEarlier adds rows of an earlier session to their batch. One that knows when
// it was asked for stands by that among its like.
func (g *Gallery) addEarlier(batch Batch, rows []Row, placed bool) {
	there := g.byBatch[batch.ID] != nil
	g.AddBatch(batch, rows, false)
	if !there && placed {
		sortIn(g.batches)
	}
}

// sortIn puts the last batch, which knows when it was asked for, to its like.
func sortIn(batches []*Batch) {
	at := len(batches) - 1
	added := batches[at]
	added.earlier = true
	for at > 0 && batches[at-1].earlier && batches[at-1].When.Before(added.When) {
		batches[at] = batches[at-1]
		at--
	}
	batches[at] = added
}

// RowOfEntry is what is shown, and found by the filter, of a saved result.
func RowOfEntry(e history.Entry) Row {
	s := e.Sidecar
	row := Row{
		ID: e.Path, Prompt: shared(Line(s.Request.Prompt)), Style: shared(clean.Line(s.Request.Style)),
		Ratio: shared(clean.Line(s.Request.AspectRatio)), Seed: s.Request.Seed, Operation: string(s.Request.Operation),
		Key: shared(clean.Line(s.Key)), State: Saved, Elapsed: time.Duration(s.ElapsedMS) * time.Millisecond,
		Free: s.Sandbox, When: when(e), Path: e.Path, Parent: s.MadeFrom(), Bytes: s.Bytes,
		Picked: s.Picked, Rejected: s.Rejected, Rating: s.Rating, Place: s.Batch().Index,
		Recipe: &Recipe{Request: s.Request, Template: s.Template, Key: s.Key},
	}
	for _, t := range s.Tags {
		row.Tags = append(row.Tags, clean.Line(t))
	}
	if s.Tokens != nil {
		row.Tokens, row.Priced = *s.Tokens, true
	}
	if s.Template != "" && s.Template != s.Request.Prompt {
		row.Label = row.Prompt
	}
	if len(s.Request.Inputs) > 0 {
		row.Label = editLabel(row)
	}
	if e.Problem != "" {
		row.Note, row.Prompt = clean.Line(e.Problem), FileName(e.Path)
	}
	return row
}

// editLabel says in a row of results what an edit did.
func editLabel(row Row) string {
	if row.Prompt == "" {
		return OperationWord(row.Operation)
	}
	return OperationWord(row.Operation) + " · " + row.Prompt
}

// batchOf is the batch of a result. One that was asked for by an earlier version
// does not say, and belongs to what was asked for that day in the same words.
func batchOf(e history.Entry) string {
	if b := e.Sidecar.Batch(); b.ID != "" {
		return b.ID
	}
	return savedOn(when(e), titleOf(e))
}

func savedOn(when time.Time, title string) string {
	return "saved " + when.Format(time.DateOnly) + " " + title
}

// titleOf is what results that were asked for together are called: what the
// person wrote, and for an edit what it did.
func titleOf(e history.Entry) string {
	return titled(e.Called(), string(e.Sidecar.Request.Operation), len(e.Sidecar.Request.Inputs) > 0)
}

func titled(called, operation string, edited bool) string {
	if edited {
		return OperationWord(operation) + ": " + called
	}
	return called
}

// asked tells when the batch of a result was asked for, as far as it is known.
func asked(e history.Entry) time.Time {
	if b := e.Sidecar.Batch(); !b.At.IsZero() {
		return b.At.Local()
	}
	return when(e)
}

// when tells when a result was saved, by the clock on the wall, as the folder
// it lies in does.
func when(e history.Entry) time.Time {
	at := e.Sidecar.Saved
	if at.IsZero() {
		at = e.Sidecar.Sent
	}
	if at.IsZero() {
		return at
	}
	return at.Local()
}

// shareStrings makes what many results have in common one string in memory:
// with 100,000 of them that is most of what is held. The entry's texts may be
// parts of all that is known of a day, which must not be held as a whole.
func shareStrings(s *history.Sidecar) {
	r := &s.Request
	for _, text := range []*string{&r.Prompt, &r.Style, &r.AspectRatio, &s.Template, &s.Key} {
		*text = shared(*text)
	}
	r.Operation = api.Operation(shared(string(r.Operation)))
	for i := range s.Tags {
		s.Tags[i] = shared(s.Tags[i])
	}
	s.Parent = strings.Clone(s.Parent)
	batch := s.Batch()
	batch.ID = shared(batch.ID)
	s.SetBatch(batch)
}

func shared(s string) string { return unique.Make(s).Value() }
