package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
)

// report tells the person, or a program, how a generation goes: data on
// standard output, narration and progress on standard error.
type report struct {
	g        *generation
	progress bool // standard error is a terminal
	shown    bool // a progress line stands there
	broken   error
	quiet    bool        // tell only what went wrong
	last     queue.Saved // the picture saved last

	saved, reused, failed, unknown, cancelled int
	tokens                                    int
	refused                                   bool            // a key was refused or is out of tokens
	told                                      map[string]bool // sentences about failures said before
	begun                                     map[string]bool // runs whose video is being made
}

func newReport(g *generation) *report {
	return &report{g: g, progress: isTerminal(g.app.stderr), told: map[string]bool{}, begun: map[string]bool{}}
}

// line writes one line of data. Once that fails nobody reads on.
func (r *report) line(object any, text string) {
	if r.broken != nil {
		return
	}
	r.clear()
	if r.g.json {
		r.broken = writeJSON(r.g.app.stdout, object)
		return
	}
	_, r.broken = fmt.Fprintln(r.g.app.stdout, text)
}

// planned tells what was asked for and what it costs; for a dry run, all of it.
func (r *report) planned() {
	g := r.g
	what := g.plan.Summary() + " · " + g.price.Words()
	if g.account.Sandbox {
		what = g.plan.Summary() + " · free on " + g.key.Name
	}
	if g.price.Saved > 0 {
		what += fmt.Sprintf(" · %d saved already", g.price.Saved)
	}
	if g.json {
		r.line(plannedOf(g.price), "")
	}
	if !g.json || g.dryRun {
		g.app.say("%s", what)
	}
	if !g.dryRun {
		return
	}
	if !g.json {
		for _, item := range g.plan.Items {
			q := item.Request
			tokens := "?"
			if item.Priced {
				tokens = fmt.Sprint(item.Tokens)
			}
			columns := []string{string(q.Operation), q.Style, q.AspectRatio, fmt.Sprint(q.Seed), tokens, clean.Line(q.Prompt)}
			for _, in := range q.Inputs {
				columns = append(columns, clean.Line(in.Path))
			}
			r.line(nil, strings.Join(columns, "\t"))
		}
	}
	g.app.say("Dry run: nothing was sent.")
}

// accepted tells, once for each run, that the service makes its video.
func (r *report) accepted(run queue.Run) {
	if run.Job == "" || r.begun[run.ID] || r.quiet {
		return
	}
	r.begun[run.ID] = true
	if r.g.json {
		r.line(acceptedOf(run), "")
		return
	}
	r.clear()
	r.g.app.say("The service makes the video %s (%s). That takes minutes.", clean.Line(run.Job), clean.Width(run.Item.Request.Prompt, 40))
}

// ended tells about a run that reached its last state.
func (r *report) ended(run queue.Run) {
	if run.State == queue.StateSaved {
		r.saved++
		if run.Saved.Reused {
			r.reused++
		} else if run.Saved.Priced {
			r.tokens += run.Saved.Tokens
		}
		r.last = run.Saved
		if !r.quiet {
			r.line(savedOf(run), clean.Line(run.Saved.Path))
		}
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
	if run.Err != nil && run.Err.KeyProblem() {
		r.refused = true
	}
	if r.g.json {
		r.line(event, "")
	}
	if event.Error != nil {
		r.explain(run, event)
	}
}

// explain says why a run failed, once for each reason.
func (r *report) explain(run queue.Run, event endedEvent) {
	why := join(wording.Sentence(event.Error.Message), event.Error.Remedy)
	if run.Err != nil && run.LocalErr == nil {
		why = sentence(run.Err)
	}
	if r.told[why] {
		return
	}
	r.told[why] = true
	q := run.Item.Request
	r.clear()
	what := []string{orNone(q.Style, string(q.Operation))}
	if q.Seed > 0 {
		what = append(what, fmt.Sprintf("seed %d", q.Seed))
	}
	if q.Prompt != "" {
		what = append(what, clean.Width(q.Prompt, 40))
	}
	if len(q.Inputs) > 0 {
		what = append(what, clean.Width(filepath.Base(q.Inputs[0].Path), 40))
	}
	r.g.app.say("%s (%s, key %s): %s", capitalWord(event.Event), strings.Join(what, ", "), run.KeyName, why)
}

func capitalWord(word string) string { return strings.TrimSuffix(wording.Sentence(word), ".") }

func orNone(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// going shows on a terminal how far things are.
func (r *report) going(c queue.Counts) {
	if !r.progress {
		return
	}
	total := len(r.g.plan.Items)
	text := fmt.Sprintf("%d/%d · %d running", total-c.Waiting-c.Held-c.Running, total, c.Running)
	if c.Failed+c.Unknown > 0 {
		text += fmt.Sprintf(" · %d failed", c.Failed+c.Unknown)
	}
	fmt.Fprintf(r.g.app.stderr, "\r\x1b[K%s", text)
	r.shown = true
}

// clear takes the progress line away before something else is written.
func (r *report) clear() {
	if r.shown {
		fmt.Fprint(r.g.app.stderr, "\r\x1b[K")
		r.shown = false
	}
}

// finished sums up and returns what the exit status follows from.
func (r *report) finished(stopped bool) error {
	r.clear()
	if !r.quiet {
		r.sumUp()
	}
	switch {
	case stopped:
		return &statusError{Status: statusInterrupt}
	case r.refused:
		return &statusError{Status: statusKey}
	case r.failed+r.unknown+r.cancelled > 0:
		return &statusError{Status: statusFailed}
	case r.broken != nil:
		return fmt.Errorf("standard output: %w", r.broken)
	}
	return nil
}

// sumUp says how many of which kind there were, and what it cost.
func (r *report) sumUp() {
	parts := []string{fmt.Sprintf("%d saved", r.saved)}
	if r.reused > 0 {
		parts[0] += fmt.Sprintf(" (%d already there)", r.reused)
	}
	for _, p := range []struct {
		n    int
		word string
	}{{r.failed, "failed"}, {r.unknown, "without answer"}, {r.cancelled, "cancelled"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	cost := wording.Count(r.tokens, "token")
	if r.g.account.Sandbox {
		cost = "free on " + r.g.key.Name
	}
	r.g.app.say("%s · %s · %s", strings.Join(parts, ", "), cost, r.g.engine.Library.Folder())
	if r.unknown > 0 {
		r.g.app.say("Those without answer may have been charged; %s recover lists them.", app.Name)
	}
}
