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

	mu      sync.Mutex
	refused map[string]bool // keys that were told of, and did not work since
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
	return &Hooks{config: c, runner: runner, refused: map[string]bool{}}
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
		if !run.Saved.Reused {
			h.runner.Run(h.config.Saved, order.EventOf(run))
		}
		return
	}
	if run.Err != nil && run.Err.KeyProblem() && h.first(run.KeyName) {
		h.runner.Run(h.config.KeyRefused, keyEvent{"key_refused", clean.Line(run.KeyName), order.ErrorOf(run)})
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

// patience is how long the end of a command waits for hooks.
const patience = 30 * time.Second

// Close waits for hooks that run or wait for their turn, and says in one sentence
// what went wrong with all of them.
func (h *Hooks) Close(ctx context.Context, c *console.Console) {
	if h == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if n := h.runner.Open(); n > 0 {
		c.Say("Waiting for %s, up to %v.", wording.Count(n, "hook"), patience)
	}
	if words := h.runner.Close(ctx).Words(); words != "" {
		c.Warn("%s", words)
	}
}
