package send

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// From so many pictures on what a single shortcut makes of results is asked
// about: one line of the list may stand for hundreds.
const (
	countedFrom     = 2
	countedFromFree = 11
)

// askCount asks before more is made than the person sees named, naming how many
// and for how much; else it goes on at once. Without shares all of it is free.
func (f *Flow) askCount(w wish, shares []budget.Share) tea.Cmd {
	cost := budget.Question{Shares: shares}.Answer().Cost
	from, n, price := countedFrom, cost.PayRuns, cost.Words()
	if shares == nil {
		from, n, price = countedFromFree, len(w.plan.Items), "nothing"
	}
	if w.named || n < from {
		return w.then(w.plan)
	}
	f.NewWish() // after a question
	lines := f.planLines(w)
	if saved := len(w.plan.Items) - n; saved > 0 {
		lines = append(lines, fmt.Sprintf("  %3d already saved", saved))
	}
	lines = append(lines, "", "to pay  "+price)
	d := dialog.NewConfirm(f.o.Styles, fmt.Sprintf("Make %s?", countOf(w.plan, n)), lines, "")
	d.Footer = "{dialog.accept} make them · {dialog.cancel} cancel"
	return w.open(d, flow.Answers{Yes: f.agreed(w)})
}
