package queue

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"imagine-tui/api"
)

// lane is the waiting line of one key.
type lane struct {
	waiting []*job
	held    []*job
	running int
	saving  int // that were in flight and gave up their place
	// allowed is how many may be in flight now: fewer for a while after the
	// service asked to slow down.
	allowed   int
	coolUntil time.Time
	// polled is when a video of this key was asked for last, or will be next.
	polled time.Time

	connecting chan struct{} // holds one while Connect is under way

	mu        sync.Mutex // guards what follows; may be taken under Queue.mu
	account   Account
	generator Generator
}

// of returns the account as it is now.
func (l *lane) of() Account {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.account
}

func (a Account) parallel() int {
	if a.Parallel > 0 {
		return a.Parallel
	}
	return defaultParallel
}

// lane returns the line of an account, with the account as it is now.
func (q *Queue) lane(a Account) *lane {
	a = q.asked.of(a)
	l := q.lanes[a.Name]
	if l == nil {
		l = &lane{account: a, allowed: a.parallel(), connecting: make(chan struct{}, 1)}
		q.lanes[a.Name] = l
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.account.Origin != a.Origin || l.account.parallel() != a.parallel() {
		closeIdle(l.generator)
		l.generator, l.allowed = nil, a.parallel()
	}
	l.account = a
	return l
}

// client returns the lane's generator, connecting on first use.
func (l *lane) client(ctx context.Context) (Generator, error) {
	select {
	case l.connecting <- struct{}{}:
		defer func() { <-l.connecting }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		l.mu.Lock()
		g, account := l.generator, l.account
		l.mu.Unlock()
		if g != nil {
			return g, nil
		}
		g, err := account.Connect(ctx)
		if err != nil {
			return nil, err
		}
		if l.keep(g, account) {
			return g, nil
		}
		closeIdle(g)
	}
}

// keep has the runs that follow use a client, unless the key belongs to another
// address by now.
func (l *lane) keep(g Generator, of Account) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.account.Origin != of.Origin {
		return false
	}
	l.generator = g
	return true
}

// closeIdle ends kept-alive connections, which would outlive the queue.
func closeIdle(g Generator) {
	if c, ok := g.(interface{ CloseIdle() }); ok {
		c.CloseIdle()
	}
}

// forget makes the next run connect anew: its secret may have changed.
func (l *lane) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	closeIdle(l.generator)
	l.generator = nil
}

// savedAside is how many pictures of a key may be put into the library beside its
// requests in flight: with more, the disk is what all wait for.
const savedAside = 8

// room tells whether one more may be in flight. With one at a time, one is done before
// the next goes.
func (l *lane) room() bool {
	most := l.allowed + min(l.allowed, savedAside)
	if l.allowed == 1 {
		most = 1
	}
	return l.running < l.allowed && l.running+l.saving < most
}

// dispatch starts as many waiting runs as the key may have in flight. The
// lock is held.
func (q *Queue) dispatch(l *lane) {
	if q.asked.onHold(l) {
		q.setAside(l)
		return
	}
	moved := false
	for len(l.waiting) > 0 && l.room() && !q.closed && q.ctx.Err() == nil {
		j := l.waiting[0]
		l.waiting[0] = nil
		l.waiting = l.waiting[1:]
		moved = true
		if leader := q.leaders[j.identity]; leader != nil && !j.o.Again {
			j.run.Position = 0
			leader.followers = append(leader.followers, j)
			continue
		}
		q.start(j)
	}
	if moved {
		q.reposition(l)
	}
}

// shownPositions is how many places of a line are kept up to date on screens.
const shownPositions = 16

func (q *Queue) reposition(l *lane) {
	for i, j := range l.waiting {
		j.run.Position = i + 1
		if i < shownPositions {
			q.out.putProgress(j.run)
		}
	}
}

// identify says what makes two runs ask for the same picture.
func (j *job) identify() { j.identity = j.lane.of().Origin + "\n" + j.run.Item.Request.Hash() }

// start gives a run a goroutine. The lock is held.
func (q *Queue) start(j *job) {
	j.lane.running++
	j.placed = true
	q.goOn(j, StateSending)
}

// goOn gives a run a goroutine, and no place in flight.
func (q *Queue) goOn(j *job, s State) {
	j.ctx, j.cancel = context.WithCancel(q.ctx)
	j.run.Position = 0
	if q.leaders[j.identity] == nil {
		q.leaders[j.identity] = j
	}
	j.saving = false
	q.set(j, s)
	q.wg.Go(func() { q.work(j) })
}

// giveUpPlace lets another run of the key go. The lock is held.
func (q *Queue) giveUpPlace(j *job) {
	if j.placed {
		j.placed = false
		j.lane.running--
	}
}

// beginSaving lets another run of the key go while a picture that has arrived is put
// into the library: the service is not asked for anything by that.
func beginSaving(q *Queue, j *job) {
	q.mu.Lock()
	defer q.mu.Unlock()
	j.saving = true
	if j.placed && q.o.SaveAside {
		j.lane.saving++
		j.aside = true
		q.giveUpPlace(j)
		q.dispatch(j.lane)
	}
}

// finish ends a run's goroutine: its place is free, and those that waited for
// the same picture learn how it ended.
func (q *Queue) finish(j *job, s State) {
	q.mu.Lock()
	defer q.mu.Unlock()
	j.cancel()
	j.run.Ended = time.Now()
	j.run.NextPoll = time.Time{}
	q.giveUpPlace(j)
	if j.aside {
		j.aside = false
		j.lane.saving--
	}
	if q.leaders[j.identity] == j {
		delete(q.leaders, j.identity)
	}
	q.set(j, s)
	others := q.settleFollowers(j, s)
	if j.run.Err != nil && j.run.Err.KeyProblem() {
		j.lane.forget() // what was wrong with the key may be put right
	}
	if s == StateFailed && meetsAll(j) {
		q.hold(j.lane, j)
	}
	q.dispatch(j.lane)
	for _, l := range others {
		q.dispatch(l)
	}
	q.changed.Broadcast()
}

// meetsAll tells whether the other runs of the key would fail for the same
// reason: the key, the network, or this computer before anything was sent.
func meetsAll(j *job) bool {
	if e := j.run.Err; e != nil {
		return e.KeyProblem() || e.Outcome == api.NotSent
	}
	var wrong *api.RequestError
	return j.run.LocalErr != nil && !j.sent && !errors.As(j.run.LocalErr, &wrong)
}

// settleFollowers tells the runs that waited for the same picture. It returns
// the lines into which some went back.
func (q *Queue) settleFollowers(j *job, s State) []*lane {
	followers := j.followers
	j.followers = nil
	back := map[*lane]int{}
	for _, f := range followers {
		switch {
		case s == StateSaved:
			f.run.Saved = j.run.Saved
			f.run.Saved.Reused, f.run.Saved.Tokens, f.run.Saved.Priced = true, 0, true
			f.run.Ended = j.run.Ended
			q.set(f, StateSaved)
		case s == StateUnknown, j.kept != nil && j.kept.arrived, j.run.Err != nil && j.run.Err.Outcome == api.Unknown:
			f.run.LocalErr = ErrSameUnknown
			q.holdOne(f)
		default:
			f.lane.waiting = slices.Insert(f.lane.waiting, back[f.lane], f)
			back[f.lane]++
		}
	}
	return slices.Collect(maps.Keys(back))
}

// hold sets a key's waiting runs aside after trouble that would meet each of
// them too. The lock is held.
func (q *Queue) hold(l *lane, because *job) {
	waiting := l.waiting
	l.waiting = nil
	for _, j := range waiting {
		j.run.Err, j.run.LocalErr, j.run.Position = because.run.Err, because.run.LocalErr, 0
		q.holdOne(j)
	}
}

func (q *Queue) holdOne(j *job) {
	if q.o.Unattended {
		j.run.Ended = time.Now()
		q.set(j, StateFailed)
		return
	}
	j.lane.held = append(j.lane.held, j)
	q.set(j, StateHeld)
}
