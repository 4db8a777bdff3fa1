package unsent

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/history/waiting"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// foundMsg is what earlier sessions did not send, to be offered.
type foundMsg struct {
	taken *waiting.Taken
	day   budget.Day // what counts against the limits of today
	read  time.Time  // when the ledger was
	err   error      // nothing is offered
	// open shows the question.
	open func(d flow.Dialog, a flow.Answers) tea.Cmd
}

// Offer asks whether to send what earlier sessions did not.
func (f *Flow) Offer() tea.Cmd {
	if f.waits.runs == 0 {
		return nil
	}
	folder, library, limits, account, open := waiting.In(f.o.StateDir), f.o.Library, f.o.Limits, f.o.Account, f.host.OpenLater()
	return func() tea.Msg {
		taken, err := take(folder, library, account)
		if taken == nil {
			return foundMsg{err: err}
		}
		msg := foundMsg{taken: taken, read: time.Now(), open: open}
		var keys []string
		for _, b := range taken.Batches {
			keys = append(keys, b.Key)
		}
		msg.day = flow.DayOf(library, limits, keys...)
		return msg
	}
}

func (f *Flow) found(msg foundMsg) tea.Cmd {
	if msg.taken == nil { // somebody else took it
		f.settled()
		return f.problem(msg.err)
	}
	flow.AddUnderWay(&msg.day, f.o.Gallery.Runs, msg.read)
	return f.ask(msg)
}

// settled says that nothing waits any more.
func (f *Flow) settled() {
	f.waits = waits{}
	f.host.ShowLeft()
}

// planOf is a batch of last time as a plan.
func planOf(b waiting.Batch) plan.Plan {
	var p plan.Plan
	for _, r := range b.Runs {
		tokens, priced := api.Price(r.Request.Operation, r.Request.Style)
		p.Items = append(p.Items, plan.Item{Request: r.Request, Template: b.Template, Tokens: tokens, Priced: priced, Variant: r.Variant})
	}
	p.Prompts, p.Styles, p.Ratios, p.Seeds = 1, 1, 1, len(p.Items)
	return p
}

// listed is how many batches are named in the question.
const listed = 8

func costOf(b waiting.Batch) budget.Cost {
	return budget.CostOf(planOf(b), func(api.Request) bool { return false })
}

// forget is the word that gives up what waits.
const forget = "forget"

// ask offers what was taken. Both ways out are words: the keys that take a
// question elsewhere are pressed without reading it.
func (f *Flow) ask(msg foundMsg) tea.Cmd {
	taken := msg.taken
	var lines []string
	var shares []budget.Share
	for _, b := range taken.Batches {
		shares = append(shares, budget.Share{Key: b.Key, Free: f.o.Free(b.Key), Cost: costOf(b)})
		lines = append(lines, fmt.Sprintf("  %3d  key %s  %s", len(b.Runs), clean.Line(b.Key), gallery.Line(b.Title)))
	}
	if len(lines) > listed {
		lines = append(lines[:listed], fmt.Sprintf("  and %d more batches", len(lines)-listed))
	}
	asked := budget.Question{Day: msg.day, Shares: shares}.Answer()
	toPay := "to pay  " + asked.Cost.Words()
	if asked.Limited {
		toPay += "     " + asked.DayWords()
	}
	lines = append(lines, "", toPay)
	want, words := "send", "Type %s and {dialog.accept} to send them, or "+forget+" to drop them."
	if asked.Step == budget.Ask {
		want = fmt.Sprint(asked.Number)
	}
	answers := flow.Answers{
		Yes: func() tea.Cmd { return f.send(taken) },
		Tab: func() tea.Cmd { f.settled(); return ending(taken.Done, "Dropped. Nothing was sent.") },
		Esc: func() tea.Cmd {
			return ending(taken.Later, f.host.WithKeys("{queue.open} offers them again, as does the next start."))
		},
	}
	d := dialog.NewConfirm(f.o.Styles, fmt.Sprintf("%d from last time were not sent", taken.Count()), nil, want)
	d.Other, d.Footer = forget, "{dialog.cancel} later"
	switch asked.Step {
	case budget.Ask:
		lines = append(lines, "", clean.Line(asked.Words())+".")
		if where := asked.Where(); where != "" {
			lines = append(lines, clean.Line(where))
		}
	case budget.Never:
		lines = append(lines, "", wording.Sentence(asked.Words()))
		words, d.Want, d.Other, answers.Yes = "Type %s and {dialog.accept} to drop them.", forget, "", answers.Tab
		want = forget
	default:
		lines = append(lines, "")
	}
	d.Lines = append(slices.Clip(lines), fmt.Sprintf(f.host.WithKeys(words), want))
	return msg.open(d, answers)
}

// ending gives what was taken back, or up, and says so.
func ending(end func() error, words string) tea.Cmd {
	return func() tea.Msg { return flow.OutcomeMsg{Err: end(), Text: words} }
}

// send hands what was taken to the queue, writes it into this session's own
// list, and only then removes the old one.
func (f *Flow) send(taken *waiting.Taken) tea.Cmd {
	f.settled()
	var cmds []tea.Cmd
	for i, b := range taken.Batches {
		if _, err := f.o.Account(b.Key); err != nil {
			f.orphans = append(f.orphans, b)
			cmds = append(cmds, f.host.Warn(fmt.Sprintf("%s of key %s still held: %s", wording.Count(len(b.Runs), "run"), clean.Line(b.Key), wording.Problem(err))))
			continue
		}
		cmds = append(cmds, f.host.SubmitAgreed(flow.Order{
			Plan: planOf(b), Again: b.Again, Parent: b.Parent, Key: b.Key, Title: gallery.Line(b.Title), Select: i == 0, Batch: b.Batch,
		}))
	}
	return tea.Batch(append(cmds, f.writeNow(taken.Done))...)
}
