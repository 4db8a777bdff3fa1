package tui

import tea "charm.land/bubbletea/v2"

// maxUndo is how many steps back the studio remembers.
const maxUndo = 100

// undoStep is something the person did that can be taken back.
type undoStep struct {
	name string
	do   func() tea.Cmd
}

func (m *Model) pushUndo(name string, do func() tea.Cmd) {
	m.undo = append(m.undo, undoStep{name, do})
	if len(m.undo) > maxUndo {
		m.undo = m.undo[1:]
	}
}

// undoLast takes the last step back and names it.
func (m *Model) undoLast() tea.Cmd {
	n := len(m.undo)
	if n == 0 {
		return m.say("Nothing to undo.")
	}
	step := m.undo[n-1]
	m.undo = m.undo[:n-1]
	return tea.Batch(step.do(), m.say("Undone: "+step.name+"."))
}
