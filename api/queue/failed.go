package queue

import (
	"errors"
	"time"

	"imagine-tui/api"
)

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
