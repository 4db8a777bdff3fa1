package order

import (
	"context"
	"time"

	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
)

// Send submits the plan and follows its runs until each has ended.
func (o *Order) Send(ctx context.Context, r *Report) error {
	if o.Keep != nil {
		if err := o.Keep(); err != nil {
			return err
		}
	}
	if o.Again && !o.Quiet {
		o.Console.Say("Sending all of it again, saved or not.")
	}
	for i, item := range o.Plan.Items {
		if saved, there := o.delivered[i]; there {
			run := o.unsent(item, queue.StateSaved, nil)
			run.Saved = saved
			r.ended(ctx, run)
		}
	}
	open := o.submit()
	defer r.progress.End()
	stop := ctx.Done()
	var ending *drain // once a signal came
	var late, seconds <-chan time.Time
	clock := time.NewTicker(time.Second)
	defer clock.Stop()
	for len(open) > 0 {
		select {
		case event := <-o.Engine.Queue.Events():
			run := event.Run
			item, ours := open[run.ID]
			if !ours {
				break
			}
			r.accepted(run)
			r.elsewhere(run)
			if !run.State.Ended() {
				break
			}
			delete(open, run.ID)
			r.ended(ctx, run)
			o.remember(run)
			if o.Hooks != nil {
				o.Hooks.Ended(run)
			}
			if o.Ended != nil {
				o.Ended(item, run)
			}
		case <-clock.C:
		case <-stop:
			stop, ending = nil, begin(o.Console, r.progress, o.Engine.Queue, o.Drain)
			defer ending.stop()
			late, seconds = ending.timer.C, ending.ticker.C
		case <-late:
			ending.over()
		case <-seconds:
			ending.tick()
		}
		if ending == nil {
			r.going(o.Engine.Queue.Counts())
		}
		if r.broken != nil {
			o.Engine.Queue.CancelWaiting() // nobody reads on; what was sent is saved
		}
	}
	if o.Hooks != nil && r.saved+r.failed+r.unknown+r.cancelled > 0 {
		o.Hooks.BatchDone(r.saved, r.failed, r.unknown, r.paid)
	}
	return r.finished(ctx)
}

// submit hands the queue what of the plan is to be sent, and returns which item each
// run is.
func (o *Order) submit() map[string]int {
	items := o.rest()
	open := make(map[string]int, len(items))
	send := func(items []int, parent string) {
		p := o.Plan
		p.Items = make([]plan.Item, len(items))
		for i, item := range items {
			p.Items[i] = o.Plan.Items[item]
		}
		_, runs := o.Engine.Queue.Submit(p, o.Account, queue.SubmitOptions{Again: o.Again, Parent: parent, Unsettled: o.Unknown == Send})
		for i, run := range runs {
			open[run.ID] = items[i]
		}
	}
	if o.Parents == nil {
		send(items, "")
		return open
	}
	for i, item := range items {
		send(items[i:i+1], o.Parents[item])
	}
	return open
}

// remember keeps how the use of a key went, for lists of keys.
func (o *Order) remember(run queue.Run) {
	state, said := run.KeyState(time.Now())
	if !said {
		return
	}
	if was, ok := o.Engine.Keys.Get(run.KeyName); ok && was.State.Health == state.Health {
		return
	}
	if err := o.Engine.Keys.SetState(run.KeyName, state); err != nil {
		o.Log.Warn("state of a key not kept", "key", run.KeyName, "err", err)
	}
}
