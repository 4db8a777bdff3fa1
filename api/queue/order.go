package queue

import (
	"errors"
	"slices"
	"time"
)

// ErrOnHold is the LocalErr of a run that is held because the person put its
// key on hold.
var ErrOnHold = errors.New("its key is on hold")

// asked is what the person asked of keys, by their names. It outlives the
// accounts that come with each plan. It is guarded by Queue.mu.
type asked struct {
	parallel map[string]int
	hold     map[string]bool
}

// of returns an account as the person wants it.
func (k *asked) of(a Account) Account {
	if n := k.parallel[a.Name]; n > 0 {
		a.Parallel = n
	}
	return a
}

func (k *asked) onHold(l *lane) bool { return len(k.hold) > 0 && k.hold[l.of().Name] }

func (k *asked) goOn(keyName string) { delete(k.hold, keyName) }

// Move moves a waiting run in its key's line: by places towards the end, or
// with by < 0 towards the front, as far as there are any. It returns false
// when the run stays where it is: it waits in no line, or is at that end.
func (q *Queue) Move(id string, by int) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	j := q.jobs[id]
	if j == nil || j.run.State != StateWaiting {
		return false
	}
	line := j.lane.waiting
	at := slices.Index(line, j)
	if at < 0 {
		return false // it awaits an identical request in flight
	}
	by = max(-len(line), min(by, len(line)))
	to := max(0, min(at+by, len(line)-1))
	if to == at {
		return false
	}
	if to < at {
		copy(line[to+1:at+1], line[to:at])
	} else {
		copy(line[at:to], line[at+1:to+1])
	}
	line[to] = j
	for i := min(at, to); i <= max(at, to); i++ {
		line[i].run.Position = i + 1
		q.out.putProgress(line[i].run)
	}
	return true
}

// Hold sets a key's waiting runs aside, and those that come later, until
// Release. What is under way goes on, a run that is to be tried again too. It
// returns how many runs were set aside. Not for unattended queues: nobody
// would release them.
func (q *Queue) Hold(keyName string) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.asked.hold == nil {
		q.asked.hold = map[string]bool{}
	}
	q.asked.hold[keyName] = true
	l := q.lanes[keyName]
	if l == nil {
		return 0
	}
	return q.setAside(l)
}

// setAside holds what waits in a line whose key is on hold. The lock is held.
func (q *Queue) setAside(l *lane) int {
	waiting := l.waiting
	l.waiting = nil
	for _, j := range waiting {
		j.run.Err, j.run.LocalErr, j.run.Position = nil, ErrOnHold, 0
		q.holdOne(j)
	}
	return len(waiting)
}

// SetParallel changes how many requests a key may have in flight, from now on
// and whatever later accounts of that name say. Under 1 nothing changes.
// Lowering it stops nothing that is under way; while the service asks to slow
// down, raising it waits until that is over.
func (q *Queue) SetParallel(keyName string, n int) {
	if n < 1 {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.asked.parallel == nil {
		q.asked.parallel = map[string]int{}
	}
	q.asked.parallel[keyName] = n
	l := q.lanes[keyName]
	if l == nil {
		return
	}
	l.mu.Lock()
	l.account.Parallel = n
	l.mu.Unlock()
	l.allowed = min(l.allowed, n)
	if !time.Now().Before(l.coolUntil) {
		l.allowed = n
	}
	q.dispatch(l)
}
