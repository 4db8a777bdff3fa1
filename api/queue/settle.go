package queue

import (
	"errors"
	"time"
)

// errTwin is why a run is held whose identical sister was sent and never
// answered: sending it would be sending that one again.
var errTwin = errors.New("an identical request was sent and its picture did not come: it may have been charged")

// settle acts on what became of an attempt.
func (q *Queue) settle(j *job, v verdict) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := j.line
	l.running--
	j.cancel = nil
	if j.stopped || q.closed {
		switch v.state {
		case StateRetrying, StateHeld:
			v.state = StateCancelled
		default:
		}
	}
	switch v.state {
	case StateRetrying:
		q.delay(j, v)
	case StateHeld:
		q.land(j, v.state)
		q.hold(j, v)
	default:
		q.end(j, v)
	}
	if v.reconnect {
		l.disconnect()
	}
	if v.holds {
		j.holder = true
		q.holdLine(l, v)
	}
	if v.state == StateSaved && !v.saved.Reused {
		l.succeeded()
		if j.probe {
			q.releaseLine(l)
		}
	}
	j.probe = j.probe && !v.state.Ended()
	q.dispatch(l)
}

// end brings a run to its last state, and lets those go that waited for it.
func (q *Queue) end(j *job, v verdict) {
	j.run.Ended = q.clock.Now()
	j.run.Err, j.run.LocalErr, j.run.Saved, j.run.RetryAt = v.err, v.local, v.saved, time.Time{}
	j.kept = v.kept
	q.become(j, v.state)
	q.land(j, v.state)
}

// hold sets a run aside. Err and LocalErr say why.
func (q *Queue) hold(j *job, why verdict) {
	if why.err != nil || why.local != nil {
		j.run.Err, j.run.LocalErr = why.err, why.local
	}
	j.run.RetryAt, j.run.Attempt = time.Time{}, 0
	q.become(j, StateHeld)
}

// holdLine sets aside all that is in the line, and makes those come back that
// have left it but sent nothing.
func (q *Queue) holdLine(l *line, why verdict) {
	l.epoch++
	for _, j := range l.delayed {
		q.land(j, StateHeld)
	}
	all := append(l.delayed, l.waiting...)
	l.delayed, l.waiting = nil, nil
	q.unwake(l)
	for _, j := range all {
		q.hold(j, why)
	}
}

// releaseLine lets all go on that the line's key held up.
func (q *Queue) releaseLine(l *line) {
	for _, j := range q.order {
		if j.line == l && j.run.State == StateHeld && !errors.Is(j.run.LocalErr, errTwin) {
			q.again(j, l)
		}
	}
}

// again puts a run that ended or is held back into a line, as if it were new.
func (q *Queue) again(j *job, l *line) {
	j.run.Err, j.run.LocalErr, j.run.Saved = nil, nil, Saved{}
	j.run.Attempt, j.run.Done, j.run.Total = 0, 0, -1
	j.run.Started, j.run.Ended, j.run.RetryAt = time.Time{}, time.Time{}, time.Time{}
	j.run.KeyName = l.account.Name
	j.probe, j.holder = j.holder, false
	l.push(j)
	q.become(j, StateWaiting)
}

// flightID says what makes two requests identical: the same request at the
// same origin.
type flightID struct{ origin, hash string }

// flight is a request in flight and the identical ones that wait for its
// picture rather than pay for another.
type flight struct {
	id        flightID
	leader    *job
	followers []*job
}

// follow makes a job wait for an identical request in flight, if there is
// one; else it leads, for others to follow.
func (q *Queue) follow(j *job) bool {
	if j.kept != nil {
		return false // it has its picture
	}
	id := flightID{j.line.account.Origin, j.run.Item.Request.Hash()}
	f := q.flights[id]
	switch {
	case f == nil:
		f = &flight{id: id, leader: j}
		q.flights[id], j.flight = f, f
		return false
	case f.leader == j || j.opts.Again:
		return false
	}
	f.followers = append(f.followers, j)
	j.flight = f
	return true
}

// land ends the flight a job leads; s is what became of the leader.
func (q *Queue) land(j *job, s State) {
	f := j.flight
	if f == nil || f.leader != j {
		return
	}
	delete(q.flights, f.id)
	j.flight = nil
	for _, w := range f.followers {
		w.flight = nil
	}
	switch {
	case s == StateSaved:
		for _, w := range f.followers {
			q.end(w, verdict{state: StateSaved, saved: reused(j.run.Saved)})
		}
	case s == StateUnknown || j.kept != nil:
		for _, w := range f.followers {
			q.hold(w, verdict{local: errTwin})
		}
	default:
		q.back(f.followers)
	}
}

// back puts followers at the front of their lines, in their order.
func (q *Queue) back(followers []*job) {
	byLine := map[*line][]*job{}
	for _, w := range followers {
		byLine[w.line] = append(byLine[w.line], w)
	}
	for l, jobs := range byLine {
		l.unshift(jobs...)
	}
	// The leader's own line is dispatched by settle, which knows whether it
	// is to be held first.
	if !q.closed {
		for l := range byLine {
			q.soon(l)
		}
	}
}
