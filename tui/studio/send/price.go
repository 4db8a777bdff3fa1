package send

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/plan"
)

// saved returns what tells whether a request is saved already and nothing is to
// be sent, which reads sidecars: it is for commands. again says that it is sent
// all the same.
func (f *Flow) saved(again bool) func(api.Request) bool {
	ctx, library, origin := f.o.Context, f.o.Library, f.origin()
	return func(r api.Request) bool {
		if again || library == nil || ctx.Err() != nil {
			return false
		}
		_, saved := library.Find(origin, r)
		return saved
	}
}

// origin is where the key in use sends to, "" where nobody knows.
func (f *Flow) origin() string {
	account, err := f.o.Account(f.o.Key().Name)
	if err != nil {
		return ""
	}
	return account.Origin
}

// lookup is the price of what the panes ask for, once it was looked up.
type lookup struct {
	due  bool // the panes changed
	seq  int  // of the last change: an older one is not looked up any more
	wait bool // for the panes to be still
	stop context.CancelFunc

	of   priced // what the panes said
	cost budget.Cost
}

// priced is what a price is of: what was asked for, and where it would be sent.
type priced struct {
	reading *plan.Reading
	origin  string
}

// Changed hears that the panes changed, or that what they ask for may be saved
// by now: it is looked up again, see Want.
func (f *Flow) Changed() { f.price.due = true }

// looked is what is known of the price of what is asked for, nothing before it
// was looked up.
func (f *Flow) looked(r *plan.Reading) budget.Cost {
	if f.price.of == (priced{r, f.origin()}) {
		return f.price.cost
	}
	return budget.Cost{}
}

// lookUpAfter is how long the panes must be still before saved pictures are
// looked for: typing is not held up by it.
const lookUpAfter = 80 * time.Millisecond

// stillMsg says that the panes did not change for a moment, unless another
// change came after the one of that number.
type stillMsg struct{ seq int }

// Want looks for what of the present plan is saved already, a moment after the
// panes changed, and reads lists that changed.
func (f *Flow) Want() tea.Cmd {
	if !f.price.due {
		return nil
	}
	f.price.due = false
	f.price.seq++
	if f.price.wait {
		return nil // its end sees that something changed
	}
	f.price.wait = true
	return f.wait()
}

// wait is over a moment after the change that is now the last.
func (f *Flow) wait() tea.Cmd {
	still := stillMsg{f.price.seq}
	return tea.Tick(lookUpAfter, func(time.Time) tea.Msg { return still })
}

func (f *Flow) still(msg stillMsg) tea.Cmd {
	if msg.seq != f.price.seq {
		return f.wait()
	}
	f.price.wait = false
	return tea.Batch(f.o.Draft.ReadLists(), f.lookUp())
}

// countedMsg is what something costs, found out in the library.
type countedMsg struct {
	of   priced
	cost budget.Cost
}

func (f *Flow) lookUp() tea.Cmd {
	r, err := f.o.Draft.Read()
	if err != nil || f.o.Library == nil || f.o.Draft.Empty() {
		return nil
	}
	drawn := r.Input().Seeds.Random() // they are new by themselves
	if r.TooMany() != nil || drawn && r.Prompts() < 2 {
		return nil
	}
	if f.price.stop != nil {
		f.price.stop()
	}
	ctx, cancel := context.WithCancel(f.o.Context)
	f.price.stop = cancel
	of, saved, dice := priced{r, f.origin()}, f.saved(drawn), f.dice()
	return func() tea.Msg {
		defer cancel()
		p, err := r.Plan(dice)
		if err != nil {
			return nil
		}
		cost := budget.CostOf(p, func(r api.Request) bool { return ctx.Err() == nil && saved(r) })
		if ctx.Err() != nil {
			return nil // of a part of it
		}
		return countedMsg{of, cost}
	}
}

func (f *Flow) counted(msg countedMsg) {
	f.price.of, f.price.cost = msg.of, msg.cost
	f.WriteFooter()
}
