package flow

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// maxUndo is how many steps back the studio remembers.
const maxUndo = 100

// Undo are the things the person did that can be taken back, the last one on
// top. The zero Undo is empty.
type Undo struct{ steps []step }

type step struct {
	name string
	do   func() tea.Cmd
}

// Push puts a step on top; do takes it back.
func (u *Undo) Push(name string, do func() tea.Cmd) {
	u.steps = append(u.steps, step{name, do})
	if len(u.steps) > maxUndo {
		u.steps = u.steps[1:]
	}
}

// Group makes one step, of a name, of all that is pushed meanwhile: one act is
// taken back as one. It tells whether there was any.
func (u *Undo) Group(name string, do func()) (pushed bool) {
	before := u.steps
	u.steps = nil
	do()
	group := u.steps
	u.steps = before
	switch len(group) {
	case 0:
		return false
	case 1:
		u.Push(group[0].name, group[0].do)
		return true
	}
	u.Push(name, func() tea.Cmd {
		var cmds []tea.Cmd
		for _, s := range slices.Backward(group) {
			cmds = append(cmds, s.do())
		}
		return tea.Batch(cmds...)
	})
	return true
}

// Pop takes the last step off and returns what takes it back, nil when there is
// none.
func (u *Undo) Pop() (name string, do func() tea.Cmd) {
	n := len(u.steps)
	if n == 0 {
		return "", nil
	}
	last := u.steps[n-1]
	u.steps = u.steps[:n-1]
	return last.name, last.do
}

// Forget takes every step of a name off: it cannot be taken back any more.
func (u *Undo) Forget(name string) {
	u.steps = slices.DeleteFunc(u.steps, func(s step) bool { return s.name == name })
}

// Len is how many steps can be taken back.
func (u *Undo) Len() int { return len(u.steps) }
