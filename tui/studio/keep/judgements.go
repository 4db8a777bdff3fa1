package keep

import (
	"sync"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
	"imagine-tui/tui/gallery"
)

// judgements are those not written yet, in the order they were made: whichever
// command writes first writes them all, so that the last one stays.
type judgements struct {
	mu   sync.Mutex // guards todo
	todo []gallery.Judgement

	writing sync.Mutex
}

func (j *judgements) add(list []gallery.Judgement) {
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
		if err := library.Update(one.Path, one.Write); err != nil && problem == nil {
			problem = err
		}
	}
	return problem
}

// judgedMsg says that what was judged is written, or why not.
type judgedMsg struct{ err error }

// write writes into sidecars what changed in rows since they were as given.
func (f *Flow) write(before []gallery.Row) tea.Cmd {
	f.judged.add(f.o.Gallery.Judgements(before))
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
