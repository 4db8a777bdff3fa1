package cli

import (
	"context"
	"time"

	"imagine-tui/api/queue"
)

// send submits the plan and follows its runs until each has ended.
func (g *generation) send(ctx context.Context, r *report) error {
	if g.again && !r.quiet {
		g.app.say("Sending all of it again, saved or not.")
	}
	_, runs := g.engine.Queue.Submit(g.plan, g.account, queue.SubmitOptions{Again: g.again, Parent: g.parent})
	open := make(map[string]bool, len(runs))
	for _, run := range runs {
		open[run.ID] = true
	}
	stop := ctx.Done()
	for len(open) > 0 {
		select {
		case event := <-g.engine.Queue.Events():
			if open[event.Run.ID] {
				r.accepted(event.Run)
			}
			if run := event.Run; open[run.ID] && run.State.Ended() {
				delete(open, run.ID)
				r.ended(run)
				g.remember(run)
			}
		case <-stop:
			stop = nil
			r.clear()
			g.app.say("Stopping: what waits is not sent, what was sent is seen through as far as it goes.")
			g.engine.Queue.CancelAll()
		}
		r.going(g.engine.Queue.Counts())
		if r.broken != nil {
			g.engine.Queue.CancelWaiting() // nobody reads on; what was sent is saved
		}
	}
	return r.finished(interrupted(ctx))
}

// remember keeps how the use of a key went, for lists of keys.
func (g *generation) remember(run queue.Run) {
	state, said := run.KeyState(time.Now())
	if !said {
		return
	}
	if was, ok := g.engine.Keys.Get(run.KeyName); ok && was.State.Health == state.Health {
		return
	}
	if err := g.engine.Keys.SetState(run.KeyName, state); err != nil {
		g.app.setup.Log.Warn("state of a key not kept", "key", run.KeyName, "err", err)
	}
}
