package gallery

import (
	"slices"

	"imagine-tui/history"
)

// Judged tells whether a person said what they think of the row.
func (r *Row) Judged() bool { return r.Picked || r.Rejected || r.Rating > 0 }

// JudgeAs takes over what a person thinks of another row.
func (r *Row) JudgeAs(as Row) {
	r.Picked, r.Rejected, r.Rating, r.Tags = as.Picked, as.Rejected, as.Rating, as.Tags
}

// Judgeable leaves out what will never be a picture. One that is still being
// made can be judged already: its sidecar hears of it when it is saved.
func Judgeable(rows []Row) []Row {
	return slices.DeleteFunc(rows, func(r Row) bool {
		return r.State == Failed || r.State == Cancelled || r.State == Unknown
	})
}

// Judge changes what a person thinks of rows, and of those that show the same
// files. It returns all of them as they were.
func (g *Gallery) Judge(rows []Row, change func(*Row)) (before []Row) {
	before = g.withTwins(Judgeable(rows))
	for _, row := range before {
		g.Change(row.ID, change)
	}
	return before
}

// judgeAsTwin makes a row be judged as another that shows the same file, if there
// is one.
func (g *Gallery) judgeAsTwin(id string) {
	r := g.byID[id]
	if r == nil {
		return
	}
	for _, twin := range g.showing(r.Path) {
		if twin != r {
			g.Change(id, func(r *Row) { r.JudgeAs(*twin) })
			return
		}
	}
}

// JudgeBack makes rows be judged as they were. It returns what they were until
// now.
func (g *Gallery) JudgeBack(rows []Row) (until []Row) {
	for _, row := range rows {
		if now, ok := g.Row(row.ID); ok {
			until = append(until, now)
		}
		g.Change(row.ID, func(r *Row) { r.JudgeAs(row) })
	}
	return until
}

// Judgement is a change of what a person thinks of a saved result. Only what
// changed is written: its sidecar may know more than the list does.
type Judgement struct {
	Path          string
	before, after Row
}

// Judgements tell what changed of rows that are saved since they were as given.
func (g *Gallery) Judgements(since []Row) []Judgement {
	var out []Judgement
	for _, old := range since {
		if row, ok := g.Row(old.ID); ok && row.Path != "" {
			out = append(out, Judgement{Path: row.Path, before: old, after: row})
		}
	}
	return out
}

// Write writes the change into a sidecar.
func (j Judgement) Write(s *history.Sidecar) {
	if j.before.Picked != j.after.Picked {
		s.Picked = j.after.Picked
	}
	if j.before.Rejected != j.after.Rejected {
		s.Rejected = j.after.Rejected
	}
	if j.before.Rating != j.after.Rating {
		s.Rating = j.after.Rating
	}
	if !slices.Equal(j.before.Tags, j.after.Tags) {
		s.Tags = j.after.Tags
	}
}
