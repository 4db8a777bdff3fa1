package tui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/results"
)

// chosen are the rows an act is about: the marked ones, else the selected one.
func (m *Model) chosen() []results.Row {
	if row, ok := m.results.Selected(); ok && (m.onScreen(compareScreen) || m.onScreen(fullScreen)) {
		return []results.Row{row} // the one that is looked at closely
	}
	if marked := m.results.Marked(); len(marked) > 0 {
		return marked
	}
	if id := m.results.OnHeader(); id != "" {
		return m.results.Rows(id)
	}
	if row, ok := m.results.Selected(); ok {
		return []results.Row{row}
	}
	return nil
}

func (m *Model) pick() tea.Cmd {
	rows := judgeable(m.chosen())
	on := slices.ContainsFunc(rows, func(r results.Row) bool { return !r.Picked })
	m.tipDone(tipKeep)
	return m.judge("pick", rows, func(r *results.Row) {
		r.Picked = on
		if on {
			r.Rejected = false
		}
	})
}

func (m *Model) rate(stars int) tea.Cmd {
	return m.judge("rating", m.chosen(), func(r *results.Row) { r.Rating = stars })
}

// drop is x: reject what is saved, stop what is not yet done, take what
// failed out of the list.
func (m *Model) drop() tea.Cmd {
	rows := m.chosen()
	var saved []results.Row
	var cmds []tea.Cmd
	for _, row := range rows {
		switch row.State {
		case results.Saved:
			saved = append(saved, row)
		case results.Failed, results.Unknown, results.Cancelled:
			m.dropRow(row)
		default:
			cmds = append(cmds, m.stopRun(row.ID))
		}
	}
	if len(saved) > 0 {
		on := slices.ContainsFunc(saved, func(r results.Row) bool { return !r.Rejected })
		cmds = append(cmds, m.judge("reject", saved, func(r *results.Row) {
			r.Rejected = on
			if on {
				r.Picked = false
			}
		}))
		if on && len(saved) == 1 {
			cmds = append(cmds, m.rejectedSide(saved[0].ID))
		}
	}
	return tea.Batch(append(cmds, m.refreshPreview())...)
}

// dropRow takes a run that went wrong out of the list. One without an answer
// stays in the journal until the studio is left: until then it can be taken
// back.
func (m *Model) dropRow(row results.Row) {
	run, batch := m.live[row.ID], m.results.BatchOf(row.ID)
	left, earlier := m.left[row.ID]
	m.removeRow(row.ID)
	delete(m.live, row.ID)
	if row.State == results.Unknown {
		m.dropped = append(m.dropped, row.ID)
	} else {
		m.o.Queue.Drop(row.ID)
	}
	m.pushUndo("drop", func() tea.Cmd {
		m.dropped = slices.DeleteFunc(m.dropped, func(id string) bool { return id == row.ID })
		if earlier {
			m.left[row.ID] = left
		} else {
			m.live[row.ID] = run
		}
		m.results.AddBatch(batch, []results.Row{row}, true)
		m.results.Refresh()
		return m.refreshPreview()
	})
}

// dropForGood forgets what was dropped and not taken back. The command
// removes what an earlier run had left.
func (m *Model) dropForGood() tea.Cmd {
	var old []string
	for _, id := range m.dropped {
		if left, earlier := m.left[id]; earlier {
			old = append(old, left.ID)
			continue
		}
		m.o.Queue.Drop(id)
	}
	m.dropped = nil
	if len(old) == 0 {
		return nil
	}
	library := m.o.Library
	return func() tea.Msg {
		for _, id := range old {
			_ = library.Forget(id) // one that stays is listed again next time
		}
		return nil
	}
}

// planOf makes a plan of rows' requests, changed one by one. from lists the
// rows the items came from.
func (m *Model) planOf(rows []results.Row, change func(*api.Request)) (p plan.Plan, from []string) {
	for _, row := range rows {
		rec, ok := m.runs[row.ID]
		if !ok || rec.request.Operation == "" {
			continue
		}
		req := rec.request
		change(&req)
		tokens, priced := api.Price(req.Operation, req.Style)
		template := rec.template
		if template == "" || req.Prompt == "" {
			template = req.Prompt
		}
		p.Items = append(p.Items, plan.Item{Request: req, Template: template, Tokens: tokens, Priced: priced, Variant: row.Label})
		from = append(from, row.ID)
	}
	p.Prompts, p.Styles, p.Ratios, p.Seeds = 1, 1, 1, len(p.Items)
	return p, from
}

// resend makes rows' requests, changed one by one, from where the person is:
// the selection stays.
func (m *Model) resend(rows []results.Row, again bool, change func(*api.Request)) tea.Cmd {
	return m.resendThen(rows, again, change, nil)
}

// resendThen is resend with what is done once it is in the queue.
func (m *Model) resendThen(rows []results.Row, again bool, change func(*api.Request), then func() tea.Cmd) tea.Cmd {
	p, _ := m.planOf(rows, change)
	if len(p.Items) == 0 {
		return m.say("Nothing here says how it was made.")
	}
	for _, it := range p.Items {
		if err := it.Request.Validate(); err != nil {
			return m.warn(sentence(err))
		}
	}
	return m.confirm(p, again, func(p plan.Plan) tea.Cmd {
		var after tea.Cmd
		if then != nil {
			after = then()
		}
		return tea.Batch(after, m.submit(p, again, false), m.say(fmt.Sprintf("%s asked for. . goes there when it is done.", wording.Count(len(p.Items), "picture"))))
	})
}

func (m *Model) newSeed() tea.Cmd {
	return m.resend(m.chosen(), false, func(r *api.Request) { r.Seed = 1 + m.rand.Int64N(api.MaxSeed) })
}

func (m *Model) again() tea.Cmd {
	return m.resend(m.chosen(), true, func(*api.Request) {})
}

// retry sends a failed run once more. One whose outcome is unknown may have
// been charged already, so that is asked first.
func (m *Model) retry() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok {
		return nil
	}
	switch row.State {
	case results.Held:
		return m.release(row.Key)
	case results.Unknown:
		if m.live[row.ID].Resumes() {
			return m.retryRun(row.ID) // the video is only asked for again
		}
		return m.askResend(row)
	case results.Failed, results.Cancelled:
		return m.retryRun(row.ID)
	default:
	}
	return m.say("This one did not fail. a makes it again.")
}

func (m *Model) retryRun(id string) tea.Cmd {
	if _, ok := m.o.Queue.Retry(id); ok {
		return nil
	}
	// Dropped and taken back: the queue has forgotten it.
	if row, ok := m.results.Row(id); ok && row.State != results.Unknown {
		m.removeRow(id)
		return m.resend([]results.Row{row}, true, func(*api.Request) {})
	}
	return m.warn("This run cannot be tried again from here. n or a makes a new one.")
}

func (m *Model) retryAll() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok {
		return nil
	}
	if row.State == results.Held {
		return m.release(row.Key)
	}
	if row.State != results.Failed {
		return m.say("R tries again all that failed like the selected one.")
	}
	to, err := m.otherKey(row.Key)
	if err != nil {
		return m.warn(sentence(err))
	}
	n := m.o.Queue.RetryAll(row.ID, to) + m.o.Queue.Release(row.Key, to)
	delete(m.health, row.Key)
	return m.say(fmt.Sprintf("Trying again: %s.", wording.Count(n, "picture")))
}

// fixSeed puts the selected picture's seed into the Seed pane and holds it; on
// a held seed it lets go.
func (m *Model) fixSeed() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.Seed == 0 {
		return m.say("Nothing with a seed is selected.")
	}
	spec, held := m.seed.Spec(), m.seed.Held()
	restore := func() tea.Cmd { m.seed.SetHold(len(held) > 0, held); m.seed.SetSpec(spec); m.showPlan(); return nil }
	m.pushUndo("fixed seed", restore)
	if len(held) == 1 && held[0] == row.Seed {
		m.seed.SetHold(false, nil)
		m.seed.SetSpec("random")
		m.showPlan()
		return m.say("Seed let go.")
	}
	m.seed.SetSpec(strconv.FormatInt(row.Seed, 10))
	m.seed.SetHold(true, []int64{row.Seed})
	m.showPlan()
	return m.say(fmt.Sprintf("Seed %d is held while prompts change. i writes the prompt.", row.Seed))
}

// bringBack puts a result's prompt, seed, everything, or all but the seed,
// back into the panes; u undoes it.
func (m *Model) bringBack(what string) tea.Cmd {
	row, ok := m.results.Selected()
	rec, known := m.runs[row.ID]
	if !ok || !known {
		return m.say("Nothing to bring back is selected.")
	}
	m.pushUndo("bring back", m.panesAsTheyAre())
	req := rec.request
	if what != "seed" {
		m.prompt.SetValue(req.Prompt)
	}
	if what == "all" || what == "mix" {
		if req.Style != "" {
			m.style.SetMarked([]string{req.Style})
		}
		if req.AspectRatio != "" {
			m.seed.SetRatios([]string{req.AspectRatio})
		}
		if m.op != req.Operation {
			m.setOperation(req.Operation)
		}
	}
	if (what == "all" || what == "seed") && req.Seed > 0 {
		m.seed.SetHold(false, nil)
		m.seed.SetSpec(strconv.FormatInt(req.Seed, 10))
	}
	m.showPlan()
	return m.say("Brought back. u undoes it, i writes on.")
}

// panesAsTheyAre returns what puts the panes back as they are now.
func (m *Model) panesAsTheyAre() func() tea.Cmd {
	text, styles, ratios, spec := m.prompt.Value(), m.style.Marked(), m.seed.Ratios(), m.seed.Spec()
	held, op := m.seed.Held(), m.op
	return func() tea.Cmd {
		m.setOperation(op)
		m.prompt.SetValue(text)
		m.style.SetMarked(styles)
		m.seed.SetRatios(ratios)
		m.seed.SetSpec(spec)
		m.seed.SetHold(len(held) > 0, held)
		m.showPlan()
		return nil
	}
}

// stopRun stops one run and says what that means for the bill.
func (m *Model) stopRun(id string) tea.Cmd {
	before := m.live[id].State
	if !m.o.Queue.Cancel(id) {
		return nil
	}
	switch before {
	case queue.StateWaiting, queue.StateHeld, queue.StatePlanned, queue.StateRetrying:
		return m.say("Stopped before it was sent. Nothing was charged.")
	default:
	}
	return m.say("Stopped. It was sent already: the server may still finish it and charge for it.")
}
