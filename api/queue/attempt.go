package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"imagine-tui/api"
)

// verdict is what became of one attempt.
type verdict struct {
	state State
	saved Saved
	err   *api.Error
	local error
	kept  *kept
	// holds says that the key's other runs would fail alike, and reconnect
	// that the key is to be asked for anew.
	holds, reconnect bool
}

// kept is a picture that arrived and could not be saved. Its ticket keeps it
// in recovery; Retry saves it without paying again.
type kept struct {
	ticket Ticket
	img    api.Image
	meta   Meta
}

// start sends a goroutine to work for a job that is in no line.
func (q *Queue) start(j *job) {
	ctx, cancel := context.WithCancel(q.base)
	j.cancel, j.stopped, j.saving, j.epoch = cancel, false, false, j.line.epoch
	j.line.running++
	q.work.Add(1)
	go func() {
		defer q.work.Done()
		v := q.attempt(ctx, j)
		cancel()
		q.settle(j, v)
	}()
}

// attempt tries to get a run's picture, once.
func (q *Queue) attempt(ctx context.Context, j *job) (v verdict) {
	s := &sending{q: q, ctx: ctx, j: j, total: -1}
	defer func() {
		// A fault in here must neither take the terminal down with it nor
		// lose track of money.
		if p := recover(); p != nil {
			v = s.crashed(p)
		}
	}()
	if j.kept != nil {
		s.ticket = j.kept.ticket
		return s.save(j.kept.img, j.kept.meta)
	}
	r, l := j.run.Item.Request, j.line
	if !j.opts.Again && j.run.Attempt == 0 {
		if saved, ok := q.store.Find(l.account.Origin, r); ok {
			return verdict{state: StateSaved, saved: reused(saved)}
		}
	}
	gen, err := q.connect(ctx, l)
	switch {
	case err != nil && ctx.Err() != nil:
		return verdict{state: StateCancelled}
	case errors.Is(err, errShared):
		return verdict{state: StateHeld, local: err}
	case err != nil:
		e := describe(err)
		if e == nil {
			err = fmt.Errorf("key %s could not be used, nothing was sent: %w", j.run.KeyName, err)
		} else {
			err = nil
		}
		return verdict{state: StateFailed, err: e, local: err, holds: true, reconnect: true}
	}
	if early, stop := q.leave(ctx, j); stop {
		return early
	}
	a := AccountInfo{KeyName: j.run.KeyName, Origin: l.account.Origin, Sandbox: l.account.Sandbox}
	if s.ticket, err = q.store.Begin(ctx, r, a); err != nil {
		if ctx.Err() != nil {
			return verdict{state: StateCancelled}
		}
		return verdict{state: StateFailed, local: fmt.Errorf("nothing was sent, the journal could not be written: %w", err)}
	}
	s.begun = q.clock.Now()
	img, err := gen.Generate(ctx, r, s, s.trace())
	if err != nil {
		return s.failed(err)
	}
	return s.save(img, s.meta())
}

// reused says of a picture that was there already that it cost nothing now.
func reused(s Saved) Saved {
	s.Reused, s.Tokens, s.Priced = true, 0, true
	return s
}

// leave is the last look before a request is prepared: the line may have been
// held, or the run stopped, since it was taken out.
func (q *Queue) leave(ctx context.Context, j *job) (verdict, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case j.stopped || ctx.Err() != nil:
		return verdict{state: StateCancelled}, true
	case j.epoch != j.line.epoch:
		return verdict{state: StateHeld}, true
	}
	j.run.Attempt++
	j.run.RetryAt, j.run.Started, j.run.Done, j.run.Total = time.Time{}, time.Time{}, 0, -1
	q.become(j, StateSending)
	return verdict{}, false
}
