package runs

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
)

// Retry sends the selected run once more that failed. One that may have been
// charged already is asked about first; one whose answer is here is only saved.
func (f *Flow) Retry() tea.Cmd {
	row, ok := f.o.Selected()
	if !ok {
		return nil
	}
	run, _ := f.o.Gallery.Run(row.ID)
	switch row.State {
	case gallery.Held:
		if errors.Is(run.LocalErr, queue.ErrSameUnknown) {
			return f.askResend(row)
		}
		return f.o.Accounts.Release(row.Key)
	case gallery.Unknown:
		switch {
		case run.Resumes():
			return f.retry(row.ID) // the video is only asked for again
		case f.o.Recovery.Whole(row.ID):
			return f.o.Recovery.Save(row.ID)
		}
		return f.askResend(row)
	case gallery.Failed, gallery.Cancelled:
		if run.Job != "" {
			return f.askResend(row) // a video that was ordered: the next order is paid anew
		}
		return f.retry(row.ID)
	default:
	}
	return f.host.Say(f.host.WithKeys("This one did not fail. {result.again} makes another take."))
}

// retry sends a run once more with its key, once the price was agreed to where it
// has one.
func (f *Flow) retry(id string) tea.Cmd {
	again := func() tea.Cmd { return f.sendOnce(id) }
	run, ok := f.o.Queue.Run(id)
	if !ok || run.Resumes() || run.Arrived {
		return again() // nothing is sent that costs
	}
	return f.host.Agree(retryOf([]queue.Run{run}, nil), again)
}

func (f *Flow) sendOnce(id string) tea.Cmd {
	if _, ok := f.o.Queue.Retry(id); ok {
		return nil
	}
	// Dropped and taken back: the queue has forgotten it.
	if row, ok := f.o.Gallery.Row(id); ok && row.State != gallery.Unknown {
		return f.o.Recovery.SendAgain(row)
	}
	return f.host.Warn(f.host.WithKeys("This run cannot be retried from here. {result.seed.new} or {result.again} makes a new one."))
}

// askResend asks before a request is sent again that may have been paid.
func (f *Flow) askResend(row gallery.Row) tea.Cmd {
	_, earlier := f.o.Gallery.Unanswered(row.ID)
	cost := mayHaveCost(row.Tokens, row.Priced, row.Free)
	if run, _ := f.o.Gallery.Run(row.ID); !earlier {
		cost = mayHaveCost(run.Item.Tokens, run.Item.Priced, run.Free)
	}
	answers := flow.Answers{Yes: func() tea.Cmd {
		if earlier {
			return f.o.Recovery.SendAgain(row)
		}
		return f.retry(row.ID)
	}}
	return f.host.Open(dialog.NewConfirm(f.o.Styles, "Send again? It may be paid twice", []string{
		cost, "The seed is the same, so it would be the same picture.", "", f.host.WithKeys("Type again and {dialog.accept} to send it again."),
	}, "again"), answers)
}

// CannotRetryAll says why nothing like the selected run can be tried again, "" when
// it can.
func (f *Flow) CannotRetryAll() string {
	if row, ok := f.o.Selected(); !ok || row.State != gallery.Failed && row.State != gallery.Held {
		return "first select one that failed or is held, to retry all like it"
	}
	return ""
}

// RetryAll tries again all that failed or is held like the selected one, with
// the key in use. Where that is another key than theirs, it is a new price to
// be asked about; with their own keys it is for what left the count of what is
// under way.
func (f *Flow) RetryAll() tea.Cmd {
	if why := f.CannotRetryAll(); why != "" {
		return f.host.Say(wording.Sentence(why))
	}
	row, _ := f.o.Selected()
	if run, _ := f.o.Gallery.Run(row.ID); row.State == gallery.Held && errors.Is(run.LocalErr, queue.ErrSameUnknown) || run.Job != "" {
		return f.host.Say(f.host.WithKeys("This one may already be paid: {result.retry} asks about it alone."))
	}
	to, err := f.o.Accounts.Other(row.Key)
	if err != nil {
		return f.problem(err)
	}
	again := func() tea.Cmd {
		n := 0
		if row.State == gallery.Failed {
			n = f.o.Queue.RetryAll(row.ID, to)
		}
		n += f.o.Queue.Release(row.Key, to)
		f.o.Accounts.Retried(row.Key)
		return f.host.Say(fmt.Sprintf("Retrying %s.", wording.Count(n, gallery.Noun(row.Operation))))
	}
	like := f.likeIt(row, to == nil)
	if len(like) == 0 {
		return again()
	}
	r := retryOf(like, to)
	r.Named = !f.host.OnHeader()
	return f.host.Agree(r, again)
}

// likeIt are the runs that are tried again with a row and would have to be sent.
// With their own key those that are held are left out: their price was agreed to,
// and counts as under way.
func (f *Flow) likeIt(row gallery.Row, ownKey bool) []queue.Run {
	reason := func(r queue.Run) api.Kind {
		if r.Err == nil {
			return -1
		}
		return r.Err.Kind
	}
	run, _ := f.o.Gallery.Run(row.ID)
	like := reason(run)
	var out []queue.Run
	for _, r := range f.o.Queue.Snapshot() {
		held := r.State == queue.StateHeld && r.KeyName == row.Key && !errors.Is(r.LocalErr, queue.ErrSameUnknown) && !ownKey
		failed := r.State == queue.StateFailed && row.State == gallery.Failed && !r.Arrived && reason(r) == like
		if held || failed {
			out = append(out, r)
		}
	}
	return out
}

// retryOf is what has to be agreed to before runs are sent once more, each with
// its own key or all with another one.
func retryOf(runs []queue.Run, to *queue.Account) flow.Retry {
	r := flow.Retry{Named: true}
	for _, run := range runs {
		paying := run.KeyName
		if to != nil {
			paying = to.Name
		}
		r.Plan.Items = append(r.Plan.Items, run.Item)
		r.Runs = append(r.Runs, run.ID)
		r.Keys = append(r.Keys, paying)
	}
	r.Plan.Prompts, r.Plan.Styles, r.Plan.Ratios, r.Plan.Seeds = 1, 1, 1, len(runs)
	return r
}
