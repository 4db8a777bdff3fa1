package studio

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
)

// retry sends a failed run once more. One that may have been charged already
// is asked about first; one whose answer is here is only saved.
func (m *Model) retry() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok {
		return nil
	}
	run, _ := m.gallery.Run(row.ID)
	switch row.State {
	case gallery.Held:
		if errors.Is(run.LocalErr, queue.ErrSameUnknown) {
			return m.askResend(row)
		}
		return m.accounts.Release(row.Key)
	case gallery.Unknown:
		switch {
		case run.Resumes():
			return m.retryRun(row.ID) // the video is only asked for again
		case m.recovery.Whole(row.ID):
			return m.recovery.Save(row.ID)
		}
		return m.askResend(row)
	case gallery.Failed, gallery.Cancelled:
		if run.Job != "" {
			return m.askResend(row) // a video that was ordered: the next order is paid anew
		}
		return m.retryRun(row.ID)
	default:
	}
	return m.Say(m.WithKeys("This one did not fail. {result.again} makes it again."))
}

func (m *Model) retryRun(id string) tea.Cmd {
	if _, ok := m.o.Queue.Retry(id); ok {
		return nil
	}
	// Dropped and taken back: the queue has forgotten it.
	if row, ok := m.gallery.Row(id); ok && row.State != gallery.Unknown {
		return m.recovery.SendAgain(row)
	}
	return m.Warn(m.WithKeys("This run cannot be tried again from here. {result.seed.new} or {result.again} makes a new one."))
}

// retryAll tries again all that failed or is held like the selected one, with
// the key in use. Where that is another key than theirs, it is a new price to
// be asked about.
func (m *Model) retryAll() tea.Cmd {
	row, ok := m.results.Selected()
	if !ok || row.State != gallery.Failed && row.State != gallery.Held {
		return m.Say(wording.Sentence(m.noFailure()))
	}
	if run, _ := m.gallery.Run(row.ID); row.State == gallery.Held && errors.Is(run.LocalErr, queue.ErrSameUnknown) || run.Job != "" {
		return m.Say(m.WithKeys("This one may be paid already: {result.retry} asks about it alone."))
	}
	to, err := m.accounts.Other(row.Key)
	if err != nil {
		return m.Warn(sentence(err))
	}
	again := func(plan.Plan) tea.Cmd {
		n := 0
		if row.State == gallery.Failed {
			n = m.o.Queue.RetryAll(row.ID, to)
		}
		n += m.o.Queue.Release(row.Key, to)
		m.accounts.Retried(row.Key)
		return m.Say(fmt.Sprintf("Trying again: %s.", wording.Count(n, "picture")))
	}
	p := m.likeIt(row)
	if to == nil || len(p.Items) == 0 {
		return again(p)
	}
	return m.confirmWhole(p, true, again)
}

// likeIt is a plan of what R tries again and would have to be sent.
func (m *Model) likeIt(row gallery.Row) plan.Plan {
	reason := func(r queue.Run) api.Kind {
		if r.Err == nil {
			return -1
		}
		return r.Err.Kind
	}
	run, _ := m.gallery.Run(row.ID)
	like := reason(run)
	var p plan.Plan
	for _, r := range m.o.Queue.Snapshot() {
		held := r.State == queue.StateHeld && r.KeyName == row.Key && !errors.Is(r.LocalErr, queue.ErrSameUnknown)
		failed := r.State == queue.StateFailed && row.State == gallery.Failed && !r.Arrived && reason(r) == like
		if held || failed {
			p.Items = append(p.Items, r.Item)
		}
	}
	p.Prompts, p.Styles, p.Ratios, p.Seeds = 1, 1, 1, len(p.Items)
	return p
}
