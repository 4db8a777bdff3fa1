package queue

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"imagine-tui/api"
)

// Why a video is not asked for any more. Each stays in the journal with its
// job, so that it can be asked for later at no cost.
var (
	errStopped = errors.New("you stopped waiting for the video; the service may still finish it and charge for it")
	errLeft    = errors.New("the video is still being made; it is checked again at the next start")
	errPending = errors.New("the video is still being made")
	errForgot  = errors.New("the sandbox no longer has the video. It cost nothing: make it again")
)

// orderVideo sends the request for a video, and then asks for it until it is
// there.
func (q *Queue) orderVideo(j *job, g Generator, ticket Ticket) (State, bool) {
	f, ok := g.(Filmer)
	if !ok {
		_ = ticket.Drop() // nothing was sent
		return q.local(j, errors.New("this key makes no videos")), false
	}
	started := time.Now()
	ctx, cancel := q.untilAnswered(j)
	defer cancel()
	made, err := f.Submit(ctx, j.run.Item.Request, q.trace(j, ticket, nil))
	if err != nil {
		return q.failed(j, ticket, err)
	}
	k := &kept{ticket: ticket, job: made.ID, meta: j.meta(started, time.Now())}
	k.meta.Job, k.meta.ServerID = made.ID, made.ServerID
	// Before anything else: without its id the video cannot be found again.
	if err := ticket.Accepted(made.ID, k.meta); err != nil {
		k.unnoted = fmt.Errorf("the id of the video, %s, could not be saved: %w", made.ID, err)
	}
	q.accepted(j, k)
	q.change(j, func() { j.run.Job, j.run.LocalErr = made.ID, k.unnoted })
	return q.film(j, f, k), false
}

// idPatience is how long a stopped run waits for the answer that names its
// video: who has no id has lost what may be paid for.
const idPatience = 10 * time.Second

// untilAnswered returns a context for an order. It ends with the run while
// nothing was sent, and a little later afterwards.
func (q *Queue) untilAnswered(j *job) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(j.ctx))
	detach := context.AfterFunc(j.ctx, func() {
		q.mu.Lock()
		sent := j.sent
		q.mu.Unlock()
		if !sent {
			cancel()
			return
		}
		late := time.AfterFunc(idPatience, cancel)
		<-ctx.Done()
		late.Stop()
	})
	return ctx, func() { detach(); cancel() }
}

// resume asks for a video that was ordered before, by this process or an
// earlier one.
func (q *Queue) resume(j *job) State {
	k := j.kept
	switch {
	case j.adopt != nil:
		ticket, err := j.adopt()
		if err != nil {
			q.change(j, func() { j.run.LocalErr = err })
			return StateUnknown
		}
		k = &kept{ticket: ticket, job: j.run.Job, meta: j.meta(j.run.Started, time.Now())}
		k.meta.Job = k.job
		q.change(j, func() { j.adopt, j.kept, j.sent = nil, k, true })
	default:
		if err := k.ticket.Accepted(k.job, k.meta); err != nil {
			q.change(j, func() { j.run.LocalErr = err })
			return StateUnknown
		}
		q.change(j, func() { j.sent, j.run.Started = true, k.meta.Started })
	}
	g, err := j.lane.client(j.ctx)
	if err != nil {
		return q.giveUp(j, k, err)
	}
	f, ok := g.(Filmer)
	if !ok {
		return q.giveUp(j, k, errors.New("this key makes no videos"))
	}
	return q.film(j, f, k)
}

// film asks for a video until it is there, and fetches it.
func (q *Queue) film(j *job, f Filmer, k *kept) State {
	p := q.pollingOf(j.lane)
	t := &troubles{began: time.Now(), patience: p.Patience}
	ordered := j.run.Attempt > 0 // by this run, just now
	if !ordered {
		t.patience = 0
	}
	q.change(j, func() {
		q.giveUpPlace(j)
		q.dispatch(j.lane)
		if j.run.State != StateRendering {
			q.set(j, StateRendering)
		}
	})
	var wait, least time.Duration
	for rest := ordered; ; rest = true {
		if q.isDraining() {
			return q.giveUp(j, k, nil)
		}
		if rest {
			wait = p.wait(wait)
			due := time.Now().Add(max(q.spread(wait), least))
			if due.Sub(t.began) > p.Limit {
				return q.giveUp(j, k, fmt.Errorf("no video arrived within %s; the service may still be working on it", p.Limit))
			}
			if !q.rest(j, due) {
				return q.giveUp(j, k, nil)
			}
		}
		state, err := q.ask(j, f, k, t, p.Gap)
		if state != "" {
			return state
		}
		if j.once {
			if err == nil {
				err = errPending
			}
			return q.giveUp(j, k, err)
		}
		least = atLeast(err)
	}
}

// atLeast is how long the service wants to be left alone after an error.
func atLeast(err error) time.Duration {
	if e := asAPI(err); e != nil && e.HasRetryAfter {
		return min(e.RetryAfter, maxRetryAfter)
	}
	return 0
}

// ask asks for a video once, and fetches it if it is there. If its link leads
// to nothing, mostly because it has expired, it asks for another one, once. It
// returns the state in which the run ends, "" if it does not end yet; then its
// error is what went wrong for now.
func (q *Queue) ask(j *job, f Filmer, k *kept, t *troubles, gap time.Duration) (State, error) {
	for {
		if !q.turn(j, gap) {
			return q.giveUp(j, k, nil), nil
		}
		v, err := f.VideoStatus(j.ctx, k.job)
		switch {
		case j.ctx.Err() != nil:
			return q.giveUp(j, k, nil), nil //nolint:nilerr // the run was ended
		case err != nil && t.final(err):
			return q.refused(j, k, err), nil
		case err != nil:
			q.change(j, func() { j.run.Polls++; j.run.Err = asAPI(err); q.out.putProgress(j.run) })
			return "", err
		}
		t.refusals = 0
		q.change(j, func() { j.run.Polls++; j.run.Err = nil; q.out.putProgress(j.run) })
		switch v.State {
		case api.VideoFailed:
			return q.notMade(j, k, v), nil
		case api.VideoRendering:
			return "", nil
		case api.VideoDone:
		}
		state, err := q.fetch(j, f, k, v)
		if state != "" || !dead(err) {
			return state, err
		}
		if t.stale++; t.stale > 1 {
			return q.giveUp(j, k, err), nil
		}
	}
}

// fetch downloads a video and saves it. Its results are those of ask.
func (q *Queue) fetch(j *job, f Filmer, k *kept, v api.Video) (State, error) {
	b := &body{}
	video, err := f.DownloadVideo(j.ctx, v.Links[0], b, q.trace(j, k.ticket, b))
	var e *api.Error
	switch {
	case err == nil:
		k.image, k.arrived = video, true
		k.meta.Ended, k.meta.Still = time.Now(), stillOf(f, v)
		k.meta.Elapsed = k.meta.Ended.Sub(k.meta.Started)
		q.change(j, func() { j.run.Err, j.run.LocalErr = nil, nil })
		return q.save(j, k), nil
	case j.ctx.Err() != nil:
		return q.giveUp(j, k, nil), nil //nolint:nilerr // the run was ended
	case errors.As(err, &e) && (e.Kind == api.KindLocal || e.Whole):
		return q.giveUp(j, k, err), nil
	}
	q.change(j, func() {
		j.run.Err, j.run.Done, j.run.Total = asAPI(err), 0, -1
		if j.run.State != StateRendering {
			q.set(j, StateRendering)
		}
	})
	return "", err
}

// stillOf fetches the picture that the service gives of a video, nil where it gives
// none.
func stillOf(f Filmer, v api.Video) func(context.Context) ([]byte, error) {
	still, can := f.(interface {
		DownloadStill(ctx context.Context, link string) ([]byte, error)
	})
	if !can || len(v.Thumbnails) == 0 {
		return nil
	}
	return func(ctx context.Context) ([]byte, error) { return still.DownloadStill(ctx, v.Thumbnails[0]) }
}

func asAPI(err error) *api.Error {
	var e *api.Error
	errors.As(err, &e)
	return e
}

// refused ends a run whose video the service does not tell about.
func (q *Queue) refused(j *job, k *kept, err error) State {
	e := asAPI(err)
	if e == nil || e.Kind != api.KindNotServed || !j.lane.of().Sandbox {
		return q.giveUp(j, k, err)
	}
	_ = k.ticket.Drop() // recovery would list it
	q.change(j, func() { j.kept, j.run.LocalErr, j.run.Err = nil, errForgot, nil })
	return StateFailed
}

// notMade ends a run whose video the service gave up. There is nothing left to
// ask for.
func (q *Queue) notMade(j *job, k *kept, v api.Video) State {
	err := k.ticket.Drop()
	q.change(j, func() { j.kept, j.run.Err, j.run.LocalErr = nil, v.Failure(), err })
	return StateFailed
}

// giveUp stops asking for a video, and keeps what is needed to go on later. Of
// a run that was ended there is no error.
func (q *Queue) giveUp(j *job, k *kept, err error) State {
	q.mu.Lock()
	if err == nil {
		err = errLeft
		if j.stopped {
			err = errStopped
		}
	}
	q.mu.Unlock()
	if e := asAPI(err); e != nil {
		err = &unfilmed{err: e}
	}
	if kerr := k.ticket.Unknown(err); kerr != nil && k.unnoted == nil {
		k.unnoted = kerr
	}
	q.change(j, func() { j.run.Err, j.run.LocalErr = asAPI(err), errors.Join(err, k.unnoted) })
	return StateUnknown
}

// unfilmed says that a video was ordered and cannot be asked for or fetched. The
// error of the API alone would say that nothing was charged, of its question.
type unfilmed struct{ err *api.Error }

func (e *unfilmed) Error() string {
	return "the video was requested, but " + lowered(e.err.Error()) + " It can be fetched later, at no cost."
}

func (e *unfilmed) Unwrap() error { return e.err }

// lowered makes a sentence go on behind a comma, unless it begins with a name.
func lowered(s string) string {
	for _, start := range []string{"The ", "Cannot ", "No ", "Too ", "It "} {
		if strings.HasPrefix(s, start) {
			return strings.ToLower(s[:1]) + s[1:]
		}
	}
	return s
}

// rest lets a video be until t; false says that the run was ended.
func (q *Queue) rest(j *job, t time.Time) bool {
	q.change(j, func() { j.run.NextPoll = t; q.out.putProgress(j.run) })
	defer q.change(j, func() { j.run.NextPoll = time.Time{} })
	return sleep(j.ctx, time.Until(t))
}

// turn waits until a video of the run's key may be asked for.
func (q *Queue) turn(j *job, gap time.Duration) bool {
	if gap <= 0 {
		return j.ctx.Err() == nil
	}
	q.mu.Lock()
	now := time.Now()
	at := j.lane.polled.Add(gap)
	if at.Before(now) {
		at = now
	}
	j.lane.polled = at
	q.mu.Unlock()
	return sleep(j.ctx, at.Sub(now))
}

// sleep waits; false says that ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
