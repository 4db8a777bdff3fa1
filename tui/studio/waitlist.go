package studio

import (
	"errors"
	"fmt"
	"slices"
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

// waitlist keeps on disk what was asked for and not sent, for the next start.
type waitlist struct {
	keeper *waiting.Keeper
	due    bool // it is to be written in a moment
	kept   int  // runs in the list on disk
	frozen bool // the studio is being left: what waited then is kept
	// orphans are batches of last time whose key is not there: kept for when
	// it is again.
	orphans []waiting.Batch
}

// keepAfter is how long changes are gathered before the list is written.
const keepAfter = 300 * time.Millisecond

// waits tells whether a run was not sent yet.
func waits(s queue.State) bool {
	switch s {
	case queue.StatePlanned, queue.StateWaiting, queue.StateHeld, queue.StateRetrying:
		return true // a retrying one was turned away
	default:
		return false
	}
}

// waitingBatches are the runs that were not sent, in the order in which they
// wait, as they were asked for.
func (m *Model) waitingBatches() []waiting.Batch {
	out := slices.Clone(m.waitlist.orphans)
	at := map[string]int{}
	for _, r := range m.o.Queue.Snapshot() {
		if _, mine := m.gallery.Run(r.ID); !mine || !waits(r.State) {
			continue
		}
		name := r.Batch + "\x00" + r.KeyName
		i, known := at[name]
		if !known {
			i = len(out)
			at[name] = i
			o := m.gallery.OrderOf(r.ID)
			out = append(out, waiting.Batch{
				Title: m.gallery.BatchOf(r.ID).Title, Template: r.Item.Template, Key: r.KeyName, Again: o.Again, Parent: o.Parent,
			})
		}
		out[i].Runs = append(out[i].Runs, waiting.Run{Request: r.Item.Request, Variant: r.Item.Variant})
	}
	return out
}

// keepWaiting writes the list a moment after something in it changed, also
// when it goes on changing.
func (m *Model) keepWaiting() tea.Cmd {
	if m.waitlist.keeper == nil || m.waitlist.frozen || m.waitlist.due {
		return nil
	}
	m.waitlist.due = true
	return tea.Tick(keepAfter, func(time.Time) tea.Msg {
		return actMsg{act: func(m *Model) tea.Cmd {
			m.waitlist.due = false
			if m.waitlist.frozen {
				return nil
			}
			return m.writeWaiting()
		}}
	})
}

// writeWaiting writes what waits now.
func (m *Model) writeWaiting() tea.Cmd {
	batches, keeper := m.waitingBatches(), m.waitlist.keeper
	n := waiting.Count(batches)
	if keeper == nil || n == 0 && m.waitlist.kept == 0 {
		return nil
	}
	m.waitlist.kept = n
	return later(func() func(*Model) tea.Cmd {
		err := keeper.Set(batches)
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return nil
		}
	})
}

// keepForNext writes what waits and then lets nothing change the list: the
// studio is being left.
func (m *Model) keepForNext() tea.Cmd {
	if m.waitlist.frozen {
		return nil
	}
	cmd := m.writeWaiting()
	m.waitlist.frozen = true
	return cmd
}

// closeWaitlist gives the list up to whoever starts next; called when the
// screen is left.
func (m *Model) closeWaitlist() {
	if m.waitlist.keeper != nil {
		_ = m.waitlist.keeper.Close() // the lock goes with the process
	}
}

// offerWaiting asks whether to send what an earlier session did not.
func (m *Model) offerWaiting() tea.Cmd {
	if m.o.StateDir == "" || m.o.Library == nil {
		return nil
	}
	folder, library, accounts := waiting.In(m.o.StateDir), m.o.Library, m.o.Accounts
	limits := m.o.Budget
	return later(func() func(*Model) tea.Cmd {
		taken, err := folder.Take()
		if err != nil {
			return func(m *Model) tea.Cmd { return m.Warn(sentence(err)) }
		}
		if err := leaveOutPaid(taken, library, accounts); err != nil {
			err = errors.Join(err, taken.Later()) // what may be paid already is not offered
			return func(m *Model) tea.Cmd { return m.Warn(sentence(err)) }
		}
		if taken.Count() == 0 {
			err := errors.Join(append(taken.Problems, taken.Done())...)
			return func(m *Model) tea.Cmd {
				if err != nil {
					return m.Warn(sentence(err))
				}
				return nil
			}
		}
		read := time.Now()
		var keys []string
		for _, b := range taken.Batches {
			keys = append(keys, b.Key)
		}
		day := library.Day(limits, keys...)
		return func(m *Model) tea.Cmd {
			for _, problem := range taken.Problems {
				m.Warn(sentence(problem))
			}
			m.addUnderWay(&day, read)
			return m.askWaiting(taken, day)
		}
	})
}

// leaveOutPaid takes out what was sent after the list was written: it is
// saved, or stands in the journal. When that cannot be read nothing is known.
func leaveOutPaid(taken *waiting.Taken, library *history.Library, accounts func(string) (queue.Account, error)) error {
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
		account, err := accounts(keyName)
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

// waitingPlan is a batch of last time as a plan.
func waitingPlan(b waiting.Batch) plan.Plan {
	var p plan.Plan
	for _, r := range b.Runs {
		tokens, priced := api.Price(r.Request.Operation, r.Request.Style)
		p.Items = append(p.Items, plan.Item{Request: r.Request, Template: b.Template, Tokens: tokens, Priced: priced, Variant: r.Variant})
	}
	p.Prompts, p.Styles, p.Ratios, p.Seeds = 1, 1, 1, len(p.Items)
	return p
}

// askWaiting offers what was taken. day is what counts against the limits of
// today.
func (m *Model) askWaiting(taken *waiting.Taken, day budget.Day) tea.Cmd {
	var lines []string
	var shares []budget.Share
	for _, b := range taken.Batches {
		cost := budget.CostOf(waitingPlan(b), func(api.Request) bool { return false })
		shares = append(shares, budget.Share{Key: b.Key, Free: m.accounts.Free(b.Key), Cost: cost})
		lines = append(lines, fmt.Sprintf("  %3d  key %s  %s", len(b.Runs), clean.Line(b.Key), gallery.Line(b.Title)))
	}
	if len(lines) > 8 {
		lines = append(lines[:8], fmt.Sprintf("  and %d more batches", len(lines)-8))
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
		lines = append(lines, "", clean.Line(asked.Words())+".", fmt.Sprintf(m.WithKeys("Type %s and {dialog.accept} to send them."), want))
	}
	d := dialog.NewConfirm(m.st, fmt.Sprintf("%d from last time were not sent", taken.Count()), lines, want)
	d.Footer = "{dialog.accept} send them · {dialog.next} forget them · {dialog.cancel} later"
	answers := flow.Answers{
		Yes: func() tea.Cmd { return m.sendWaiting(taken) },
		Tab: func() tea.Cmd { return endTaken(taken.Done, "Forgotten. Nothing was sent.") },
		Esc: func() tea.Cmd {
			m.waitLater = true
			return endTaken(taken.Later, m.WithKeys("{queue.open} offers them again, and so does the next start."))
		},
	}
	return m.OpenUnasked(d, answers)
}

func endTaken(end func() error, words string) tea.Cmd {
	return later(func() func(*Model) tea.Cmd {
		err := end()
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return m.Say(words)
		}
	})
}

// sendWaiting hands what was taken to the queue, writes it into this session's
// own list, and only then removes the old one.
func (m *Model) sendWaiting(taken *waiting.Taken) tea.Cmd {
	var cmds []tea.Cmd
	for i, b := range taken.Batches {
		if _, err := m.o.Accounts(b.Key); err != nil {
			m.waitlist.orphans = append(m.waitlist.orphans, b)
			cmds = append(cmds, m.Warn(fmt.Sprintf("%s of key %s wait on: %s", wording.Count(len(b.Runs), "run"), clean.Line(b.Key), sentence(err))))
			continue
		}
		cmds = append(cmds, m.submitWith(waitingPlan(b), submission{again: b.Again, parent: b.Parent, key: b.Key, title: gallery.Line(b.Title), selectFirst: i == 0}))
	}
	batches, keeper := m.waitingBatches(), m.waitlist.keeper
	m.waitlist.kept = waiting.Count(batches)
	cmds = append(cmds, later(func() func(*Model) tea.Cmd {
		var err error
		if keeper != nil {
			err = keeper.Set(batches)
		}
		if err == nil {
			err = taken.Done()
		}
		return func(m *Model) tea.Cmd {
			if err != nil {
				return m.Warn(sentence(err))
			}
			return nil
		}
	}))
	return tea.Batch(cmds...)
}
