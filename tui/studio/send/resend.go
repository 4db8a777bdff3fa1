package send

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// planOf makes a plan of rows' requests, changed one by one where change is not
// nil. from lists the rows the items came from.
func planOf(rows []gallery.Row, change func(*api.Request)) (p plan.Plan, from []string) {
	for _, row := range rows {
		req := row.Request()
		if req.Operation == "" {
			continue
		}
		if change != nil {
			change(&req)
		}
		tokens, priced := api.Price(req.Operation, req.Style)
		template := row.Recipe.Template
		if template == "" || req.Prompt == "" {
			template = req.Prompt
		}
		p.Items = append(p.Items, plan.Item{Request: req, Template: template, Tokens: tokens, Priced: priced, Variant: row.Label})
		from = append(from, row.ID)
	}
	p.Prompts, p.Styles, p.Ratios, p.Seeds = 1, 1, 1, len(p.Items)
	return p, from
}

// Resend makes rows' requests, changed one by one, from where the person is:
// the selection stays.
func (f *Flow) Resend(rows []gallery.Row, r flow.Repeat) tea.Cmd {
	p, from := planOf(rows, r.Change)
	if len(p.Items) == 0 {
		return f.host.Say("It has no recipe, so it cannot be made again.")
	}
	for _, it := range p.Items {
		if err := it.Request.Validate(); err != nil {
			return f.problem(err)
		}
	}
	o := flow.Order{Plan: p, Again: r.Again, Into: r.Into}
	if r.InPlace {
		o.Cells = from
	}
	return f.agree(wish{plan: p, again: r.Again, named: r.Named, cheaper: cheapest, then: func(p plan.Plan) tea.Cmd {
		o.Plan = p
		return f.resent(rows, o, r)
	}})
}

// resent hands rows to the queue once more, and says so where they do not come
// up under the person's eyes.
func (f *Flow) resent(rows []gallery.Row, o flow.Order, r flow.Repeat) tea.Cmd {
	cmd, sent := f.submit(o)
	if !sent {
		return cmd
	}
	cmds := []tea.Cmd{cmd}
	if r.Replace {
		for _, row := range rows {
			cmds = append(cmds, f.host.Replaced(row))
		}
	}
	if o.Into == "" {
		queued := "%s queued. Press {results.next.new} to jump to them."
		if len(o.Plan.Items) == 1 {
			queued = "%s queued. Press {results.next.new} to jump to it."
		}
		cmds = append(cmds, f.host.Say(fmt.Sprintf(f.host.WithKeys(queued), o.Plan.Made())))
	}
	return tea.Batch(cmds...)
}

// NewSeed makes the chosen rows again with other seeds, those that have one.
func (f *Flow) NewSeed(rows []gallery.Row) tea.Cmd {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r gallery.Row) bool { return !r.TakesSeed() })
	return f.Resend(rows, flow.Repeat{Change: f.otherSeed})
}

// Again makes a second take of the chosen rows.
func (f *Flow) Again(rows []gallery.Row) tea.Cmd {
	return f.Resend(rows, flow.Repeat{Again: true})
}

// Roll makes rows again with other seeds; what comes stands in the same cells of
// a sheet of the batch.
func (f *Flow) Roll(rows []gallery.Row, batch string) tea.Cmd {
	return f.Resend(rows, flow.Repeat{Change: f.otherSeed, Into: batch, InPlace: true})
}

func (f *Flow) otherSeed(r *api.Request) { r.Seed = 1 + f.o.Rand.Int64N(api.MaxSeed) }
