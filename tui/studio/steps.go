package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/results"
	"imagine-tui/tui/studio/flow"
)

// steps are those the person took in the list of results that can be taken back.
type steps struct {
	undo    *flow.Undo
	notices *notices
	gallery *gallery.Gallery
	results *results.Pane
	// look shows what is selected now.
	look func() tea.Cmd
}

// marksChanged makes a step of what was marked before.
func (s *steps) marksChanged() {
	before, changed := s.gallery.MarkChange()
	if !changed {
		return
	}
	s.undo.Push("marks", func() tea.Cmd { s.gallery.RestoreMarks(before); return nil })
}

// filterChanged makes a step of the filter that was there before.
func (s *steps) filterChanged(before string) {
	if before == s.results.Filter() {
		return
	}
	s.undo.Push("filter", func() tea.Cmd {
		s.results.SetFilter(before)
		return s.look()
	})
}

// back takes the last step back and names it.
func (s *steps) back() tea.Cmd {
	name, back := s.undo.Pop()
	if back == nil {
		return s.notices.Say("Nothing to undo.")
	}
	return tea.Batch(back(), s.notices.Say("Undone: "+name+"."))
}
