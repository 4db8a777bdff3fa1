// Package hooks tells the programs of [hooks] what happened, in the shapes in which
// commands print it.
package hooks

import (
	"context"
	"sync"
	"time"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/hook"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/order"
)

// Hooks are those of one run of the program. A nil Hooks tells nobody.
type Hooks struct {
	config hook.Config
	runner *hook.Runner

	// farewell is how long hooks may go on once a signal came.
	farewell time.Duration

	mu      sync.Mutex
	refused map[string]bool // keys that were told of, and did not work since
	saved   map[string]bool // runs whose picture was told of
}

// Open returns the hooks that the config names, nil for none. told hears of what
// failed while the program goes on; it may be nil.
func Open(setup *app.Setup, s app.Settings, keys *key.Store, told func(words string)) *Hooks {
	c := s.Hooks
	if len(c.Saved)+len(c.Picked)+len(c.BatchDone)+len(c.KeyRefused) == 0 {
		return nil
	}
	var hear func(hook.Report)
	if told != nil {
		hear = func(r hook.Report) { told(r.Words()) }
	}
	runner := setup.Hooks(keys, hear)
	if runner == nil {
		return nil
	}
	return newHooks(c, runner)
}

func newHooks(c hook.Config, runner *hook.Runner) *Hooks {
	return &Hooks{config: c, runner: runner, farewell: afterSignal, refused: map[string]bool{}, saved: map[string]bool{}}
}

// keyEvent is a key that the service does not take any more.
type keyEvent struct {
	Event string `json:"event"`
	Key   string `json:"key"`
	Error any    `json:"error"`
}

// batchEvent is how what was sent as one ended.
type batchEvent struct {
	Event   string `json:"event"`
	Saved   int    `json:"saved"`
	Failed  int    `json:"failed"`
	Unknown int    `json:"unknown"`
	Tokens  *int   `json:"tokens"` // paid, null where part of it is not known
}

// Ended tells of a run that has come to its end: once that its picture is in its
// place, or that its key was refused, which is told once until the key works again.
func (h *Hooks) Ended(run queue.Run) {
	if h == nil {
		return
	}
	if run.State == queue.StateSaved {
		h.again(run.KeyName)
		h.tellSaved(run)
		return
	}
	if run.Err != nil && run.Err.KeyProblem() && h.first(run.KeyName) {
		h.runner.Run(h.config.KeyRefused, keyEvent{"key_refused", clean.Line(run.KeyName), order.ErrorOf(run)})
	}
}

// tellSaved tells of a picture that is in its place, once.
func (h *Hooks) tellSaved(run queue.Run) {
	h.mu.Lock()
	told := h.saved[run.ID]
	h.saved[run.ID] = true
	h.mu.Unlock()
	if !told && !run.Saved.Reused {
		h.runner.Run(h.config.Saved, order.EventOf(run))
	}
}

// Rest tells of what was saved while nobody listened to the queue any more: after a
// signal, and while the program ended.
func (h *Hooks) Rest(runs []queue.Run) {
	if h == nil {
		return
	}
	for _, run := range runs {
		if run.State == queue.StateSaved {
			h.tellSaved(run)
		}
	}
}

// first tells whether nobody was told yet that a key is refused.
func (h *Hooks) first(name string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	was := h.refused[name]
	h.refused[name] = true
	return !was
}

// again notes that a key works.
func (h *Hooks) again(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.refused, name)
}

// BatchDone tells that nothing of what was sent as one is open any more.
func (h *Hooks) BatchDone(saved, failed, unknown int, paid budget.Sum) {
	if h == nil {
		return
	}
	e := batchEvent{Event: "batch_done", Saved: saved, Failed: failed, Unknown: unknown}
	if paid.Unpriced == 0 {
		e.Tokens = &paid.Tokens
	}
	h.runner.Run(h.config.BatchDone, e)
}

// Picked tells of a result that was picked, once that is written down.
func (h *Hooks) Picked(e history.Entry) {
	if h == nil || len(h.config.Picked) == 0 {
		return
	}
	h.runner.Run(h.config.Picked, event.Listed{Event: "picked", Result: event.ResultOf(e)})
}

const (
	// patience is how long the end of a command waits for hooks.
	patience = 30 * time.Second
	// afterSignal is how long it does after a signal: with the time to see through what
	// was sent, and for hooks to end, it stays below the half minute that schedulers
	// give.
	afterSignal = 2 * time.Second
)

// Close waits for hooks that run or wait for their turn, and says in one sentence
// what went wrong with all of them.
func (h *Hooks) Close(ctx context.Context, c *console.Console) {
	if h == nil {
		return
	}
	limit := patience
	if ctx.Err() != nil {
		limit = h.farewell
	}
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(h.farewell, cancel) })() // a signal that comes now
	if n := h.runner.Open(); n > 0 {
		c.Say("Waiting for %s, up to %v.", wording.Count(n, "hook"), limit)
	}
	if words := h.runner.Close(limited).Words(); words != "" {
		c.Warn("%s", words)
	}
}
