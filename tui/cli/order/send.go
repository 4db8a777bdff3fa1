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
	f := feed{open: o.submit()}
	if o.Ended != nil {
		f.ended = o.Ended
	}
	return o.follow(ctx, r, f)
}

// feed is what the queue is given to do.
type feed struct {
	// open is what each run is that did not come to its end yet.
	open map[string]int
	// more hands over what comes next, a little at a time, until it says that this is
	// all; nil where all was handed over.
	more func() (all bool)
	// ended is told of what has come to its end, told tells of it where that is not
	// the report's own way; each may be nil.
	ended func(item int, run queue.Run)
	told  func(item int, run queue.Run)
}

// atOnce is how many runs of a plan that comes line by line the queue has at a time.
const atOnce = 256

// now is a channel that is always ready.
var now = func() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()

// follow sees what the queue was given through.
func (o *Order) follow(ctx context.Context, r *Report, f feed) error {
	defer r.progress.End()
	stop := ctx.Done()
	var ending *drain // once a signal came
	var late, seconds <-chan time.Time
	clock := time.NewTicker(time.Second)
	defer clock.Stop()
	for f.more != nil || len(f.open) > 0 {
		var ready <-chan struct{}
		if f.more != nil && len(f.open) < atOnce && ctx.Err() == nil {
			ready = now
		}
		select {
		case event := <-o.Engine.Queue.Events():
			o.heard(ctx, r, f, event.Run)
		case <-ready:
			if f.more() {
				f.more = nil
			}
		case <-clock.C:
			r.status.write(r)
		case <-stop:
			stop, f.more, ending = nil, nil, begin(o.Console, r.progress, o.Engine.Queue, o.Drain)
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
		if r.tooMany() && !r.stopping {
			r.stopping, f.more = true, nil
			r.progress.Clear()
			o.Console.Warn("Stopping: %d failed or have no answer, and --max-failures is %d. What was sent is seen through.", r.burnt, o.MaxFailures)
			o.Engine.Queue.Drain()
		}
		if r.broken != nil {
			f.more = nil
			o.Engine.Queue.CancelWaiting() // nobody reads on; what was sent is saved
		}
	}
	if o.Hooks != nil && r.done() > 0 {
		o.Hooks.BatchDone(r.saved, r.failed, r.unknown, r.paid)
	}
	return r.finished(ctx)
}

// heard takes in what became of a run.
func (o *Order) heard(ctx context.Context, r *Report, f feed, run queue.Run) {
	item, ours := f.open[run.ID]
	if !ours {
		return
	}
	r.accepted(run)
	r.elsewhere(run)
	if !run.State.Ended() {
		return
	}
	delete(f.open, run.ID)
	if run.State == queue.StateFailed || run.State == queue.StateUnknown {
		r.burnt++
	}
	if f.told != nil {
		f.told(item, run)
	} else {
		r.ended(ctx, run)
	}
	o.over(run)
	if f.ended != nil {
		f.ended(item, run)
	}
}

// over is what is done about every run that has come to its end.
func (o *Order) over(run queue.Run) {
	o.remember(run)
	if o.Hooks != nil {
		o.Hooks.Ended(run)
	}
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
