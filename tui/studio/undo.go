package studio

import tea "charm.land/bubbletea/v2"

// marksChanged notes what was marked before, so that it can be taken back.
func (m *Model) marksChanged() {
	before, changed := m.gallery.MarkChange()
	if !changed {
		return
	}
	m.undo.Push("marks", func() tea.Cmd { m.gallery.RestoreMarks(before); return nil })
}

// filterChanged notes the filter that was there before.
func (m *Model) filterChanged(before string) {
	if before == m.results.Filter() {
		return
	}
	m.undo.Push("filter", func() tea.Cmd { m.results.SetFilter(before); return m.show.Refresh() })
}

// undoLast takes the last step back and names it.
func (m *Model) undoLast() tea.Cmd {
	name, back := m.undo.Pop()
	if back == nil {
		return m.notices.Say("Nothing to undo.")
	}
	return tea.Batch(back(), m.notices.Say("Undone: "+name+"."))
}
