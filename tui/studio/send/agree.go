package send

import (
	"fmt"
	"iter"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// wish is a plan that is to be sent, and what is done once its price was agreed
// to.
type wish struct {
	plan plan.Plan
	// keys are the names of those that pay, one for each of the plan; nil where it
	// is the one in use.
	keys []string
	// runs are those of the plan that were there before.
	runs []string
	// named says that the person read how many it makes and for how much.
	named bool
	// again sends also what is saved already.
	again bool
	// cheaper makes a plan that costs less, nil where it is sent whole or not at
	// all.
	cheaper cheapen
	// open opens a question that plain enter answers: what is typed while the
	// price is looked up is not for it.
	open func(flow.Dialog, flow.Answers) tea.Cmd
	// then goes on with the plan, or with what of it the person chose.
	then func(plan.Plan) tea.Cmd
}

// pricedMsg is what the plan that waits costs, and what counts against the limits
// of today.
type pricedMsg struct {
	key    string // in use when it was looked up
	shares []budget.Share
	day    budget.Day
	read   time.Time // when the ledger was
}

// Agree has the price of what is sent once more agreed to, whole or not at all,
// and goes on then.
func (f *Flow) Agree(r flow.Retry, then func() tea.Cmd) tea.Cmd {
	return f.agree(wish{
		plan: r.Plan, keys: r.Keys, runs: r.Runs, again: true, named: r.Named, then: func(plan.Plan) tea.Cmd { return then() },
	})
}

// agree goes on when a plan may be sent, which one of too many pictures may not,
// free or not: at once with a key that costs nothing, unless more is made than
// the person sees; else when what is to pay is within the limits, or the person
// typed its number. What is saved already and what was spent today is read
// first, outside the update loop.
func (f *Flow) agree(w wish) tea.Cmd {
	if err := plan.Within(plan.AtOnce, len(w.plan.Items)); err != nil {
		return f.problem(err)
	}
	w.open = f.host.OpenLater()
	parts := f.parts(w)
	if free(parts) {
		return f.askCount(w, nil)
	}
	if f.pricing != nil { // pressed twice, or another wish is being looked at
		return f.host.Say("Still pricing the previous request. Nothing more was sent.")
	}
	f.pricing = &w
	saved, library, limits, used := f.saved(w.again), f.o.Library, f.o.Limits, f.o.Key().Name
	return func() tea.Msg {
		msg := pricedMsg{key: used, read: time.Now()}
		var names []string
		for _, p := range parts {
			names = append(names, p.key.Name)
			msg.shares = append(msg.shares, budget.Share{Key: p.key.Name, Free: p.key.Free(), Cost: budget.CostOf(p.plan, saved)})
		}
		msg.day = flow.DayOf(library, limits, names...)
		return msg
	}
}

// keyChanged says that what was asked for with one key is not sent with another.
func (f *Flow) keyChanged() tea.Cmd {
	return f.host.Say(f.host.WithKeys("The key changed in the meantime. Nothing was sent; {prompt.generate} sends with the new one."))
}

func (f *Flow) priced(msg pricedMsg) tea.Cmd {
	w := f.pricing
	f.pricing = nil
	if w == nil {
		return nil
	}
	if w.keys == nil && msg.key != f.o.Key().Name {
		return f.keyChanged()
	}
	flow.AddUnderWay(&msg.day, others(f.o.Gallery.Runs, w.runs), msg.read)
	return f.ask(*w, msg.shares, msg.day)
}

// others are the runs that are not among those of a plan.
func others(runs iter.Seq[queue.Run], planned []string) iter.Seq[queue.Run] {
	return func(yield func(queue.Run) bool) {
		for r := range runs {
			if !slices.Contains(planned, r.ID) && !yield(r) {
				return
			}
		}
	}
}

// ask asks to type the number of a price above a limit, else goes on.
func (f *Flow) ask(w wish, shares []budget.Share, day budget.Day) tea.Cmd {
	asked := budget.Question{Day: day, Shares: shares}.Answer()
	if asked.Step == budget.Go {
		return f.askCount(w, shares)
	}
	f.NewWish() // after a question
	if asked.Step == budget.Never {
		return f.host.Warn(wording.Sentence(asked.Words()) + " Nothing was sent.")
	}
	toPay := fmt.Sprint(asked.Cost.PayTokens)
	if asked.Cost.PayUnpriced > 0 {
		toPay = asked.Cost.Words()
	}
	want := fmt.Sprint(asked.Number)
	lines := append(f.planLines(w), fmt.Sprintf("  %3d already saved", asked.Cost.Saved), "",
		fmt.Sprintf("to pay  %s     %s", toPay, asked.DayWords()))
	if where := asked.Where(); where != "" {
		lines = append(lines, clean.Line(where))
	}
	lines = append(lines, "", fmt.Sprintf(f.host.WithKeys("Type %s and {dialog.accept} to send."), want))
	d := dialog.NewConfirm(f.o.Styles, clean.Line(asked.Words()), lines, want)
	d.Footer = "{dialog.cancel} cancel"
	answers := flow.Answers{Yes: f.agreed(w)}
	if w.cheaper != nil {
		if less, rest, ok := w.cheaper(w.plan); ok {
			d.TabLabel = "only " + less
			answers.Tab = func() tea.Cmd { return f.askRest(less, rest, w) }
		}
	}
	return f.host.Open(d, answers)
}

// agreed goes on with a wish that was agreed to, unless another key came into
// use meanwhile: one that was being added.
func (f *Flow) agreed(w wish) func() tea.Cmd {
	before := f.o.Key().Name
	return func() tea.Cmd {
		if w.keys == nil && f.o.Key().Name != before {
			return f.keyChanged()
		}
		return w.then(w.plan)
	}
}

// askRest shows the cheaper part of a plan; going on has the price of that
// agreed to.
func (f *Flow) askRest(what string, rest plan.Plan, w wish) tea.Cmd {
	lines := append(priceLines(rest), "", f.host.WithKeys("{dialog.accept} continues with only these."))
	d := dialog.NewConfirm(f.o.Styles, "Only "+what, lines, "")
	d.Footer = "{dialog.accept} continue · {dialog.cancel} cancel"
	w.plan, w.cheaper, w.named = rest, cheapest, true
	return f.host.Open(d, flow.Answers{Yes: func() tea.Cmd { return f.agree(w) }})
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
