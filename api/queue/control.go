package queue

import (
	"errors"
	"slices"
	"time"

	"imagine-tui/api"
)

// ErrSameUnknown is the LocalErr of a run that is held because its picture was
// asked for before and never came: sending it may pay twice. Only Retry lets it
// go, not Release.
var ErrSameUnknown = errors.New("the same picture was requested before and never arrived; it may have been charged")

func (q *Queue) stop(j *job) {
	j.stopped = true
	if j.run.State.Running() {
		j.cancel()
		return
	}
	same := func(x *job) bool { return x == j }
	j.lane.waiting = slices.DeleteFunc(j.lane.waiting, same)
	j.lane.held = slices.DeleteFunc(j.lane.held, same)
	for _, leader := range q.leaders {
		leader.followers = slices.DeleteFunc(leader.followers, same)
	}
	q.cancelled(j)
}

// Cancel stops runs. One of which nothing left ends as cancelled; one under way
// ends as unknown, since the service may finish and charge it. Left alone are
// those that have ended already, are not there, or have their picture. It
// returns how many ended before anything of them left, and how many were under
// way.
func (q *Queue) Cancel(ids ...string) (unsent, running int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	var waiting []*job
	for _, id := range ids {
		switch j := q.jobs[id]; {
		case j == nil || j.run.State.Ended() || j.saving:
		case j.run.State.Running():
			j.stopped = true
			j.cancel()
			running++
		default:
			waiting = append(waiting, j)
		}
	}
	q.takeOut(waiting)
	return len(waiting), running
}

// CancelWaitingOf stops every run of a key of which nothing was sent yet, held
// ones too, and returns how many.
func (q *Queue) CancelWaitingOf(keyName string) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	var waiting []*job
	for _, j := range q.order {
		if s := j.run.State; j.run.KeyName == keyName && (s == StateWaiting || s == StateHeld) {
			waiting = append(waiting, j)
		}
	}
	q.takeOut(waiting)
	return len(waiting)
}

// takeOut cancels runs that wait, in whatever line. It goes through the lines
// once, however many runs there are. The lock is held.
func (q *Queue) takeOut(waiting []*job) {
	if len(waiting) == 0 {
		return
	}
	out := make(map[*job]bool, len(waiting))
	for _, j := range waiting {
		out[j] = true
	}
	chosen := func(j *job) bool { return out[j] }
	for _, leader := range q.leaders {
		leader.followers = slices.DeleteFunc(leader.followers, chosen)
	}
	for _, l := range q.lanes {
		l.waiting = slices.DeleteFunc(l.waiting, chosen)
		l.held = slices.DeleteFunc(l.held, chosen)
		q.reposition(l)
	}
	for _, j := range waiting {
		q.cancelled(j)
	}
}

func (q *Queue) cancelled(j *job) {
	j.stopped = true
	j.run.Ended, j.run.Position = time.Now(), 0
	q.set(j, StateCancelled)
}

// CancelWaiting stops every run of which nothing was sent yet, held ones too.
func (q *Queue) CancelWaiting() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.cancelWaiting()
}

// cancelWaiting empties the lines whole: taking thousands of runs out of them
// one by one would hold up everybody who looks.
func (q *Queue) cancelWaiting() {
	for _, l := range q.lanes {
		l.waiting, l.held = nil, nil
	}
	for _, leader := range q.leaders {
		leader.followers = nil
	}
	for _, j := range q.order {
		if j.run.State == StateWaiting || j.run.State == StateHeld {
			q.cancelled(j)
		}
	}
}

// CancelAll stops everything.
func (q *Queue) CancelAll() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.cancelWaiting()
	for _, j := range q.order {
		if !j.run.State.Ended() && !j.saving {
			q.stop(j)
		}
	}
}

// Retry starts a run again that failed, was cancelled, is held, or is unknown;
// asking the person first about an unknown one is the caller's part. A picture
// that arrived and could not be saved is only saved, not sent again, and a
// video that was ordered is only asked for (see Run.Resumes).
func (q *Queue) Retry(id string) (Run, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	j := q.jobs[id]
	if j == nil || q.closed || !retriable(j.run.State) {
		return Run{}, false
	}
	j.lane.held = slices.DeleteFunc(j.lane.held, func(x *job) bool { return x == j })
	j.word = j.run.State == StateUnknown || errors.Is(j.run.LocalErr, ErrSameUnknown)
	q.requeue(j)
	q.dispatch(j.lane)
	return j.run, true
}

func retriable(s State) bool {
	switch s {
	case StateFailed, StateCancelled, StateUnknown, StateHeld:
		return true
	default:
		return false
	}
}

// requeue puts a run at the end of its key's line as if it were new.
func (q *Queue) requeue(j *job) {
	j.stopped, j.sent = false, false
	j.run.Err, j.run.LocalErr, j.run.Attempt, j.run.Done, j.run.Total = nil, nil, 0, 0, -1
	j.run.Started, j.run.Ended, j.run.RetryAt = time.Time{}, time.Time{}, time.Time{}
	j.run.Polls = 0
	if j.adopt == nil && (j.kept == nil || j.kept.job == "") {
		j.run.Job = "" // it will be another one
	}
	j.lane.waiting = append(j.lane.waiting, j)
	j.run.Position = len(j.lane.waiting)
	q.set(j, StateWaiting)
}

// RetryAll starts every run again that failed for the same reason as the named
// one, that one too, and returns how many. Unknown ones are left alone, and so
// are others than the named one that failed and may have been charged. They
// keep their key, or get another one when to is not nil; but for a picture
// that arrived and has only to be saved.
func (q *Queue) RetryAll(sameAs string, to *Account) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	like := q.jobs[sameAs]
	if like == nil || like.run.State != StateFailed || q.closed {
		return 0
	}
	reason := reasonOf(like.run)
	n := 0
	for _, j := range q.order {
		charged := j.run.Err != nil && j.run.Err.Outcome == api.Unknown
		if j.run.State == StateFailed && reasonOf(j.run) == reason && (j == like || !charged) {
			if to != nil && j.kept == nil {
				j.moveTo(q.lane(*to))
			}
			q.requeue(j)
			n++
		}
	}
	for _, l := range q.lanes {
		q.dispatch(l)
	}
	return n
}

// moveTo gives a run the key of another line.
func (j *job) moveTo(l *lane) {
	a := l.of()
	j.lane, j.run.KeyName, j.run.Free = l, a.Name, a.Sandbox
	j.identify()
}

func reasonOf(r Run) api.Kind {
	if r.Err == nil {
		return -1
	}
	return r.Err.Kind
}

// Release lets a key's held runs go on: with the same key, whose secret is
// read anew, or with another one when to is not nil; but for those that may be
// paid already, see ErrSameUnknown. It returns how many.
func (q *Queue) Release(keyName string, to *Account) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.asked.goOn(keyName)
	l := q.lanes[keyName]
	if l == nil || q.closed {
		return 0
	}
	l.forget()
	target := l
	if to != nil {
		target = q.lane(*to)
	}
	held := l.held
	l.held = nil
	n := 0
	for _, j := range held {
		if errors.Is(j.run.LocalErr, ErrSameUnknown) {
			l.held = append(l.held, j)
			continue
		}
		j.moveTo(target)
		q.requeue(j)
		n++
	}
	q.dispatch(target)
	return n
}

// Forget has q done with an ended run: nothing is known of it here any more. What the
// journal holds of it stays there.
func Forget(q *Queue, id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	j := q.jobs[id]
	if j == nil || !j.run.State.Ended() {
		return
	}
	*q.counter(j.run.State)--
	delete(q.jobs, id)
	q.order = slices.DeleteFunc(q.order, func(x *job) bool { return x == j })
}

// Drop forgets an ended run, and what the journal still holds of it, but for
// a picture that arrived: that one is paid for and stays in recovery.
func (q *Queue) Drop(id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	j := q.jobs[id]
	if j == nil || !j.run.State.Ended() {
		return
	}
	*q.counter(j.run.State)--
	delete(q.jobs, id)
	q.order = slices.DeleteFunc(q.order, func(x *job) bool { return x == j })
	if k := j.kept; k != nil && !k.arrived {
		j.kept = nil
		q.wg.Go(func() { _ = k.ticket.Drop() }) // a leftover is listed by recovery
	}
}
