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
	r := g.Look(id)
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

// Judged are rows before and after a person judged them.
type Judged struct{ before, after []Row }

// JudgedSince are rows that were as given, with what they are now.
func (g *Gallery) JudgedSince(before []Row) Judged {
	j := Judged{before: before}
	for _, old := range before {
		now, _ := g.Row(old.ID)
		j.after = append(j.after, now)
	}
	return j
}

// JudgeBack takes back what a person said of rows, as far as it still stands:
// what was said since, here or elsewhere, stays. It returns what goes into the
// sidecars: until Said tells that it is there, no sidecar is heard of those.
func (g *Gallery) JudgeBack(j Judged) []Judgement {
	var out []Judgement
	for i, old := range j.before {
		back := judgementOf(j.after[i], old)
		back.Over = true
		if row, ok := g.Row(old.ID); ok && row.Path != "" {
			back.Path = row.Path
			out = append(out, back)
		}
		g.Change(old.ID, back.judge)
	}
	g.said.open(out)
	return out
}

// Field is a change of one thing that a person thinks.
type Field[T comparable] struct{ From, To T }

// Judgement is a change of what a person thinks of a saved result. Only what
// changed is written, field by field: others may have said something else
// meanwhile.
type Judgement struct {
	Path     string
	Picked   *Field[bool] `json:",omitempty"`
	Rejected *Field[bool] `json:",omitempty"`
	Rating   *Field[int]  `json:",omitempty"`
	// Add and Remove are tags.
	Add, Remove []string `json:",omitempty"`
	// Over is set where something is taken back: fields that are not as they
	// were made stay.
	Over bool `json:",omitempty"`
}

// Judgements tell what changed of rows that are saved since they were as given. It
// goes into the sidecars: until Said tells that it is there, none is heard of those.
func (g *Gallery) Judgements(since []Row) []Judgement {
	var out []Judgement
	for _, old := range since {
		if row, ok := g.Row(old.ID); ok && row.Path != "" {
			out = append(out, judgementOf(old, row))
		}
	}
	g.said.open(out)
	return out
}

func judgementOf(before, after Row) Judgement {
	return Judgement{
		Path: after.Path, Picked: fieldFrom(before.Picked, after.Picked), Rejected: fieldFrom(before.Rejected, after.Rejected),
		Rating: fieldFrom(before.Rating, after.Rating), Add: without(after.Tags, before.Tags), Remove: without(before.Tags, after.Tags),
	}
}

func fieldFrom[T comparable](from, to T) *Field[T] {
	if from == to {
		return nil
	}
	return &Field[T]{from, to}
}

// without are the tags that are not among others.
func without(tags, others []string) []string {
	var out []string
	for _, t := range tags {
		if !slices.Contains(others, t) {
			out = append(out, t)
		}
	}
	return out
}

// apply changes one field, unless it is to be taken back and somebody said
// something else since.
func apply[T comparable](f *Field[T], over bool, value *T) (changed bool) {
	if f == nil || over && *value != f.From {
		return false
	}
	*value = f.To
	return true
}

// Write writes the change into a sidecar.
func (j Judgement) Write(s *history.Sidecar) {
	j.write(&s.Picked, &s.Rejected, &s.Rating, &s.Tags)
}

func (j Judgement) judge(r *Row) { j.write(&r.Picked, &r.Rejected, &r.Rating, &r.Tags) }

// write changes what is said. Picked and rejected exclude each other: the last
// word wins.
func (j Judgement) write(picked, rejected *bool, rating *int, tags *[]string) {
	if apply(j.Rejected, j.Over, rejected) && *rejected {
		*picked = false
	}
	if apply(j.Picked, j.Over, picked) && *picked {
		*rejected = false
	}
	apply(j.Rating, j.Over, rating)
	if len(j.Add)+len(j.Remove) > 0 {
		kept := without(*tags, j.Remove)
		*tags = slices.Concat(kept, without(j.Add, kept))
	}
}

// SetUnwritten marks the rows that show files, and no others, as judged without
// that being in their sidecars yet.
func (g *Gallery) SetUnwritten(paths map[string]bool) {
	mark := func(path string, on bool) {
		for _, r := range g.showing(path) {
			if r.Unwritten != on {
				g.Change(r.ID, func(r *Row) { r.Unwritten = on })
			}
		}
	}
	for path := range g.unwritten {
		if !paths[path] {
			mark(path, false)
		}
	}
	for path := range paths {
		mark(path, true)
	}
	g.unwritten = paths
}

// JudgeUnwritten shows judgements of an earlier session that are not in their
// sidecars yet.
func (g *Gallery) JudgeUnwritten(list []Judgement) {
	for _, j := range list {
		for _, r := range g.showing(j.Path) {
			g.Change(r.ID, j.judge)
		}
	}
}
