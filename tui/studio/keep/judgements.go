package keep

import (
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// judgement is a change of what a person thinks of a result. Only what changed
// is written: its sidecar may know more than the list does.
type judgement struct {
	path          string
	before, after gallery.Row
}

func (j judgement) write(s *history.Sidecar) {
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

// judgements are those not written yet, in the order they were made: whichever
// command writes first writes them all, so that the last one stays.
type judgements struct {
	mu   sync.Mutex // guards todo
	todo []judgement

	writing sync.Mutex
}

func (j *judgements) add(list []judgement) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.todo = append(j.todo, list...)
}

// write writes what there is, and awaits whoever does so already. Of several
// problems it returns the first one.
func (j *judgements) write(library *history.Library) error {
	j.writing.Lock()
	defer j.writing.Unlock()
	j.mu.Lock()
	todo := j.todo
	j.todo = nil
	j.mu.Unlock()
	var problem error
	for _, one := range todo {
		if err := library.Update(one.path, one.write); err != nil && problem == nil {
			problem = err
		}
	}
	return problem
}

// judgedMsg says that what was judged is written, or why not.
type judgedMsg struct{ err error }

// write writes into sidecars what changed in rows since they were as given.
func (f *Flow) write(before []gallery.Row) tea.Cmd {
	var list []judgement
	for _, old := range before {
		if row, ok := f.o.Gallery.Row(old.ID); ok && row.Path != "" {
			list = append(list, judgement{path: row.Path, before: old, after: row})
		}
	}
	f.judged.add(list)
	return f.Write()
}

// Write writes what is not in the sidecars yet.
func (f *Flow) Write() tea.Cmd {
	library, judged := f.o.Library, &f.judged
	if library == nil {
		return nil
	}
	return func() tea.Msg { return judgedMsg{judged.write(library)} }
}

func (f *Flow) written(msg judgedMsg) tea.Cmd {
	if msg.err != nil {
		return f.problem(msg.err)
	}
	return f.host.RecipesChanged()
}
