package order

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/signals"
)

// Report tells the person, or a program, how an order goes: data on standard
// output, narration and progress on standard error.
type Report struct {
	order    *Order
	progress *console.Progress
	broken   error
	unread   error  // why not all of a plan was come to
	stopping bool   // too many failed
	folder   string // from which files in a plan are named

	saved, reused, failed, unknown, cancelled int
	undelivered                               int         // saved, and not where else it was asked for
	later                                     int         // of the failed, what the same command may send again
	burnt                                     int         // of those that were handed over, what failed or has no answer
	status                                    *statusFile // where all of this is kept, nil for nowhere
	paid                                      budget.Sum
	refused                                   bool            // a key was refused or is out of tokens
	told                                      map[string]bool // sentences about failures said before
	begun                                     map[string]bool // runs whose video is being made
}

// NewReport returns a report of an order about which nothing has been told.
func NewReport(o *Order) *Report {
	folder, _ := os.Getwd() // whole paths stand there without
	return &Report{order: o, folder: folder, progress: o.Console.Progress(), told: map[string]bool{}, begun: map[string]bool{}}
}

// Line writes a line of data of the caller's own: the object where JSON is asked for,
// else the text. An error says that nobody reads on.
func (r *Report) Line(object any, text string) error {
	r.line(object, text)
	return r.broken
}

// Broken says that nobody reads on, nil while somebody does.
func (r *Report) Broken() error {
	if r.broken == nil {
		return nil
	}
	return fmt.Errorf("standard output: %w", r.broken)
}

// Clear takes the progress away, before something else is said.
func (r *Report) Clear() { r.progress.Clear() }

// line writes one line of data. Once that fails nobody reads on.
func (r *Report) line(object any, text string) {
	if r.broken != nil {
		return
	}
	r.progress.Clear()
	if r.order.JSON {
		r.broken = r.order.Console.JSON(object)
		return
	}
	_, r.broken = fmt.Fprintln(r.order.Console.Out, text)
}

// Planned tells what was asked for and what it costs; for a dry run, all of it.
func (r *Report) Planned() {
	o := r.order
	what := o.summary() + " · " + o.Cost.Words()
	if o.free() {
		what = o.summary() + " · free on " + o.Key.Name
	}
	if o.Cost.Saved > 0 {
		what += fmt.Sprintf(" · %d saved already", o.Cost.Saved)
	}
	if o.underWay > 0 {
		what += fmt.Sprintf(" · %d running elsewhere", o.underWay)
	}
	if n := len(o.unsettled); n > 0 {
		what += fmt.Sprintf(" · %d sent before", n)
	}
	if o.JSON {
		r.line(plannedOf(o.Cost, len(o.unsettled), o.underWay), "")
	}
	if !o.JSON || o.DryRun {
		o.Console.Say("%s", what)
	}
	if o.DryRun {
		r.dry()
	}
}

// done is how many requests have come to their end.
func (r *Report) done() int { return r.saved + r.failed + r.unknown + r.cancelled }

// unsent is how many lines of a plan were not come to.
func (r *Report) unsent() int {
	if r.order.lines == nil {
		return 0
	}
	return r.order.size() - r.done()
}

// accepted tells, once for each run, that the service makes its video.
func (r *Report) accepted(run queue.Run) {
	if run.Job == "" || r.begun[run.ID] || r.order.Quiet {
		return
	}
	r.begun[run.ID] = true
	if r.order.JSON {
		r.line(acceptedOf(run), "")
		return
	}
	r.progress.Clear()
	r.order.Console.Say("The service makes the video %s (%s). This takes minutes.", clean.Line(run.Job), clean.Short(run.Item.Request.Prompt, 40))
}

// ended tells about a run that reached its last state.
func (r *Report) ended(ctx context.Context, run queue.Run) {
	if run.State == queue.StateSaved {
		r.arrived(ctx, run)
		return
	}
	event := endedOf(run)
	switch event.Event {
	case string(queue.StateCancelled):
		r.cancelled++
	case string(queue.StateUnknown):
		r.unknown++
	default:
		r.failed++
	}
	if run.State == queue.StateFailed && run.LocalErr == nil && run.Err != nil && run.Err.Retryable() && run.Err.Outcome == api.Refused {
		r.later++
	}
	if run.Err != nil && run.Err.KeyProblem() {
		r.refused = true
	}
	if r.order.JSON {
		r.line(event, "")
	}
	if event.Error != nil {
		r.explain(run, event)
	}
}

// arrived tells about a picture that is saved, and puts it where else it was asked
// for.
func (r *Report) arrived(ctx context.Context, run queue.Run) {
	r.saved++
	r.status.saved(run.Item)
	if run.Saved.Reused {
		r.reused++
	} else {
		r.paid.Add(run.Saved.Tokens, run.Saved.Priced)
	}
	r.progress.Clear()
	to, err := r.order.deliver(context.WithoutCancel(ctx), run)
	if err != nil {
		r.undelivered++
		r.order.Console.Warn("%s It is saved as %s.", wording.Problem(err), run.Saved.Path)
		to = ""
	}
	if r.order.Quiet || r.order.output.stdout {
		return
	}
	saved := savedOf(run)
	if to != "" {
		saved.Output = to
	}
	r.line(saved, r.order.Console.Path(cmp.Or(to, run.Saved.Path)))
}

// explain says why a run failed, once for each reason.
func (r *Report) explain(run queue.Run, event endedEvent) {
	why := wording.Paragraph(wording.Sentence(event.Error.Message), event.Error.Remedy)
	if run.Err != nil && run.LocalErr == nil {
		why = api.Explain(run.Err)
	}
	if r.told[why] {
		return
	}
	r.told[why] = true
	q := run.Item.Request
	r.progress.Clear()
	what := []string{cmp.Or(q.Style, string(q.Operation))}
	if q.Seed > 0 {
		what = append(what, fmt.Sprintf("seed %d", q.Seed))
	}
	if q.Prompt != "" {
		what = append(what, clean.Short(q.Prompt, 40))
	}
	if len(q.Inputs) > 0 {
		what = append(what, clean.Short(filepath.Base(q.Inputs[0].Name()), 40))
	}
	r.order.Console.Warn("%s (%s, key %s): %s", capitalWord(event.Event), strings.Join(what, ", "), run.KeyName, why)
}

func capitalWord(word string) string { return strings.TrimSuffix(wording.Sentence(word), ".") }

// going tells how far things are.
func (r *Report) going(c queue.Counts) {
	total := r.order.size()
	text := fmt.Sprintf("%d running", c.Running)
	if c.Failed+c.Unknown > 0 {
		text += fmt.Sprintf(" · %d failed", c.Failed+c.Unknown)
	}
	noun := "picture"
	if items := r.order.Plan.Items; len(items) > 0 && items[0].Request.Operation.MakesVideo() {
		noun = "video"
	}
	done := total - c.Waiting - c.Held - c.Running
	if r.order.lines != nil {
		done = r.done()
	}
	r.progress.Step(done, total, noun, text)
}

// finished sums up and returns what the exit status follows from.
func (r *Report) finished(ctx context.Context) error {
	r.progress.Clear()
	if r.unread != nil {
		r.order.Console.Tell(r.unread)
	}
	if !r.order.Quiet {
		r.sumUp()
	}
	err := r.ending(ctx)
	status, _ := exit.Of(err)
	if lost := r.status.end(r, status); lost != nil {
		return lost
	}
	return err
}

// ending is how it all ended.
func (r *Report) ending(ctx context.Context) error {
	status, stopped := signals.Status(ctx)
	switch {
	case stopped:
		return exit.Said(status)
	case r.refused:
		return exit.Said(exit.Key)
	case r.failed-r.later+r.unknown+r.cancelled+r.undelivered > 0, r.tooMany(), r.unread != nil:
		return exit.Said(exit.Failed)
	case r.broken == nil && r.later > 0 && r.order.lines != nil:
		return exit.Said(exit.Later)
	case r.broken == nil && r.later+r.unsent() > 0:
		return exit.Said(exit.Failed)
	}
	return r.Broken()
}

// tooMany tells whether more failed than anybody wants to pay for finding out.
func (r *Report) tooMany() bool { return r.order.MaxFailures > 0 && r.burnt >= r.order.MaxFailures }

// sumUp says how many of which kind there were, and what it cost.
func (r *Report) sumUp() {
	parts := []string{fmt.Sprintf("%d saved", r.saved)}
	if r.reused > 0 {
		parts[0] += fmt.Sprintf(" (%d already there)", r.reused)
	}
	for _, p := range []struct {
		n    int
		word string
	}{{r.failed, "failed"}, {r.unknown, "no answer"}, {r.cancelled, "cancelled"}, {r.unsent(), "not sent"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	cost := r.paid.Words()
	if r.order.free() {
		cost = "free on " + r.order.Key.Name
	}
	r.order.Console.Say("%s · %s · %s", strings.Join(parts, ", "), cost, r.order.Engine.Library.Folder())
	if r.unknown > 0 {
		r.order.Console.Warn("Those with no answer may have been charged; %s recover lists them.", app.Name)
	}
}
