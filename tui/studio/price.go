package studio

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/history"
)

// price is what a plan costs with the key in use, as far as anybody knows.
type price struct {
	runs  int
	saved int // runs that are saved already: shown, nothing is sent

	full     int // catalogue price of all that have one
	pay      int // of those to be sent
	payRuns  int
	unpriced int      // to be sent, price unknown
	unknown  []string // their styles, else operations
}

func (p *price) add(it plan.Item, saved bool) {
	p.runs++
	p.full += it.Tokens
	if saved {
		p.saved++
		return
	}
	p.payRuns++
	p.pay += it.Tokens
	if it.Priced {
		return
	}
	p.unpriced++
	if name := styleName(it.Request); !slices.Contains(p.unknown, name) {
		p.unknown = append(p.unknown, name)
	}
}

// styleName is what prices go by: the style, else the operation.
func styleName(r api.Request) string {
	if r.Style != "" {
		return r.Style
	}
	return string(r.Operation)
}

// priceOf prices a plan. It reads sidecars, so it is called from commands.
func priceOf(ctx context.Context, library *history.Library, origin string, p plan.Plan, again bool) price {
	var out price
	for _, it := range p.Items {
		if ctx.Err() != nil {
			return out
		}
		saved := false
		if !again && library != nil {
			_, saved = library.Find(origin, it.Request)
		}
		out.add(it, saved)
	}
	return out
}

// counted is the price of what the panes say, once it was looked up.
type counted struct {
	of    string // what the panes said
	price price
	known bool
}

// found is what is known of the price of a plan, nothing before it was looked
// up.
func (m *Model) found(in plan.Input) price {
	if m.counted.known && m.counted.of == m.planKey(in) {
		return m.counted.price
	}
	return price{}
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

// loadWildcards reads the lists of the folder that changed.
func (m *Model) loadWildcards() tea.Cmd {
	folder := m.o.Wildcards
	if folder == nil {
		return nil
	}
	return later(func() func(*Model) tea.Cmd {
		set, err := folder.Load()
		return func(m *Model) tea.Cmd {
			told := len(m.wildcards.Problems())
			m.wildcards = set
			m.writePlan()
			switch problems := set.Problems(); {
			case err != nil:
				return m.Warn(sentence(err))
			case len(problems) > told:
				return m.Warn(problems[len(problems)-1])
			}
			return nil
		}
	})
}

func (m *Model) lookUpSaved() tea.Cmd {
	var lists tea.Cmd
	if strings.Contains(m.prompt.Value(), "__") {
		lists = m.loadWildcards()
	}
	return tea.Batch(lists, m.lookUpPrice())
}

func (m *Model) lookUpPrice() tea.Cmd {
	in, err := m.input()
	if err != nil || m.o.Library == nil || strings.TrimSpace(m.prompt.Value()) == "" {
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
		found := priceOf(ctx, library, origin, p, drawn)
		return func(m *Model) tea.Cmd {
			if ctx.Err() == nil || found.runs == len(p.Items) {
				m.counted = counted{of: key, price: found, known: true}
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

// overBudget tells which limit a price is above, and the number that must be
// typed to go on; "" if none.
func (m *Model) overBudget(p price, spent history.Spend) (title, want string) {
	b, name := m.o.Budget, m.accounts.InUse().Name
	if name == key.SandboxName || p.payRuns == 0 {
		return "", ""
	}
	day, limited := b.PerDay, b.PerDay > 0
	if n, own := b.PerKey[name]; own {
		day, limited = n, true
	}
	switch {
	case p.unpriced > 0:
		return fmt.Sprintf("%s, price unknown for %s", wording.Count(p.unpriced, "picture"), strings.Join(p.unknown, ", ")), fmt.Sprint(p.payRuns)
	case p.pay > b.ConfirmAbove:
		return fmt.Sprintf("%s is above your limit of %d", wording.Count(p.pay, "token"), b.ConfirmAbove), fmt.Sprint(p.pay)
	case limited && spent.Tokens+p.pay > day:
		return fmt.Sprintf("%s more than your daily limit of %d", wording.Count(spent.Tokens+p.pay-day, "token"), day), fmt.Sprint(p.pay)
	}
	return "", ""
}

// underWay is what is asked for and not in the ledger yet, of what counts
// against the daily limit of the key in use.
func (m *Model) underWay() int {
	_, own := m.o.Budget.PerKey[m.accounts.InUse().Name]
	tokens := 0
	for _, r := range m.live {
		if !r.State.Ended() && r.KeyName != key.SandboxName && (!own || r.KeyName == m.accounts.InUse().Name) {
			tokens += r.Item.Tokens
		}
	}
	return tokens
}

// spentToday is what counts against the daily limit of the key in use: its
// own spending if it has a limit of its own, else everything. It reads the
// ledger, so it is called from commands.
func spentToday(library *history.Library, b Budget, keyName string, now time.Time) history.Spend {
	if library == nil {
		return history.Spend{}
	}
	if _, own := b.PerKey[keyName]; own {
		return library.Spent(keyName, now)
	}
	return library.Today()
}
