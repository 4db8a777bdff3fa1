package studio

import (
	"reflect"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// settings are what style and seed pane say.
type settings struct {
	styles, ratios []string
	sets           []string
	spec           string
	held           []int64
}

func (m *Model) settingsNow() settings {
	return settings{
		styles: m.style.Marked(), ratios: m.seed.Ratios(), sets: m.style.MarkedSets(), spec: m.seed.Spec(), held: m.seed.Held(),
	}
}

func (m *Model) applySettings(s settings) {
	m.style.SetMarked(s.styles)
	m.style.SetMarkedSets(s.sets)
	m.seed.SetRatios(s.ratios)
	m.seed.SetSpec(s.spec)
	m.seed.SetHold(len(s.held) > 0, s.held)
	m.settled = s
	m.showPlan()
}

// Settled shows what the panes say now, after something else than the person's
// hand in them changed it: their next change is a step of its own.
func (m *Model) Settled() {
	m.settled = m.settingsNow()
	m.showPlan()
}

// settingsChanged notes a change the person made in the style or seed pane, so
// that it can be taken back.
func (m *Model) settingsChanged(what string) {
	before, after := m.settled, m.settingsNow()
	if reflect.DeepEqual(before, after) {
		return
	}
	m.settled = after
	m.lastSend = time.Time{} // enter is another wish now
	m.undo.Push(what, func() tea.Cmd { m.applySettings(before); return nil })
}

// marksChanged notes what was marked before, so that it can be taken back.
func (m *Model) marksChanged() {
	before := m.marks
	m.marks = m.gallery.MarkedIDs()
	if slices.Equal(before, m.marks) {
		return
	}
	m.undo.Push("marks", func() tea.Cmd { m.gallery.SetMarked(before); m.marks = before; return nil })
}

// filterChanged notes the filter that was there before.
func (m *Model) filterChanged(before string) {
	if before == m.results.Filter() {
		return
	}
	m.undo.Push("filter", func() tea.Cmd { m.results.SetFilter(before); return m.refreshPreview() })
}

// undoLast takes the last step back and names it.
func (m *Model) undoLast() tea.Cmd {
	name, back := m.undo.Pop()
	if back == nil {
		return m.Say("Nothing to undo.")
	}
	return tea.Batch(back(), m.Say("Undone: "+name+"."))
}
