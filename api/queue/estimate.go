package queue

import (
	"maps"
	"slices"
	"time"
)

// Lane is how a key's line stands.
type Lane struct {
	Key string
	// Parallel is how many requests the key may have in flight, Allowed how
	// many at this moment: fewer after the service asked to slow down.
	Parallel, Allowed int
	// Running includes runs that are to be tried again.
	Running, Waiting, Held int
	// OnHold says that the person put the key on hold.
	OnHold bool
	// CoolUntil is until when the service asked the key to wait; in the past
	// or zero when it did not.
	CoolUntil time.Time
	// Left is how long until nothing of the key waits or runs, held runs left
	// out. It means nothing unless LeftKnown.
	Left      time.Duration
	LeftKnown bool
}

// Lanes returns the lines of all keys that were used, by name.
func (q *Queue) Lanes() []Lane {
	q.mu.Lock()
	defer q.mu.Unlock()
	g, now := q.guesses(), time.Now()
	work := map[*lane]*workload{}
	for _, j := range q.order {
		if s := j.run.State; !s.Running() && s != StateWaiting {
			continue
		}
		w := work[j.lane]
		if w == nil {
			w = &workload{known: true}
			work[j.lane] = w
		}
		w.add(j, g, now)
	}
	out := make([]Lane, 0, len(q.lanes))
	for _, name := range slices.Sorted(maps.Keys(q.lanes)) {
		l := q.lanes[name]
		lane := Lane{
			Key: name, Parallel: l.of().parallel(), Allowed: l.allowed, Running: l.running, Held: len(l.held),
			OnHold: q.asked.onHold(l), CoolUntil: l.coolUntil, LeftKnown: true,
		}
		if w := work[l]; w != nil {
			lane.Waiting = w.waiting
			lane.Left, lane.LeftKnown = w.left(l, now)
		}
		out = append(out, lane)
	}
	return out
}

// Left estimates how long until nothing waits or runs, from how long recent
// runs of the same styles took; false when there were none to judge by. Held
// runs are left out: they wait for the person.
func (q *Queue) Left() (time.Duration, bool) { return LeftOf(q.Lanes()) }

// LeftOf is Left of lines that were looked at.
func LeftOf(lanes []Lane) (time.Duration, bool) {
	var longest time.Duration
	for _, l := range lanes { // keys work side by side
		if !l.LeftKnown {
			return 0, false
		}
		longest = max(longest, l.Left)
	}
	return longest, true
}

// Typical returns how long a run of a style takes with a key, from being sent
// until it is saved; false when nothing like it was saved yet.
func (q *Queue) Typical(keyName, style string) (time.Duration, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.guesses().of(keyName, style)
}

// workload adds up what is left to do in a line.
type workload struct {
	waiting      int
	sum, longest time.Duration
	known        bool
}

func (w *workload) add(j *job, g guesses, now time.Time) {
	r := &j.run
	if r.State == StateWaiting {
		w.waiting++
		if r.Position == 0 {
			return // it awaits an identical request, which counts
		}
	}
	d, ok := g.of(r.KeyName, r.Item.Request.Style)
	w.known = w.known && ok
	switch {
	case r.State == StateRetrying:
		d += max(0, r.RetryAt.Sub(now))
	case r.State.Running() && !r.Started.IsZero():
		d = max(0, d-now.Sub(r.Started))
	}
	w.sum += d
	w.longest = max(w.longest, d)
}

func (w *workload) left(l *lane, now time.Time) (time.Duration, bool) {
	if !w.known {
		return 0, false
	}
	d := max(w.longest, w.sum/time.Duration(max(1, l.allowed)))
	if w.waiting > 0 {
		d += max(0, l.coolUntil.Sub(now))
	}
	return d, true
}

const (
	// recentRuns is how far back runs are looked at for an estimate.
	recentRuns = 2000
	// recentSame is how many of one kind are enough.
	recentSame = 9
)

// kind is what makes runs take about the same time. An empty style stands for
// any, an empty key too.
type kind struct{ key, style string }

// guesses are how long recent runs took, newest first.
type guesses map[kind][]time.Duration

// guesses looks at what was saved lately. The lock is held.
func (q *Queue) guesses() guesses {
	g := guesses{}
	for i := len(q.order) - 1; i >= max(0, len(q.order)-recentRuns); i-- {
		r := &q.order[i].run
		if r.State != StateSaved || r.Saved.Reused || r.Started.IsZero() {
			continue
		}
		d := r.Ended.Sub(r.Started)
		for _, k := range []kind{{r.KeyName, r.Item.Request.Style}, {r.KeyName, ""}, {"", r.Item.Request.Style}, {}} {
			if len(g[k]) < recentSame {
				g[k] = append(g[k], d)
			}
		}
	}
	for _, d := range g {
		slices.Sort(d)
	}
	return g
}

// of is the middle of what is known of a key and style, else of what comes
// nearest: the style with other keys, other styles of the key, anything.
func (g guesses) of(key, style string) (time.Duration, bool) {
	for _, k := range []kind{{key, style}, {"", style}, {key, ""}, {}} {
		if d := g[k]; len(d) > 0 {
			return d[len(d)/2], true
		}
	}
	return 0, false
}
