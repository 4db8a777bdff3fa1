// Package hook runs programs of the person's own when something happened: a picture
// was saved or picked, a batch is done, a key was refused. They get what happened on
// standard input, run beside the work and never hold it up.
package hook

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/group"
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
	for name, argv := range map[string][]string{"saved": c.Saved, "picked": c.Picked, "batch_done": c.BatchDone, "key_refused": c.KeyRefused} {
		if len(argv) > 0 && strings.TrimSpace(argv[0]) == "" {
			return fmt.Errorf("%s: the first word is the program, and it is empty", name)
		}
		for _, word := range argv {
			if clean.HasKey(word) {
				return fmt.Errorf("%s: there is a key in it, and others could read it there", name)
			}
		}
	}
	return nil
}

// Inside is the variable that says that a program was started by a hook: what it
// starts of this program runs no hooks, so that none calls itself over and over.
const Inside = "IMAGINE_TUI_HOOK"

const (
	// atOnce is how many run at a time.
	atOnce = 4
	// limit is how long one may take, delay how long what it started may hold its
	// output open after it ended.
	limit = 30 * time.Second
	delay = 2 * time.Second
	// mostWaiting is how many may wait for their turn; more are left out, and told.
	mostWaiting = 10_000
	// maxSaid is how much is read of what one says about a failure.
	maxSaid = 2 << 10
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
	ctx, cancel := context.WithTimeout(r.ctx, r.limit)
	defer cancel()
	said := &bounded{}
	cmd := exec.CommandContext(ctx, expanded(c.argv[0]), c.argv[1:]...) // no shell reads the arguments
	env := append(r.environ(), Inside+"=1")
	cmd.Env = env
	cmd.Stdin, cmd.Stderr, cmd.WaitDelay = bytes.NewReader(c.event), said, delay
	group.Own(cmd)
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		group.Kill(cmd) // it ended, and left something running that holds its output
		err = nil
	}
	name := clean.Line(filepath.Base(c.argv[0]))
	_, ended := errors.AsType[*exec.ExitError](err)
	switch {
	case err == nil:
		return nil
	case r.ctx.Err() != nil:
		return fmt.Errorf("%s was stopped with the program", name)
	case ctx.Err() != nil:
		return fmt.Errorf("%s took more than %v", name, r.limit)
	case ended:
		return fmt.Errorf("%s failed (%s)%s", name, cmd.ProcessState, said.words())
	case cmd.ProcessState != nil && cmd.ProcessState.Success():
		return nil // it did not read what it was told
	}
	if path, is := errors.AsType[*exec.Error](err); is {
		err = path.Err
	}
	return fmt.Errorf("%s did not start: %s", name, clean.Scrub(clean.Line(err.Error())))
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

// bounded keeps the first bytes of what is written to it.
type bounded struct{ data []byte }

func (b *bounded) Write(p []byte) (int, error) {
	b.data = append(b.data, p[:min(len(p), maxSaid-len(b.data))]...)
	return len(p), nil
}

func (b *bounded) words() string {
	text := clean.Short(clean.Scrub(clean.Line(string(b.data))), 200)
	if text == "" {
		return ""
	}
	return ": " + text
}

// expanded is a program whose path may begin with ~.
func expanded(program string) string {
	rest, is := strings.CutPrefix(program, "~/")
	home, err := os.UserHomeDir()
	if !is || err != nil {
		return program
	}
	return filepath.Join(home, rest)
}
