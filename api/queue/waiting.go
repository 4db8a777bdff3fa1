package queue

import (
	"math/rand/v2"
	"time"

	"imagine-tui/api"
)

// waits are the pauses before a request that was turned away goes again, and
// netWaits those before one that could not leave, each ± a quarter.
var (
	waits    = []time.Duration{time.Second, 4 * time.Second, 15 * time.Second, time.Minute}
	netWaits = []time.Duration{time.Second / 2, time.Second}
)

// maxRetryAfter bounds what a server may ask to wait.
const maxRetryAfter = 5 * time.Minute

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
