package queue

import (
	"errors"
	"time"
)

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
