package studio

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

// judgeable leaves out what will never be a picture. One that is still being
// made can be judged already: its sidecar hears of it when it is saved.
func judgeable(rows []gallery.Row) []gallery.Row {
	return slices.DeleteFunc(rows, func(r gallery.Row) bool {
		return r.State == gallery.Failed || r.State == gallery.Cancelled || r.State == gallery.Unknown
	})
}

// withTwins adds the rows that show the same files: a picture that was asked
// for again stands in the list twice.
func (m *Model) withTwins(rows []gallery.Row) []gallery.Row {
	there := make(map[string]bool, len(rows))
	for _, row := range rows {
		there[row.ID] = true
	}
	for _, row := range rows {
		for _, id := range []string{row.Path, m.family.rowOf[row.Path]} {
			if twin, ok := m.gallery.Row(id); ok && !there[id] && row.Path != "" {
				there[id] = true
				rows = append(rows, twin)
			}
		}
	}
	return rows
}

// judge changes what the person thinks of results: on the screen at once, in
// the sidecars behind it, with one step to undo.
func (m *Model) judge(name string, rows []gallery.Row, change func(*gallery.Row)) tea.Cmd {
	rows = m.withTwins(judgeable(rows))
	if len(rows) == 0 {
		return m.Say("Nothing made or being made is selected.")
	}
	for _, row := range rows {
		m.changeRow(row.ID, change)
	}
	m.pushUndo(name, func() tea.Cmd {
		var now []gallery.Row
		for _, row := range rows {
			if r, ok := m.gallery.Row(row.ID); ok {
				now = append(now, r)
			}
			m.changeRow(row.ID, func(r *gallery.Row) { judgedAs(r, row) })
		}
		return m.keepJudgement(now)
	})
	return m.keepJudgement(rows)
}

// judgedAs takes over what a person thinks of another row.
func judgedAs(r *gallery.Row, as gallery.Row) {
	r.Picked, r.Rejected, r.Rating, r.Tags = as.Picked, as.Rejected, as.Rating, as.Tags
}

// keepJudgement writes into sidecars what changed in rows since they were as
// given.
func (m *Model) keepJudgement(before []gallery.Row) tea.Cmd {
	var list []judgement
	for _, old := range before {
		if row, ok := m.gallery.Row(old.ID); ok && row.Path != "" {
			list = append(list, judgement{path: row.Path, before: old, after: row})
		}
	}
	m.judged.add(list)
	return m.writeJudgements()
}

// writeJudgements writes what is not in the sidecars yet.
func (m *Model) writeJudgements() tea.Cmd {
	library, judged := m.o.Library, &m.judged
	if library == nil {
		return nil
	}
	return later(func() func(*Model) tea.Cmd {
		err := judged.write(library)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return m.rereadDetails()
		}
	})
}
