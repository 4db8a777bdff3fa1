package studio

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// confirm calls go on when the plan may be sent: at once with a key that costs
// nothing and never asks; else when what is to pay is
// within the limits, or the person typed its number. What is saved already
// and what was spent today is read first, outside the update loop.
func (m *Model) confirm(p plan.Plan, again bool, goOn func(plan.Plan) tea.Cmd) tea.Cmd {
	return m.confirmOf(p, again, cheaper, goOn)
}

// confirmWhole is confirm where the plan is sent whole or not at all.
func (m *Model) confirmWhole(p plan.Plan, again bool, goOn func(plan.Plan) tea.Cmd) tea.Cmd {
	return m.confirmOf(p, again, nil, goOn)
}

// confirmOf is confirm with what makes a cheaper plan, nil where there is none.
func (m *Model) confirmOf(p plan.Plan, again bool, less cheapen, goOn func(plan.Plan) tea.Cmd) tea.Cmd {
	if m.accounts.InUse().Free() {
		return goOn(p)
	}
	if m.pricing { // pressed twice, or another wish is being looked at
		return m.Say("The price of what was asked for before is still looked up. Nothing more was sent.")
	}
	m.pricing = true
	ctx, library, origin, keyName, limits := m.ctx, m.o.Library, m.origin(), m.accounts.InUse().Name, m.o.Budget
	return later(func() func(*Model) tea.Cmd {
		read := time.Now()
		cost, day := costOf(ctx, library, origin, p, again), dayOf(library, limits, keyName)
		return func(m *Model) tea.Cmd {
			m.pricing = false
			if keyName != m.accounts.InUse().Name {
				return m.Say(m.WithKeys("The key was changed meanwhile. Nothing was sent; {prompt.generate} sends with the new one."))
			}
			m.addUnderWay(&day, read)
			return m.askPrice(p, cost, day, again, less, goOn)
		}
	})
}

// askPrice asks to type the number of a price above a limit, else goes on.
func (m *Model) askPrice(p plan.Plan, cost budget.Cost, day budget.Day, again bool, less cheapen, goOn func(plan.Plan) tea.Cmd) tea.Cmd {
	asked := budget.Question{Day: day, Shares: []budget.Share{{Key: m.accounts.InUse().Name, Free: m.accounts.InUse().Free(), Cost: cost}}}.Answer()
	if asked.Step == budget.Go {
		return goOn(p)
	}
	m.lastSend = time.Time{} // enter is a new wish after a question
	lines := []string{fmt.Sprintf("%s with key %s:", wording.Count(len(p.Items), "picture"), m.accounts.Label())}
	lines = append(lines, priceLines(p)...)
	toPay := fmt.Sprint(cost.PayTokens)
	if cost.PayUnpriced > 0 {
		toPay = cost.Words()
	}
	want := fmt.Sprint(asked.Number)
	lines = append(lines, fmt.Sprintf("  %3d already saved", cost.Saved), "",
		fmt.Sprintf("to pay  %s     %s", toPay, asked.DayWords()), "", fmt.Sprintf(m.WithKeys("Type %s and {dialog.accept} to send."), want))
	d := dialog.NewConfirm(m.st, clean.Line(asked.Words()), lines, want)
	d.Footer = "{dialog.cancel} change nothing"
	var answers flow.Answers
	if less != nil {
		if cheap, rest, ok := less(p); ok {
			d.TabLabel = "only " + cheap
			answers.Tab = func() tea.Cmd { return m.askRest(cheap, rest, again, goOn) }
		}
	}
	keyName := m.accounts.InUse().Name
	answers.Yes = func() tea.Cmd {
		if m.accounts.InUse().Name != keyName { // one that was being added came into use meanwhile
			return m.Say(m.WithKeys("The key was changed meanwhile. Nothing was sent; {prompt.generate} sends with the new one."))
		}
		return goOn(p)
	}
	return m.Open(d, answers)
}

// askRest shows the cheaper part of a plan; enter sends it.
func (m *Model) askRest(what string, rest plan.Plan, again bool, goOn func(plan.Plan) tea.Cmd) tea.Cmd {
	d := dialog.NewConfirm(m.st, "Only "+what, append(priceLines(rest), "", m.WithKeys("{dialog.accept} goes on with these alone.")), "")
	d.Footer = "{dialog.accept} go on · {dialog.cancel} change nothing"
	answers := flow.Answers{Yes: func() tea.Cmd { return m.confirm(rest, again, goOn) }}
	return m.Open(d, answers)
}

// priceLines lists a plan's price style by style.
func priceLines(p plan.Plan) []string {
	type group struct {
		n, tokens int
		priced    bool
	}
	var order []string
	groups := map[string]group{}
	for _, it := range p.Items {
		name := budget.PricedBy(it.Request)
		g, have := groups[name]
		if !have {
			order = append(order, name)
		}
		groups[name] = group{g.n + 1, g.tokens + it.Tokens, it.Priced}
	}
	var out []string
	for _, name := range order {
		g := groups[name]
		sum := "?"
		if g.priced {
			sum = strconv.Itoa(g.tokens)
		}
		out = append(out, fmt.Sprintf("  %3d × %-16s %6s", g.n, name, sum))
	}
	return out
}

// cheapen returns a part of a plan that costs less, and what it is called.
type cheapen func(plan.Plan) (what string, rest plan.Plan, ok bool)

// cheaper returns the part of a plan that uses only its cheapest style.
func cheaper(p plan.Plan) (style string, rest plan.Plan, ok bool) {
	best := -1
	for _, it := range p.Items {
		if it.Priced && (best < 0 || it.Tokens < best) {
			best, style = it.Tokens, it.Request.Style
		}
	}
	rest = p
	rest.Items = slices.DeleteFunc(slices.Clone(p.Items), func(it plan.Item) bool { return it.Request.Style != style })
	rest.Styles = 1
	tokens, _, _ := rest.Tokens()
	return fmt.Sprintf("%s, %d tokens", style, tokens), rest, best >= 0 && len(rest.Items) < len(p.Items)
}
