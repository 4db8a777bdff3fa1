package unsent

import (
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/waiting"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// foundMsg is what earlier sessions did not send.
type foundMsg struct {
	taken *waiting.Taken
	day   budget.Day // what counts against the limits of today
	read  time.Time  // when the ledger was
	err   error      // nothing is offered
}

// Offer asks whether to send what an earlier session did not.
func (f *Flow) Offer() tea.Cmd {
	if f.o.StateDir == "" || f.o.Library == nil {
		return nil
	}
	folder, library, limits, account := waiting.In(f.o.StateDir), f.o.Library, f.o.Limits, f.o.Account
	return func() tea.Msg {
		taken, err := folder.Take()
		if err != nil {
			return foundMsg{err: err}
		}
		if err := leaveOutPaid(taken, library, account); err != nil {
			return foundMsg{err: errors.Join(err, taken.Later())} // what may be paid already is not offered
		}
		if taken.Count() == 0 {
			return foundMsg{err: errors.Join(append(taken.Problems, taken.Done())...)}
		}
		msg := foundMsg{taken: taken, read: time.Now()}
		var keys []string
		for _, b := range taken.Batches {
			keys = append(keys, b.Key)
		}
		msg.day = flow.DayOf(library, limits, keys...)
		return msg
	}
}

// OfferAgain offers what was put off.
func (f *Flow) OfferAgain() tea.Cmd {
	if !f.later {
		return nil
	}
	f.later = false
	return f.Offer()
}

func (f *Flow) found(msg foundMsg) tea.Cmd {
	if msg.taken == nil {
		return f.problem(msg.err)
	}
	for _, problem := range msg.taken.Problems {
		f.problem(problem)
	}
	flow.AddUnderWay(&msg.day, f.o.Gallery.Runs, msg.read)
	return f.ask(msg.taken, msg.day)
}

// leaveOutPaid takes out what was sent after the list was written: it is
// saved, or stands in the journal. When that cannot be read nothing is known.
func leaveOutPaid(taken *waiting.Taken, library *history.Library, account func(string) (queue.Account, error)) error {
	found, err := library.Sent()
	if err != nil {
		return err
	}
	sent := map[string]bool{}
	for _, hash := range found {
		sent[hash] = true
	}
	takes := map[string]bool{} // second takes are wanted although one is saved
	for _, b := range taken.Batches {
		for _, r := range b.Runs {
			if b.Again {
				takes[b.Key+" "+r.Request.Hash()] = true
			}
		}
	}
	taken.LeaveOut(func(keyName string, r api.Request) bool {
		if sent[r.Hash()] {
			return true
		}
		account, err := account(keyName)
		if err != nil {
			return false
		}
		saved, ok := library.Find(account.Origin, r)
		if !ok || saved.Path == "" || !takes[keyName+" "+r.Hash()] {
			return ok && saved.Path != ""
		}
		e, err := library.Entry(saved.Path)
		return err == nil && e.Sidecar.Saved.After(taken.Saved)
	})
	return nil
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

// ask offers what was taken. day is what counts against the limits of today.
func (f *Flow) ask(taken *waiting.Taken, day budget.Day) tea.Cmd {
	var lines []string
	var shares []budget.Share
	for _, b := range taken.Batches {
		cost := budget.CostOf(planOf(b), func(api.Request) bool { return false })
		shares = append(shares, budget.Share{Key: b.Key, Free: f.o.Free(b.Key), Cost: cost})
		lines = append(lines, fmt.Sprintf("  %3d  key %s  %s", len(b.Runs), clean.Line(b.Key), gallery.Line(b.Title)))
	}
	if len(lines) > listed {
		lines = append(lines[:listed], fmt.Sprintf("  and %d more batches", len(lines)-listed))
	}
	asked := budget.Question{Day: day, Shares: shares}.Answer()
	toPay := "to pay  " + asked.Cost.Words()
	if asked.Limited {
		toPay += "     " + asked.DayWords()
	}
	lines = append(lines, "", toPay)
	want := ""
	if asked.Step == budget.Ask {
		want = fmt.Sprint(asked.Number)
		lines = append(lines, "", clean.Line(asked.Words())+".", fmt.Sprintf(f.host.WithKeys("Type %s and {dialog.accept} to send them."), want))
	}
	later := func() tea.Cmd {
		f.later = true
		return ending(taken.Later, f.host.WithKeys("{queue.open} offers them again, and so does the next start."))
	}
	answers := flow.Answers{
		Yes: func() tea.Cmd { return f.send(taken) },
		Tab: func() tea.Cmd { return ending(taken.Done, "Forgotten. Nothing was sent.") },
		Esc: later,
	}
	footer := "{dialog.accept} send them · {dialog.next} forget them · {dialog.cancel} later"
	if asked.Step == budget.Never {
		lines = append(lines, "", wording.Sentence(asked.Words()))
		answers.Yes, footer = later, "{dialog.next} forget them · {dialog.cancel} later"
	}
	d := dialog.NewConfirm(f.o.Styles, fmt.Sprintf("%d from last time were not sent", taken.Count()), lines, want)
	d.Footer = footer
	return f.host.OpenUnasked(d, answers)
}

// ending gives what was taken back, or up, and says so.
func ending(end func() error, words string) tea.Cmd {
	return func() tea.Msg { return flow.OutcomeMsg{Err: end(), Text: words} }
}

// send hands what was taken to the queue, writes it into this session's own
// list, and only then removes the old one.
func (f *Flow) send(taken *waiting.Taken) tea.Cmd {
	var cmds []tea.Cmd
	for i, b := range taken.Batches {
		if _, err := f.o.Account(b.Key); err != nil {
			f.orphans = append(f.orphans, b)
			cmds = append(cmds, f.host.Warn(fmt.Sprintf("%s of key %s wait on: %s", wording.Count(len(b.Runs), "run"), clean.Line(b.Key), wording.Problem(err))))
			continue
		}
		cmds = append(cmds, f.host.SubmitAgreed(flow.Order{
			Plan: planOf(b), Again: b.Again, Parent: b.Parent, Key: b.Key, Title: gallery.Line(b.Title), Select: i == 0,
		}))
	}
	batches, keeper := f.batches(), f.keeper
	f.kept = waiting.Count(batches)
	cmds = append(cmds, func() tea.Msg {
		var err error
		if keeper != nil {
			err = keeper.Set(batches)
		}
		if err == nil {
			err = taken.Done()
		}
		return flow.OutcomeMsg{Err: err}
	})
	return tea.Batch(cmds...)
}
