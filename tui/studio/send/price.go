package send

import (
	"context"
	"fmt"
	"strings"
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
	stop context.CancelFunc

	of    string // what the panes said
	cost  budget.Cost
	known bool
}

// Changed hears that the panes changed, or that what they ask for may be saved
// by now: it is looked up again, see Want.
func (f *Flow) Changed() { f.price.due = true }

// looked is what is known of the price of an input, nothing before it was
// looked up.
func (f *Flow) looked(in plan.Input) budget.Cost {
	if f.price.known && f.price.of == f.name(in) {
		return f.price.cost
	}
	return budget.Cost{}
}

// name tells inputs apart, without a plan of them.
func (f *Flow) name(in plan.Input) string {
	var sets []string
	for _, s := range in.Sets {
		sets = append(sets, s.Name)
	}
	return fmt.Sprintf("%q %q %q %q %q %v %q", sets, in.Operation, in.Prompts, in.Styles, in.AspectRatios, in.Seeds, f.origin())
}

// lookUpAfter is how long the panes must be still before saved pictures are
// looked for: typing is not held up by it.
const lookUpAfter = 80 * time.Millisecond

// stillMsg says that the panes did not change for a moment, unless another
// change came after the one of that number.
type stillMsg struct{ seq int }

// Want looks for what of the present plan is saved already, and counts what its
// template says twice once, a moment after the panes changed.
func (f *Flow) Want() tea.Cmd {
	if !f.price.due {
		return nil
	}
	f.price.due = false
	f.price.seq++
	still := stillMsg{f.price.seq}
	return tea.Tick(lookUpAfter, func(time.Time) tea.Msg { return still })
}

func (f *Flow) still(msg stillMsg) tea.Cmd {
	if msg.seq != f.price.seq {
		return nil
	}
	var lists tea.Cmd
	if in, err := f.o.Draft.Input(); err == nil && strings.Contains(in.Prompts[0], "__") {
		lists = f.o.Draft.ReadLists()
	}
	return tea.Batch(lists, f.lookUp())
}

// countedMsg is what an input costs, found out in the library.
type countedMsg struct {
	of   string
	cost budget.Cost
}

func (f *Flow) lookUp() tea.Cmd {
	in, err := f.o.Draft.Input()
	if err != nil || f.o.Library == nil || f.o.Draft.Empty() {
		return nil
	}
	prompts, total, err := plan.Count(in)
	sample, from := in.Seeds.Sample()
	drawn := in.Seeds.Random() || sample > 0 && from == 0 // new by themselves
	if err != nil || !total.IsInt64() || total.Int64() > plan.MaxRuns || drawn && prompts < 2 {
		return nil
	}
	in.Rand = f.dice()
	if f.price.stop != nil {
		f.price.stop()
	}
	ctx, cancel := context.WithCancel(f.o.Context)
	f.price.stop = cancel
	of, saved := f.name(in), f.saved(drawn)
	return func() tea.Msg {
		defer cancel()
		p, err := plan.Build(in)
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
	f.price.of, f.price.cost, f.price.known = msg.of, msg.cost, true
	f.WriteFooter()
}
