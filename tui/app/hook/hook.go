// Package hook runs programs of the person's own when something happened: a picture
// was saved or picked, a batch is done, a key was refused. They get what happened on
// standard input, run beside the work and never hold it up.
package hook

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"imagine-tui/tui/app/child"
)

// Config is the section [hooks]: a program with its arguments for what happens.
type Config struct {
	Saved      []string `toml:"saved"`
	Picked     []string `toml:"picked"`
	BatchDone  []string `toml:"batch_done"`
	KeyRefused []string `toml:"key_refused"`
}

// Validate tells what no program can be made of.
func (c Config) Validate() error {
	for _, hook := range []struct {
		name string
		argv []string
	}{{"saved", c.Saved}, {"picked", c.Picked}, {"batch_done", c.BatchDone}, {"key_refused", c.KeyRefused}} {
		if len(hook.argv) == 0 {
			continue
		}
		if err := child.Check(hook.argv); err != nil {
			return fmt.Errorf("%s: %w", hook.name, err)
		}
	}
	return nil
}

const (
	// atOnce is how many run at a time.
	atOnce = 4
	// limit is how long one may take.
	limit = 30 * time.Second
	// mostWaiting is how many may wait for their turn; more are left out, and told.
	mostWaiting = 10_000
)

// Runner runs hooks. A nil Runner runs none. Its methods may be called at once.
type Runner struct {
	environ func() []string
	limit   time.Duration
	ctx     context.Context
	stop    context.CancelFunc

	mu      sync.Mutex
	quiet   *sync.Cond
	waiting []call
	running int
	report  Report
	fresh   int // failures that nobody was told of
	told    func(Report)
}

// call is a program to be run, and what it is told.
type call struct {
	argv  []string
	event []byte
}

// Report is how hooks went.
type Report struct {
	Ran, Failed, Left int
	// Why is what the first that failed said.
	Why string
}

// Words say what went wrong, "" for nothing.
func (r Report) Words() string {
	switch {
	case r.Failed == 0 && r.Left == 0:
		return ""
	case r.Failed == 0:
		return fmt.Sprintf("%d hooks did not run: there was no time for them.", r.Left)
	}
	words := fmt.Sprintf("%d of %d hooks failed, first: %s.", r.Failed, r.Ran, strings.TrimRight(r.Why, "."))
	if r.Left > 0 {
		words += fmt.Sprintf(" %d did not run.", r.Left)
	}
	return words
}

// New returns a runner whose programs get the environment that environ makes, which
// holds no key. told hears of failures when nothing runs any more; it may be nil.
func New(environ func() []string, told func(Report)) *Runner {
	ctx, stop := context.WithCancel(context.Background())
	r := &Runner{environ: environ, limit: limit, ctx: ctx, stop: stop, told: told}
	r.quiet = sync.NewCond(&r.mu)
	return r
}

// Run has a program told of an event, soon. It does not wait.
func (r *Runner) Run(argv []string, event any) {
	if r == nil || len(argv) == 0 {
		return
	}
	line, err := json.Marshal(event)
	if err != nil {
		return // events are plain values
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ctx.Err() != nil || len(r.waiting) >= mostWaiting {
		r.report.Left++
		return
	}
	r.waiting = append(r.waiting, call{argv, append(line, '\n')})
	if r.running < atOnce {
		r.running++
		go r.work()
	}
}

// work runs what waits until nothing does.
func (r *Runner) work() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.waiting) > 0 && r.ctx.Err() == nil {
		next := r.waiting[0]
		r.waiting = r.waiting[1:]
		r.mu.Unlock()
		err := r.one(next)
		r.mu.Lock()
		r.report.Ran++
		if err != nil {
			r.report.Failed++
			r.fresh++
			r.report.Why = cmp.Or(r.report.Why, err.Error())
		}
	}
	r.running--
	if r.running > 0 {
		return
	}
	if r.fresh > 0 && r.told != nil {
		report := r.report
		r.fresh = 0
		r.mu.Unlock()
		r.told(report)
		r.mu.Lock()
	}
	r.quiet.Broadcast()
}

// one runs a program.
func (r *Runner) one(c call) error {
	_, err := child.Program{Argv: c.argv, Input: c.event, Environ: r.environ, Limit: r.limit}.Run(r.ctx)
	return err
}

// Open is how many run or wait for their turn.
func (r *Runner) Open() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.running + len(r.waiting)
}

// Close waits until all have run, no longer than ctx, and tells how they went.
func (r *Runner) Close(ctx context.Context) Report {
	if r == nil {
		return Report{}
	}
	release := context.AfterFunc(ctx, func() {
		r.stop()
		r.mu.Lock()
		defer r.mu.Unlock()
		r.report.Left += len(r.waiting)
		r.waiting = nil
		r.quiet.Broadcast()
	})
	defer release()
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.running > 0 || len(r.waiting) > 0 {
		r.quiet.Wait()
	}
	r.stop()
	return r.report
}
