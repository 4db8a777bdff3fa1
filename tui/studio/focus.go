package studio

import (
	tea "charm.land/bubbletea/v2"
)

// back is esc outside dialogs: the first step that applies.
func (m *Model) back() tea.Cmd {
	switch {
	case m.panes.zoomed:
		return tea.Sequence(m.panes.zoom(false), m.panes.focusOn(paneResults))
	case m.panes.results.Filtered() && m.panes.onPicture():
		before := m.panes.results.Filter()
		m.panes.results.ClearFilter()
		m.steps.filterChanged(before)
		return m.show.Refresh()
	case m.panes.focus == paneResults && m.gallery.ClearMarks() > 0:
		m.steps.marksChanged()
		return nil
	}
	return m.panes.focusOn(paneResults)
}

// capturing tells whether letters are text now.
func (m *Model) capturing() bool {
	if s := m.screens.top(); s != nil && m.dialogs.top() == nil {
		return s.Capturing()
	}
	return m.dialogs.top() != nil || m.panes.focused().Capturing()
}
