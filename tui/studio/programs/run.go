package programs

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/shell"
	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app/child"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/theme"
)

// job is one run of a program.
type job struct {
	rows []string // ids of the results it is about
	// argv makes its words, beside the update loop: it may read what a picture says.
	argv  func() []string
	input []byte // text, with an end to its last line
}

// run is a command that was called for.
type run struct {
	id     action.ID
	config own.Config
	jobs   []job
	ctx    context.Context
	stop   context.CancelFunc
	// open opens a dialog that what was typed meanwhile does not answer.
	open func(flow.Dialog, flow.Answers) tea.Cmd

	dialog  *dialog.Confirm // while it says that the command runs
	done    int             // jobs that are over
	failed  int
	why     string // what the first that failed said
	stopped bool
	printed printed
}

// jobs are the runs of a program that a command stands for now.
func (f *Flow) jobs(c own.Config) (list []job) {
	if c.About() == own.Prompt {
		draft := f.o.Draft()
		return []job{{argv: func() []string { return c.Argv(draft, "") }, input: []byte(draft.Prompt + "\n")}}
	}
	rows := f.rows(c)
	if c.About() == own.Batch {
		var all job
		var files []string
		for _, r := range rows {
			all.rows, files = append(all.rows, r.ID), append(files, r.Path)
		}
		all.argv = func() []string { return c.ArgvAll(files) }
		all.input = []byte(strings.Join(files, "\n") + "\n")
		return []job{all}
	}
	for _, r := range rows {
		said, known, library := r.Request(), r.Recipe != nil, f.o.Library
		list = append(list, job{rows: []string{r.ID}, argv: func() []string {
			if !known && library != nil {
				if e, err := library.Entry(r.Path); err == nil {
					said = e.Sidecar.Request
				}
			}
			return c.Argv(said, r.Path)
		}})
	}
	return list
}

// question asks whether the command is to run.
func (r *run) question(st *theme.Styles) *dialog.Confirm {
	return dialog.NewConfirm(st, fmt.Sprintf("Run %q?", r.config.Name), []string{r.what()}, "")
}

// what says which program is run, and what for.
func (r *run) what() string {
	words := make([]string, len(r.config.Run))
	for i, w := range r.config.Run {
		words[i] = shell.Quote(w)
	}
	program := strings.Join(words, " ")
	switch n := r.results(); {
	case r.config.About() == own.Prompt:
		return program + " gets the prompt."
	case n == 1:
		return program + " runs for 1 result."
	case len(r.jobs) > 1:
		return fmt.Sprintf("%s runs for %s, once for each.", program, wording.Count(n, "result"))
	default:
		return fmt.Sprintf("%s runs once for %s.", program, wording.Count(n, "result"))
	}
}

// results is how many results it is about.
func (r *run) results() (n int) {
	for _, j := range r.jobs {
		n += len(j.rows)
	}
	return n
}

type (
	// slowMsg says that a command may have run for longer than people wait for.
	slowMsg struct{ run *run }
	// ranMsg is how one run of a program ended.
	ranMsg struct {
		run *run
		out []byte
		err error
	}
)

// begin runs the program for the first result.
func (f *Flow) begin(r *run) tea.Cmd {
	r.ctx, r.stop = context.WithCancel(f.o.Context)
	r.open = f.host.OpenLater()
	f.running[r.id] = r
	return tea.Batch(f.next(r), tea.Tick(shownAfter, func(time.Time) tea.Msg { return slowMsg{r} }))
}

// next runs the program for the next result.
func (f *Flow) next(r *run) tea.Cmd {
	j, limit := r.jobs[r.done], r.config.Takes()
	return func() tea.Msg {
		if !f.enter() {
			return nil
		}
		defer f.work.Done()
		out, err := child.Program{Argv: j.argv(), Input: j.input, Environ: f.environ, Limit: limit, Most: mostPrinted}.Run(r.ctx)
		return ranMsg{r, out, err}
	}
}

// Update takes in how programs went. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case slowMsg:
		return true, f.slow(msg.run)
	case ranMsg:
		return true, f.ran(msg)
	case comparedMsg:
		return true, f.offer(msg)
	}
	return false, nil
}

// slow says that a command takes its time.
func (f *Flow) slow(r *run) tea.Cmd {
	if f.running[r.id] != r || r.dialog != nil {
		return nil
	}
	return f.show(r, r.open)
}

// show says that a command runs, and how to stop it.
func (f *Flow) show(r *run, open func(flow.Dialog, flow.Answers) tea.Cmd) tea.Cmd {
	r.dialog = dialog.NewConfirm(f.o.Styles, r.config.Name, r.progress(), "")
	r.dialog.Footer = "{dialog.accept} go on working · {dialog.cancel} stop it"
	return open(r.dialog, flow.Answers{
		Yes: func() tea.Cmd { r.dialog = nil; return nil },
		Esc: func() tea.Cmd {
			r.dialog, r.stopped = nil, true
			r.stop()
			return f.host.Say("Stopping " + r.config.Name + "…")
		},
	})
}

// progress says how far a command is.
func (r *run) progress() []string {
	line := fmt.Sprintf("%s is running, for up to %v.", child.Program{Argv: r.config.Run}.Name(), r.config.Takes())
	if n := len(r.jobs); n > 1 {
		line = fmt.Sprintf("%s is running: %d of %d, each for up to %v.", child.Program{Argv: r.config.Run}.Name(), r.done+1, n, r.config.Takes())
	}
	return []string{line}
}

// ran takes in one run, and goes on to the next.
func (f *Flow) ran(msg ranMsg) tea.Cmd {
	r := msg.run
	if r.stopped || r.ctx.Err() != nil {
		return f.end(r)
	}
	if msg.err != nil {
		if r.failed++; r.why == "" {
			r.why = msg.err.Error()
		}
	} else {
		r.printed.add(r.jobs[r.done], r.config, msg.out)
	}
	if r.done++; r.done == len(r.jobs) || r.printed.full {
		return f.end(r)
	}
	if r.dialog != nil {
		r.dialog.Lines = r.progress()
	}
	return f.next(r)
}

// end says how a command went, and does what is to become of what it printed.
func (f *Flow) end(r *run) tea.Cmd {
	r.stop()
	delete(f.running, r.id)
	if r.dialog != nil {
		f.host.Dismiss(r.dialog)
		r.dialog = nil
	}
	if f.o.Context.Err() != nil {
		return nil
	}
	done := f.become(r)
	switch {
	case r.stopped && len(r.jobs) > 1:
		return tea.Batch(done, f.host.Say(fmt.Sprintf("%s was stopped after %d of %s.", r.config.Name, r.done, wording.Count(len(r.jobs), "result"))))
	case r.stopped:
		return f.host.Say(r.config.Name + " was stopped.")
	case r.failed > 0 && len(r.jobs) > 1:
		return tea.Batch(done, f.host.Warn(fmt.Sprintf("%s failed for %d of %s, first: %s.", r.config.Name, r.failed, wording.Count(len(r.jobs), "result"), strings.TrimRight(r.why, "."))))
	case r.failed > 0:
		return f.host.Warn(fmt.Sprintf("%s: %s.", r.config.Name, strings.TrimRight(r.why, ".")))
	}
	return done
}
