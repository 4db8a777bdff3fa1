package studio

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
)

// pane is what every pane can do for the root.
type pane interface {
	SetSize(w, h int)
	Focus() tea.Cmd
	Blur()
	Update(tea.Msg) tea.Cmd
	View() []string
	Cursor() *tea.Cursor
	Capturing() bool
	Place() action.Place
	Act(id action.ID) (tea.Cmd, bool)
	Hints() []action.Hint
	Invalidate()
}

func (m *Model) pane(id paneID) pane {
	switch id {
	case paneKeys:
		return m.keys
	case paneStyle:
		return m.style
	case paneSeed:
		return m.seed
	case paneResults:
		return m.results
	case panePreview:
		return m.preview
	default:
	}
	return m.prompt
}

// arrange computes the layout anew and tells every shown pane its size.
func (m *Model) arrange() {
	m.lay = arrange(m.w, m.h, m.focus, m.zoomed, m.wider)
	for id := range paneCount {
		if r := m.lay.panes[id]; r.w > 0 {
			m.pane(id).SetSize(r.w, r.h)
		}
	}
	for i := range m.screens {
		m.screens[i].SetSize(m.w, max(1, m.h-2))
	}
}

// focusOn moves the keyboard to a pane.
func (m *Model) focusOn(id paneID) tea.Cmd {
	if id == m.focus {
		return nil
	}
	m.pane(m.focus).Blur()
	m.focus = id
	m.arrange()
	return tea.Batch(m.pane(id).Focus(), m.show.Refresh())
}

// cycle moves the keyboard n panes on in the order of tab.
func (m *Model) cycle(n int) tea.Cmd {
	at := slices.Index(tabOrder, m.focus)
	return m.focusOn(tabOrder[(at+n+len(tabOrder))%len(tabOrder)])
}

// zoom gives the focused pane the whole screen, or takes it back.
func (m *Model) zoom(on bool) tea.Cmd {
	if m.zoomed == on {
		return nil
	}
	m.zoomed = on
	m.arrange()
	return m.show.Refresh()
}

// back is esc outside dialogs: the first step that applies.
func (m *Model) back() tea.Cmd {
	switch {
	case m.zoomed:
		return tea.Sequence(m.zoom(false), m.focusOn(paneResults))
	case m.results.Filtered() && (m.focus == paneResults || m.focus == panePreview):
		before := m.results.Filter()
		m.results.ClearFilter()
		m.steps.filterChanged(before)
		return m.show.Refresh()
	case m.focus == paneResults && m.gallery.ClearMarks() > 0:
		m.steps.marksChanged()
		return nil
	}
	return m.focusOn(paneResults)
}

// capturing tells whether letters are text now.
func (m *Model) capturing() bool {
	if s := m.topScreen(); s != nil && m.dialogs.top() == nil {
		return s.Capturing()
	}
	return m.dialogs.top() != nil || m.pane(m.focus).Capturing()
}
