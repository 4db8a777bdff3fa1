package studio

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// Chosen are the rows an act is about: the marked ones, else the selected one.
func (m *Model) Chosen() []gallery.Row {
	if row, ok := m.results.Selected(); ok && (m.onScreen(compareScreen) || m.onScreen(fullScreen)) {
		return []gallery.Row{row} // the one that is looked at closely
	}
	if marked := m.gallery.Marked(); len(marked) > 0 {
		return marked
	}
	if id := m.results.OnHeader(); id != "" {
		return m.gallery.Rows(id)
	}
	if row, ok := m.results.Selected(); ok {
		return []gallery.Row{row}
	}
	return nil
}

// planOf makes a plan of rows' requests, changed one by one where change is not nil. from lists the
// rows the items came from.
func (m *Model) planOf(rows []gallery.Row, change func(*api.Request)) (p plan.Plan, from []string) {
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
func (m *Model) Resend(rows []gallery.Row, o flow.Repeat) tea.Cmd {
	p, _ := m.planOf(rows, o.Change)
	if len(p.Items) == 0 {
		return m.Say("Nothing here says how it was made.")
	}
	for _, it := range p.Items {
		if err := it.Request.Validate(); err != nil {
			return m.Warn(sentence(err))
		}
	}
	return m.confirm(p, o.Again, func(p plan.Plan) tea.Cmd {
		var cmds []tea.Cmd
		if o.Replace {
			for _, row := range rows {
				cmds = append(cmds, m.recovery.Replaced(row))
			}
		}
		asked := fmt.Sprintf(m.WithKeys("%s asked for. {results.next.new} goes there when it is done."), wording.Count(len(p.Items), "picture"))
		return tea.Batch(append(cmds, m.submit(p, o.Again, false), m.Say(asked))...)
	})
}

func (m *Model) newSeed() tea.Cmd {
	return m.Resend(m.Chosen(), flow.Repeat{Change: func(r *api.Request) { r.Seed = 1 + m.rand.Int64N(api.MaxSeed) }})
}

func (m *Model) again() tea.Cmd {
	return m.Resend(m.Chosen(), flow.Repeat{Again: true})
}
