package studio

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

// costOf prices a plan. It reads sidecars, so it is called from commands.
func costOf(ctx context.Context, library *history.Library, origin string, p plan.Plan, again bool) budget.Cost {
	return budget.CostOf(p, func(r api.Request) bool {
		if again || library == nil || ctx.Err() != nil {
			return false
		}
		_, saved := library.Find(origin, r)
		return saved
	})
}

// counted is the price of what the panes say, once it was looked up.
type counted struct {
	of    string // what the panes said
	cost  budget.Cost
	known bool
}

// found is what is known of the price of a plan, nothing before it was looked
// up.
func (m *Model) found(in plan.Input) budget.Cost {
	if m.counted.known && m.counted.of == m.planKey(in) {
		return m.counted.cost
	}
	return budget.Cost{}
}

// countAfter is how long the panes must be still before saved pictures are
// looked for: typing is not held up by it.
const countAfter = 80 * time.Millisecond

// planKey tells plans apart, without building them.
func (m *Model) planKey(in plan.Input) string {
	return fmt.Sprintf("%q %q %q %q %q %v %q", m.style.MarkedSets(), in.Operation, in.Prompts, in.Styles, in.AspectRatios, in.Seeds, m.origin())
}

func (m *Model) origin() string {
	account, err := m.o.Accounts(m.accounts.InUse().Name)
	if err != nil {
		return ""
	}
	return account.Origin
}

// countSaved looks for what of the present plan is saved already, and counts
// what its template says twice once, a moment after the panes changed.
func (m *Model) countSaved() tea.Cmd {
	if !m.planChanged {
		return nil
	}
	m.planChanged = false
	m.countSeq++
	seq := m.countSeq
	return tea.Tick(countAfter, func(time.Time) tea.Msg {
		return actMsg{act: func(m *Model) tea.Cmd {
			if seq != m.countSeq {
				return nil
			}
			return m.lookUpSaved()
		}}
	})
}

func (m *Model) lookUpSaved() tea.Cmd {
	var lists tea.Cmd
	if strings.Contains(m.prompt.Value(), "__") {
		lists = m.compose.ReadLists()
	}
	return tea.Batch(lists, m.lookUpPrice())
}

func (m *Model) lookUpPrice() tea.Cmd {
	in, err := m.compose.Input()
	if err != nil || m.o.Library == nil || m.compose.Empty() {
		return nil
	}
	prompts, total, err := plan.Count(in)
	sample, from := in.Seeds.Sample()
	drawn := in.Seeds.Random() || sample > 0 && from == 0 // new by themselves
	if err != nil || !total.IsInt64() || total.Int64() > plan.MaxRuns || drawn && prompts < 2 {
		return nil
	}
	in.Rand = rand.New(rand.NewPCG(m.rand.Uint64(), m.rand.Uint64())) // #nosec G404 -- seeds of pictures; the model's own belongs to the update loop
	key, origin, library := m.planKey(in), m.origin(), m.o.Library
	if m.stopCount != nil {
		m.stopCount()
	}
	ctx, cancel := context.WithCancel(m.ctx)
	m.stopCount = cancel
	return later(func() func(*Model) tea.Cmd {
		defer cancel()
		p, err := plan.Build(in)
		if err != nil {
			return func(*Model) tea.Cmd { return nil }
		}
		found := costOf(ctx, library, origin, p, drawn)
		whole := ctx.Err() == nil
		return func(m *Model) tea.Cmd {
			if whole {
				m.counted = counted{of: key, cost: found, known: true}
				m.writePlan()
			}
			return nil
		}
	})
}

// showPlan writes under the prompt how many pictures enter would make and
// what they cost, or the first mistake; what is saved already is looked up
// behind it.
func (m *Model) showPlan() {
	m.planChanged = true
	m.writePlan()
}

// dayOf is what counts against the limits of today before anything is sent with
// the given keys. It reads the ledger, so it is called from commands.
func dayOf(library *history.Library, limits budget.Limits, keys ...string) budget.Day {
	if library == nil {
		none := func() int { return 0 }
		return limits.DayOf(keys, none, func(string) int { return 0 })
	}
	return library.Day(limits, keys...)
}

// addUnderWay adds to a day what is asked for and was not in the ledger when
// that was read.
func (m *Model) addUnderWay(day *budget.Day, read time.Time) {
	for r := range m.gallery.Runs {
		paidSince := r.State == queue.StateSaved && r.Ended.After(read)
		if !r.Free && (!r.State.Ended() || paidSince) {
			day.Add(r.KeyName, r.Item.Tokens)
		}
	}
}
