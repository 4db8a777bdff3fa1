package order

import (
	"context"
	"fmt"
	"time"

	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/signals"
)

// drain sees through what was sent after a signal, and says how that goes.
type drain struct {
	console  *console.Console
	queue    *queue.Queue
	progress *console.Progress
	until    time.Time
	said     int // how many were under way when it was last said
	timer    *time.Timer
	ticker   *time.Ticker
}

// begin stops what was not sent. What was is seen through for a time.
func begin(c *console.Console, p *console.Progress, q *queue.Queue, patience signals.Drain) *drain {
	d := &drain{console: c, queue: q, progress: p}
	d.said = q.Drain()
	d.until = time.Now().Add(time.Duration(patience))
	d.timer, d.ticker = time.NewTimer(time.Duration(patience)), time.NewTicker(time.Second)
	p.End()
	switch {
	case d.said == 0:
		c.Say("Stopping: queued requests are not sent. Nothing is running.")
	case patience == 0:
		c.Say("Stopping: queued requests are not sent, and %s without their answer.", left(d.said))
	default:
		c.Say("Stopping: queued requests are not sent. %s seen through, for up to %s; a second signal stops at once.", sent(d.said), &patience)
	}
	return d
}

func sent(n int) string {
	if n == 1 {
		return "The one that was sent is"
	}
	return fmt.Sprintf("The %d that were sent are", n)
}

func left(n int) string {
	if n == 1 {
		return "the one that was sent is left"
	}
	return fmt.Sprintf("the %d that were sent are left", n)
}

// tick says how far it is: all the time where a person watches, else when
// something came to its end.
func (d *drain) tick() {
	open := d.queue.Counts().Running
	if open == 0 {
		return
	}
	words := fmt.Sprintf("%s still running, %s left", wording.Count(open, "request"), max(0, time.Until(d.until)).Round(time.Second))
	if open < d.said && !console.IsTerminal(d.console.Err) {
		d.console.Say("%s.", words)
	}
	d.said = open
	d.progress.Show("%s", words)
}

// over gives up what is still open: it stays in the journal, for recovery.
func (d *drain) over() {
	d.progress.Clear()
	d.queue.CancelAll()
}

func (d *drain) stop() {
	d.timer.Stop()
	d.ticker.Stop()
	d.progress.Clear()
}

// SeeThrough stops what a queue has not sent yet, and waits for what it has.
// Nobody needs to read the queue's events meanwhile.
func SeeThrough(c *console.Console, q *queue.Queue, patience signals.Drain) {
	if n := q.Counts(); n.Running+n.Waiting == 0 {
		return
	}
	signals.KeepOnBrokenPipe() // the terminal may be gone
	d := begin(c, c.Progress(), q, patience)
	defer d.stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = q.Wait(context.Background()) // over ends what it waits for
	}()
	for {
		select {
		case <-done:
			d.sumUp()
			return
		case <-d.timer.C:
			d.over()
		case <-d.ticker.C:
			d.tick()
		}
	}
}

// sumUp says what was not answered.
func (d *drain) sumUp() {
	d.progress.Clear()
	if n := d.queue.Counts().Unknown; n > 0 {
		d.console.Warn("%s sent and not answered may have been charged; %s recover lists them.", wording.Count(n, "request"), app.Name)
	}
}
