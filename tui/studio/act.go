package studio

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
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

// fixSeed puts the selected picture's seed into the Seed pane and holds it; on
// a held seed it lets go.
func (m *Model) fixSeed() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.Seed == 0 {
		return nil
	}
	spec, held := m.seed.Spec(), m.seed.Held()
	m.undo.Push("fixed seed", func() tea.Cmd {
		m.seed.SetHold(len(held) > 0, held)
		m.seed.SetSpec(spec)
		m.Settled()
		return nil
	})
	if len(held) == 1 && held[0] == row.Seed {
		m.seed.SetHold(false, nil)
		m.seed.SetSpec("random")
		m.Settled()
		return m.Say("Seed let go.")
	}
	m.seed.SetSpec(strconv.FormatInt(row.Seed, 10))
	m.seed.SetHold(true, []int64{row.Seed})
	m.Settled()
	return m.Say(fmt.Sprintf(m.WithKeys("Seed %d is held while prompts change. {prompt.write} writes the prompt."), row.Seed))
}

// bringBack puts a result's prompt, seed, everything, or all but the seed,
// back into the panes; u undoes it.
func (m *Model) bringBack(what string) tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.Recipe == nil {
		return nil
	}
	m.undo.Push("bring back", m.panesAsTheyAre())
	req := row.Request()
	if what != "seed" {
		m.prompt.SetValue(template.Escape(req.Prompt))
		m.style.SetMarkedSets(nil) // their words are in it
	}
	if what == "all" || what == "mix" {
		if req.Style != "" {
			m.style.SetMarked([]string{req.Style})
		}
		if req.AspectRatio != "" {
			m.seed.SetRatios([]string{req.AspectRatio})
		}
		if req.Operation == api.TextToImage || req.Operation == api.TextToPNG {
			m.setOperation(req.Operation) // the others begin with a picture
		}
	}
	if (what == "all" || what == "seed") && req.Seed > 0 {
		m.seed.SetHold(false, nil)
		m.seed.SetSpec(strconv.FormatInt(req.Seed, 10))
	}
	m.Settled()
	return m.Say(m.WithKeys("Brought back. {studio.undo} undoes it, {prompt.write} writes on."))
}

// panesAsTheyAre returns what puts the panes back as they are now.
func (m *Model) panesAsTheyAre() func() tea.Cmd {
	text, styles, ratios, spec := m.prompt.Value(), m.style.Marked(), m.seed.Ratios(), m.seed.Spec()
	held, op, sets := m.seed.Held(), m.op, m.style.MarkedSets()
	return func() tea.Cmd {
		m.setOperation(op)
		m.prompt.SetValue(text)
		m.style.SetMarked(styles)
		m.style.SetMarkedSets(sets)
		m.seed.SetRatios(ratios)
		m.seed.SetSpec(spec)
		m.seed.SetHold(len(held) > 0, held)
		m.Settled()
		return nil
	}
}
