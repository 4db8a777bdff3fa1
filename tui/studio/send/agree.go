package send

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

// wish is a plan that is to be sent, and what is done once its price was agreed
// to.
type wish struct {
	plan plan.Plan
	// again sends also what is saved already.
	again bool
	// cheaper makes a plan that costs less, nil where it is sent whole or not at
	// all.
	cheaper cheapen
	// then goes on with the plan, or with what of it the person chose.
	then func(plan.Plan) tea.Cmd
}

// pricedMsg is what the plan that waits costs, and what counts against the limits
// of today.
type pricedMsg struct {
	key  string // in use when it was looked up
	cost budget.Cost
	day  budget.Day
	read time.Time // when the ledger was
}

// Agree has the price of a plan agreed to that is sent whole or not at all, and
// goes on then.
func (f *Flow) Agree(p plan.Plan, then func() tea.Cmd) tea.Cmd {
	return f.agree(wish{plan: p, again: true, then: func(plan.Plan) tea.Cmd { return then() }})
}

// agree goes on when a plan may be sent, which one of too many pictures may not,
// free or not: at once with a key that costs nothing
// and never asks; else when what is to pay is within the limits, or the person
// typed its number. What is saved already and what was spent today is read
// first, outside the update loop.
func (f *Flow) agree(w wish) tea.Cmd {
	if err := plan.Within(plan.AtOnce, len(w.plan.Items)); err != nil {
		return f.problem(err)
	}
	if f.o.Key().Free() {
		return w.then(w.plan)
	}
	if f.pricing != nil { // pressed twice, or another wish is being looked at
		return f.host.Say("The price of what was asked for before is still looked up. Nothing more was sent.")
	}
	f.pricing = &w
	saved, library, limits, key := f.saved(w.again), f.o.Library, f.o.Limits, f.o.Key().Name
	return func() tea.Msg {
		msg := pricedMsg{key: key, read: time.Now()}
		msg.cost, msg.day = budget.CostOf(w.plan, saved), flow.DayOf(library, limits, key)
		return msg
	}
}

// keyChanged says that what was asked for with one key is not sent with another.
func (f *Flow) keyChanged() tea.Cmd {
	return f.host.Say(f.host.WithKeys("The key was changed meanwhile. Nothing was sent; {prompt.generate} sends with the new one."))
}

func (f *Flow) priced(msg pricedMsg) tea.Cmd {
	w := f.pricing
	f.pricing = nil
	if w == nil {
		return nil
	}
	if msg.key != f.o.Key().Name {
		return f.keyChanged()
	}
	flow.AddUnderWay(&msg.day, f.o.Gallery.Runs, msg.read)
	return f.ask(*w, msg.cost, msg.day)
}

// ask asks to type the number of a price above a limit, else goes on.
func (f *Flow) ask(w wish, cost budget.Cost, day budget.Day) tea.Cmd {
	key := f.o.Key()
	asked := budget.Question{Day: day, Shares: []budget.Share{{Key: key.Name, Free: key.Free(), Cost: cost}}}.Answer()
	if asked.Step == budget.Go {
		return w.then(w.plan)
	}
	f.NewWish() // after a question
	if asked.Step == budget.Never {
		return f.host.Warn(wording.Sentence(asked.Words()) + " Nothing was sent.")
	}
	lines := []string{fmt.Sprintf("%s with key %s:", wording.Count(len(w.plan.Items), "picture"), f.o.KeyLabel())}
	lines = append(lines, priceLines(w.plan)...)
	toPay := fmt.Sprint(cost.PayTokens)
	if cost.PayUnpriced > 0 {
		toPay = cost.Words()
	}
	want := fmt.Sprint(asked.Number)
	lines = append(lines, fmt.Sprintf("  %3d already saved", cost.Saved), "",
		fmt.Sprintf("to pay  %s     %s", toPay, asked.DayWords()), "", fmt.Sprintf(f.host.WithKeys("Type %s and {dialog.accept} to send."), want))
	d := dialog.NewConfirm(f.o.Styles, clean.Line(asked.Words()), lines, want)
	d.Footer = "{dialog.cancel} change nothing"
	answers := flow.Answers{Yes: func() tea.Cmd {
		if f.o.Key().Name != key.Name { // one that was being added came into use meanwhile
			return f.keyChanged()
		}
		return w.then(w.plan)
	}}
	if w.cheaper != nil {
		if less, rest, ok := w.cheaper(w.plan); ok {
			d.TabLabel = "only " + less
			answers.Tab = func() tea.Cmd { return f.askRest(less, rest, w) }
		}
	}
	return f.host.Open(d, answers)
}

// askRest shows the cheaper part of a plan; going on has the price of that
// agreed to.
func (f *Flow) askRest(what string, rest plan.Plan, w wish) tea.Cmd {
	lines := append(priceLines(rest), "", f.host.WithKeys("{dialog.accept} goes on with these alone."))
	d := dialog.NewConfirm(f.o.Styles, "Only "+what, lines, "")
	d.Footer = "{dialog.accept} go on · {dialog.cancel} change nothing"
	w.plan, w.cheaper = rest, cheapest
	return f.host.Open(d, flow.Answers{Yes: func() tea.Cmd { return f.agree(w) }})
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

// cheapest returns the part of a plan that uses only its cheapest style.
func cheapest(p plan.Plan) (style string, rest plan.Plan, ok bool) {
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
