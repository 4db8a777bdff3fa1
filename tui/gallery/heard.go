package gallery

import (
	"path/filepath"
	"slices"
	"time"

	"imagine-tui/history"
)

// Hear takes over what a file says that others wrote: a result that is not
// listed comes first, unless it is one of this session, which its run brings. It
// tells whether anything is new. Paths in the entry are those of files here; began
// is when it began to be read.
func (g *Gallery) Hear(e history.Entry, mine bool, began time.Time) (changed bool) {
	showing := g.showing(e.Path)
	if len(showing) == 0 {
		if !mine {
			g.arrive(e)
		}
		return !mine
	}
	row := RowOfEntry(e)
	current := g.said.current(e, began)
	for _, r := range showing {
		changed = g.hear(r, row, current && e.Problem == "") || changed
	}
	return changed
}

// arrive lists a result that others made, in front of the others.
func (g *Gallery) arrive(e history.Entry) {
	shareStrings(&e.Sidecar)
	row := RowOfEntry(e)
	row.New = true
	id := batchOf(e)
	g.AddBatch(Batch{ID: id, Title: Line(titleOf(e)), When: asked(e)}, []Row{row}, true)
	g.settle(g.byBatch[id], e.Sidecar.Batch().ID != "")
}

// hear takes over into one row what is said now, where nothing that was said here
// waits to be written. Without a sidecar, or where that was read too early, nobody
// says what is thought of it.
func (g *Gallery) hear(r *Row, said Row, current bool) (changed bool) {
	judged := r.Picked == said.Picked && r.Rejected == said.Rejected && r.Rating == said.Rating && slices.Equal(r.Tags, said.Tags)
	if !judged && !r.Unwritten && current {
		changed = true
		g.Change(r.ID, func(r *Row) { r.JudgeAs(said) })
	}
	if r.ID != r.Path || r.Note == said.Note && r.Prompt == said.Prompt && r.Seed == said.Seed && r.Style == said.Style {
		return changed // what a run brought is told by the run
	}
	g.Change(r.ID, func(r *Row) {
		was := *r
		said.Batch, said.New, said.Label, said.kept = was.Batch, was.New, was.Label, was.kept
		said.JudgeAs(was)
		said.Unwritten = was.Unwritten
		*r = said
	})
	return true
}

// Lose takes out the rows that show a file which others took away, or any file
// of a folder. It tells whether there were any.
func (g *Gallery) Lose(path string) (changed bool) {
	ids := g.shelved.ids(path)
	g.Look(path) // so that it is loaded
	for _, r := range g.byID {
		if r.State == Saved && (r.Path == path || filepath.Dir(r.Path) == path) && !slices.Contains(ids, r.ID) {
			ids = append(ids, r.ID)
		}
	}
	for _, id := range ids {
		g.TakeOut(id)
	}
	return len(ids) > 0
}
