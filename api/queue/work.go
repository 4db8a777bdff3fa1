package queue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
)

// waits are the pauses before a request that was turned away goes again, and
// netWaits those before one that could not leave, each ± a quarter.
var (
	waits    = []time.Duration{time.Second, 4 * time.Second, 15 * time.Second, time.Minute}
	netWaits = []time.Duration{time.Second / 2, time.Second}
)

// maxRetryAfter bounds what a server may ask to wait.
const maxRetryAfter = 5 * time.Minute

// kept is a paid request whose outcome is not settled: its ticket, and the
// picture when it arrived and only saving failed.
type kept struct {
	ticket  Ticket
	image   api.Image
	meta    Meta
	arrived bool
	// job is the server's id of a video that was ordered.
	job string
	// unnoted is why the journal does not know the job.
	unnoted error
}

// work sees one run through. It is the run's goroutine.
func (q *Queue) work(j *job) {
	q.finish(j, q.safely(j))
}

// safely is outcome with a net under it: a fault of the program is the end of
// one run, not of the terminal it would leave in disorder. What was sent stays
// in the journal as it is there.
func (q *Queue) safely(j *job) (s State) {
	defer func() {
		if p := recover(); p != nil {
			s = StateFailed
			q.change(j, func() {
				j.run.LocalErr = fmt.Errorf("the program made a mistake: %s", clean.Scrub(clean.Line(fmt.Sprint(p))))
				if j.sent {
					s = StateUnknown
				}
			})
		}
	}()
	return q.outcome(j)
}

func (q *Queue) outcome(j *job) State {
	if j.kept != nil && j.kept.arrived {
		return q.save(j, j.kept)
	}
	if j.adopt != nil || j.kept != nil && j.kept.job != "" {
		return q.resume(j)
	}
	if q.found(j) {
		return StateSaved
	}
	g, err := j.lane.client(j.ctx)
	if err != nil {
		return q.local(j, err)
	}
	for {
		// A cool-down may be prolonged while it is waited for.
		for until := q.coolUntil(j); time.Now().Before(until); until = q.coolUntil(j) {
			if q.pause(j, until) != nil {
				return StateCancelled
			}
		}
		if j.ctx.Err() != nil {
			return StateCancelled
		}
		state, again := q.attempt(j, g)
		if !again {
			return state
		}
		if j.elsewhere {
			if j.elsewhere = false; q.found(j) {
				return StateSaved
			}
		}
	}
}

// found looks for a picture of the same request, and takes it unless another
// one is wanted.
func (q *Queue) found(j *job) bool {
	if j.o.Again {
		return false
	}
	saved, ok := q.o.Store.Find(j.lane.of().Origin, j.run.Item.Request)
	if !ok {
		return false
	}
	saved.Reused, saved.Tokens, saved.Priced = true, 0, true
	q.change(j, func() { j.run.Saved, j.run.LocalErr = saved, nil })
	return true
}

// underWayPause is how long a run rests before it looks again whether somebody
// else is done with the same request.
const underWayPause = 500 * time.Millisecond

// crowdedPause is how long it rests before it looks again whether there is room.
const crowdedPause = 100 * time.Millisecond

// others says what somebody else's sending of the same request means to a run.
func (j *job) others() Others {
	switch {
	case j.o.Again, j.word && j.kept != nil:
		return Beside
	case j.o.Unsettled, j.word, j.run.Free: // what is free cannot be paid twice
		return Settle
	default:
		return Wait
	}
}

// notBegun decides what it means that a request could not be begun.
func (q *Queue) notBegun(j *job, err error) (state State, again bool) {
	switch {
	case errors.Is(err, ErrSavedMeanwhile):
		j.elsewhere = true
		return "", true
	case errors.Is(err, ErrUnderWay), errors.Is(err, ErrCrowded):
		q.change(j, func() { j.run.LocalErr = err })
		rest := underWayPause
		if errors.Is(err, ErrCrowded) {
			rest = crowdedPause
		}
		if q.pause(j, time.Now().Add(rest)) != nil {
			return StateCancelled, false
		}
		j.elsewhere = true
		q.change(j, func() { j.run.LocalErr = nil })
		return "", true
	case errors.Is(err, ErrUnsettled):
		q.change(j, func() { j.run.LocalErr = err })
		return StateUnknown, false
	default:
		return q.local(j, err), false
	}
}

// local ends a run for something that went wrong on this computer.
func (q *Queue) local(j *job, err error) State {
	if j.ctx.Err() != nil && !j.sent {
		return StateCancelled
	}
	var refused *api.Error
	q.change(j, func() {
		if errors.As(err, &refused) {
			j.run.Err = refused
		} else {
			j.run.LocalErr = err
		}
	})
	return StateFailed
}

// attempt sends a run's request once. again says that it may go once more.
func (q *Queue) attempt(j *job, g Generator) (state State, again bool) {
	account, r := j.lane.of(), j.run.Item.Request
	if err := r.CheckFiles(); err != nil {
		return q.local(j, err), false
	}
	ticket, err := q.o.Store.Begin(j.ctx, r, AccountInfo{
		KeyName: account.Name, Origin: account.Origin, Sandbox: account.Sandbox, Batch: j.batch(),
	}, j.others())
	if err != nil {
		return q.notBegun(j, err)
	}
	started := time.Now()
	q.change(j, func() { j.sent = false; j.run.Attempt++; j.run.Err = nil; j.run.Started = started })
	if r.Operation.MakesVideo() {
		return q.orderVideo(j, g, ticket)
	}
	body := &body{}
	img, err := g.Generate(j.ctx, r, body, q.trace(j, ticket, body))
	if err != nil {
		return q.failed(j, ticket, err)
	}
	q.accepted(j, &kept{ticket: ticket, image: img, arrived: true, meta: j.meta(started, time.Now())})
	return q.save(j, j.kept), false
}

// accepted keeps what a request brought in place of an unanswered one before.
func (q *Queue) accepted(j *job, k *kept) {
	q.recovered(j.lane)
	if old := j.kept; old != nil {
		_ = old.ticket.Drop() // what is left of it is listed by recovery
	}
	q.change(j, func() { j.kept = k })
}

// meta is what the sidecar tells of the run.
func (j *job) meta(started, ended time.Time) Meta {
	it := j.run.Item
	return Meta{
		Tokens: it.Tokens, Priced: it.Priced, Started: started, Ended: ended, Elapsed: ended.Sub(started),
		Template: it.Template, Parent: j.o.Parent, Take: j.o.Take,
	}
}

// failed decides what an attempt that brought no picture means.
func (q *Queue) failed(j *job, ticket Ticket, err error) (State, bool) {
	for _, later := range []error{ErrUnderWay, ErrCrowded} {
		if errors.Is(err, later) { // at the last moment; nothing was sent
			_ = ticket.Drop() // a leftover is listed by recovery
			q.change(j, func() { j.run.Attempt-- })
			return q.notBegun(j, later)
		}
	}
	var e *api.Error
	if !errors.As(err, &e) {
		if j.sent {
			return q.unanswered(j, ticket, err), false
		}
		_ = ticket.Drop()
		return q.local(j, err), false
	}
	q.change(j, func() { j.run.Err = e })
	if e.Outcome == api.Unknown {
		return q.unanswered(j, ticket, err), false
	}
	if derr := ticket.Drop(); derr != nil {
		q.change(j, func() { j.run.LocalErr = derr })
	}
	q.change(j, func() { j.sent = false }) // what went is over, and cost nothing
	if j.ctx.Err() != nil {
		return StateCancelled, false
	}
	if e.Retryable() && q.isDraining() {
		return StateCancelled, false
	}
	if !e.Retryable() || j.run.Attempt >= j.run.Attempts {
		return StateFailed, false
	}
	wait, ok := q.wait(j, e)
	if !ok {
		return StateFailed, false
	}
	if e.Kind == api.KindTooMany {
		q.cool(j.lane, time.Now().Add(wait))
	}
	if q.pause(j, time.Now().Add(wait)) != nil {
		return StateCancelled, false
	}
	return "", true
}

// unanswered keeps what was sent and brought no picture, whatever the error:
// it may be on the bill, so it is the person's to send again.
func (q *Queue) unanswered(j *job, ticket Ticket, err error) State {
	j.kept = &kept{ticket: ticket}
	kerr := ticket.Unknown(err)
	q.change(j, func() {
		if j.run.Err == nil {
			j.run.LocalErr = err
		}
		if kerr != nil {
			j.run.LocalErr = kerr
		}
	})
	return StateUnknown
}

// wait is how long a run rests before its next attempt; false when it has had
// its tries.
func (q *Queue) wait(j *job, e *api.Error) (time.Duration, bool) {
	if e.HasRetryAfter {
		return min(max(e.RetryAfter, 0), maxRetryAfter), true
	}
	table := waits
	if e.Outcome == api.NotSent {
		table = netWaits
		if j.run.Attempt > len(table) {
			return 0, false
		}
	}
	return q.spread(table[min(j.run.Attempt, len(table))-1]), true
}

// spread returns d, more or less a quarter.
func (q *Queue) spread(d time.Duration) time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	random := rand.Float64
	if q.o.Rand != nil {
		random = q.o.Rand
	}
	return time.Duration(float64(d) * (0.75 + random()/2))
}

// pause lets a run rest until t; its error says that the run was stopped.
func (q *Queue) pause(j *job, t time.Time) error {
	d := time.Until(t)
	if d <= 0 {
		return j.ctx.Err()
	}
	q.change(j, func() { j.run.RetryAt = t; q.set(j, StateRetrying) })
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-j.ctx.Done():
		return j.ctx.Err()
	}
	q.change(j, func() { j.run.RetryAt = time.Time{}; q.set(j, StateSending) })
	return nil
}

// cool makes the key's other runs wait too, and fewer of them at once.
func (q *Queue) cool(l *lane, until time.Time) {
	q.mu.Lock()
	defer q.mu.Unlock()
	// However many were in flight, one cool-down halves once.
	if !time.Now().Before(l.coolUntil) {
		l.allowed = max(1, l.allowed/2)
	}
	if until.After(l.coolUntil) {
		l.coolUntil = until
	}
}

// recovered lets the key have one more request in flight after a success.
func (q *Queue) recovered(l *lane) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l.allowed = min(l.allowed+1, l.of().parallel())
}

func (q *Queue) coolUntil(j *job) time.Time {
	q.mu.Lock()
	defer q.mu.Unlock()
	return j.lane.coolUntil
}

// change changes a run under the lock.
func (q *Queue) change(_ *job, do func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	do()
}

// save puts an arrived picture into the library, also when the run was
// cancelled meanwhile: it is paid for.
func (q *Queue) save(j *job, k *kept) State {
	beginSaving(q, j)
	saved, err := k.ticket.Save(context.WithoutCancel(j.ctx), k.image, k.meta)
	if err != nil {
		_ = k.ticket.Unknown(err)
		q.change(j, func() { j.run.LocalErr, j.run.Arrived, j.sent = err, true, true })
		return StateFailed
	}
	q.change(j, func() { j.run.Saved, j.run.Arrived, j.kept = saved, false, nil })
	return StateSaved
}

// trace tells the journal and the screen how a call gets on.
func (q *Queue) trace(j *job, ticket Ticket, b *body) *api.Trace {
	return &api.Trace{
		Sending: func() error {
			if err := ticket.Sent(); err != nil {
				return err
			}
			// The journal takes its time: who stopped the run meanwhile must
			// not find it sent.
			q.mu.Lock()
			defer q.mu.Unlock()
			if err := j.ctx.Err(); err != nil {
				return err
			}
			j.sent = true
			return nil
		},
		Sent: func() {
			q.change(j, func() {
				if j.run.State == StateSending {
					q.set(j, StateRendering)
				}
			})
		},
		Receiving: func(total int64) {
			b.w, b.err = ticket.Receiving(total)
			q.change(j, func() { j.run.Total = total; q.set(j, StateReceiving) })
		},
		Progress: func(done, total int64) {
			q.change(j, func() { j.run.Done, j.run.Total = done, total; q.out.putProgress(j.run) })
		},
	}
}

// body writes to the place the ticket gives once the picture begins to come.
type body struct {
	w   io.Writer
	err error
}

func (b *body) Write(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	if b.w == nil {
		return 0, errors.New("bytes came before the picture")
	}
	return b.w.Write(p)
}
