package comparison

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/compare"
)

// Rejected brings the next marked result in where a result that is compared was
// rejected.
func (f *Flow) Rejected(id string) tea.Cmd {
	s := f.open
	if s == nil || !slices.Contains(s.pane.IDs(), id) {
		return nil
	}
	if s.duel != nil {
		return f.rejectedInDuel(id)
	}
	msg := compare.ReplaceMsg{ID: id}
	for len(s.next) > 0 && msg.By.Row == nil {
		row := f.o.Gallery.Find(s.next[0])
		s.next = s.next[1:]
		if row != nil && !row.Rejected {
			msg.By = f.side(row)
		}
	}
	if msg.By.Row == nil && len(s.pane.IDs()) < 3 {
		return nil // two are left: the rejected one stays to be seen
	}
	cmd := s.pane.Update(msg)
	if next, ok := s.pane.Selected(); ok {
		f.o.Results.Select(next.Row.ID)
	}
	return tea.Batch(cmd, f.host.Say(fmt.Sprintf("Rejected. %d left to compare.", len(s.pane.IDs())+len(s.next))))
}
