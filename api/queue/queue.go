package queue

import (
	"context"
	"fmt"
	"sync"
	"time"

	"imagine-tui/api/plan"
)

// defaultParallel is how many requests a key may have in flight when its
// account does not say.
const defaultParallel = 4

// Queue runs requests. All its methods may be called from any goroutine, and
// none of them waits for the network or the disk, but Wait and Close.
type Queue struct {
	o      Options
	ctx    context.Context
	cancel context.CancelFunc
	detach func() bool // ends the watch over the context given to New
	out    *outbox

	mu      sync.Mutex
	changed *sync.Cond // something ended or was held
	wg      sync.WaitGroup
	lanes   map[string]*lane
	jobs    map[string]*job
	order   []*job
	leaders map[string]*job // the run in flight for an origin and request
	counts  Counts
	batches int
	closed  bool
	// draining says that what is turned away does not go again.
	draining bool
	asked    asked // what the person asked of single keys
}

// job is a run with what the queue needs to know beside it.
type job struct {
	run    Run
	lane   *lane
	o      SubmitOptions
	ctx    context.Context
	cancel context.CancelFunc
	// stopped says that the person cancelled it.
	stopped bool
	// sent says that bytes of the present attempt may have left.
	sent bool
	// saving says that the picture is here: too late to stop.
	saving    bool
	followers []*job
	identity  string
	kept      *kept
	// placed says that it takes one of its key's places in flight.
	placed bool
	// aside says that it is saved without such a place.
	aside bool
	// adopt takes up the ticket of a video that an earlier process ordered;
	// once says that it is asked for one time only.
	adopt func() (Ticket, error)
	once  bool
	// word says that the person asked for it again although it may be paid
	// twice; elsewhere that somebody else was sending it.
	word, elsewhere bool
}

// New returns a queue that works until Close, or until ctx ends.
func New(ctx context.Context, o Options) *Queue {
	parent := ctx
	ctx, cancel := context.WithCancel(ctx)
	q := &Queue{
		o: o, ctx: ctx, cancel: cancel, out: newOutbox(), lanes: map[string]*lane{}, jobs: map[string]*job{},
		leaders: map[string]*job{},
	}
	q.changed = sync.NewCond(&q.mu)
	q.detach = context.AfterFunc(parent, q.shut)
	return q
}

// shut takes no more work and cancels what there is.
func (q *Queue) shut() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.cancelWaiting()
	q.cancel()
}

// Submit puts a plan's requests in the waiting line of a key and returns at
// once: its batch, and its runs in order. A closed queue takes nothing.
func (q *Queue) Submit(p plan.Plan, a Account, o SubmitOptions) (batch string, runs []Run) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return "", nil
	}
	l := q.lane(a)
	now := time.Now()
	batch = q.nextBatch(now)
	for i, it := range p.Items {
		j := &job{lane: l, o: o, run: Run{
			ID: fmt.Sprintf("%s-%05d", batch, i), Batch: batch, Index: i, Item: it, KeyName: a.Name, Free: a.Sandbox,
			State: StatePlanned, Queued: now, Total: -1, Attempts: q.o.attempts(),
		}}
		j.identify()
		q.jobs[j.run.ID] = j
		q.order = append(q.order, j)
		l.waiting = append(l.waiting, j)
		j.run.Position = len(l.waiting)
		q.set(j, StateWaiting)
		runs = append(runs, j.run)
	}
	q.dispatch(l)
	return batch, runs
}

func (q *Queue) nextBatch(now time.Time) string {
	q.batches++
	return fmt.Sprintf("%s-%03d", now.UTC().Format("20060102T150405.000000"), q.batches)
}

// attempts is how often a run is sent at most.
func (o Options) attempts() int {
	switch {
	case o.MaxRetries < 0:
		return 1
	case o.MaxRetries == 0:
		return 1 + len(waits)
	}
	return 1 + o.MaxRetries
}

// Events gives what happens, in order. Changes of state are never dropped,
// however late they are read; progress is. It is closed by Close.
func (q *Queue) Events() <-chan Event { return q.out.ch }

// Snapshot returns all runs in the order they were submitted.
func (q *Queue) Snapshot() []Run {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := make([]Run, len(q.order))
	for i, j := range q.order {
		out[i] = j.run
	}
	return out
}

// Run returns one run.
func (q *Queue) Run(id string) (Run, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if j := q.jobs[id]; j != nil {
		return j.run, true
	}
	return Run{}, false
}

// Counts returns how many runs are in which state.
func (q *Queue) Counts() Counts {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.counts
}

// Wait returns when nothing waits and nothing is under way. Held runs do not
// count: they wait for the person. Its only error is ctx's.
func (q *Queue) Wait(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.changed.Broadcast()
	})
	defer stop()
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.counts.Waiting+q.counts.Running > 0 && ctx.Err() == nil {
		q.changed.Wait()
	}
	return ctx.Err()
}

// Close takes no more work, cancels what waits, stops what is under way, and
// awaits every goroutine: a picture that has arrived is saved first. What was
// sent and not answered stays in the journal. Events are handed to a reader
// until none is taken for a fifth of a second; Snapshot tells all ends, read
// or not. Its only error is ctx's, when that ends sooner.
func (q *Queue) Close(ctx context.Context) error {
	q.detach()
	q.shut()
	done := make(chan struct{})
	go func() {
		q.wg.Wait()
		q.mu.Lock()
		for _, l := range q.lanes {
			l.forget()
		}
		q.mu.Unlock()
		close(done)
	}()
	select {
	case <-done:
		q.out.close()
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// set moves a run to a state, keeps the counts, and tells. The lock is held.
func (q *Queue) set(j *job, s State) {
	*q.counter(j.run.State)--
	j.run.State = s
	*q.counter(s)++
	q.out.put(j.run)
	if s.Ended() || s == StateHeld {
		q.changed.Broadcast()
	}
}

func (q *Queue) counter(s State) *int {
	switch s {
	case StateWaiting:
		return &q.counts.Waiting
	case StateHeld:
		return &q.counts.Held
	case StateSaved:
		return &q.counts.Saved
	case StateFailed:
		return &q.counts.Failed
	case StateUnknown:
		return &q.counts.Unknown
	case StateCancelled:
		return &q.counts.Cancelled
	case StatePlanned:
		return new(int)
	default:
		return &q.counts.Running
	}
}
