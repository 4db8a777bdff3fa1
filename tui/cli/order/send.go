package order

import (
	"context"
	"time"

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
	_, runs := o.Engine.Queue.Submit(o.rest(), o.Account, queue.SubmitOptions{Again: o.Again, Parent: o.Parent, Unsettled: o.Unknown == Send})
	open := make(map[string]bool, len(runs))
	for _, run := range runs {
		open[run.ID] = true
	}
	stop := ctx.Done()
	var ending *drain // once a signal came
	var late, seconds <-chan time.Time
	clock := time.NewTicker(time.Second)
	defer clock.Stop()
	for len(open) > 0 {
		select {
		case event := <-o.Engine.Queue.Events():
			if open[event.Run.ID] {
				r.accepted(event.Run)
				r.elsewhere(event.Run)
			}
			if run := event.Run; open[run.ID] && run.State.Ended() {
				delete(open, run.ID)
				r.ended(ctx, run)
				o.remember(run)
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
	return r.finished(ctx)
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
