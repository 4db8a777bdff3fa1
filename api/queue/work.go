package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
)

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
				j.run.LocalErr = fmt.Errorf("an internal error occurred: %s", clean.Scrub(clean.Line(fmt.Sprint(p))))
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
	if q.o.Pace != nil {
		if err := q.o.Pace(j.ctx, account); err != nil {
			return q.local(j, errors.Join(err, ticket.Drop())), false
		}
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
