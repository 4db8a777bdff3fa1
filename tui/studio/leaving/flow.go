// Package leaving asks before the studio is left while pictures are being made,
// and waits for them where the person wants that.
package leaving

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/dialog"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Freeze keeps what waits for the next start, and lets nothing change that
	// any more.
	Freeze() tea.Cmd
	// Leave writes what is still to be written, and ends the program.
	Leave() tea.Cmd
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	Queue   *queue.Queue
	Gallery *gallery.Gallery
	Styles  *theme.Styles
}

// Flow leaves the studio.
type Flow struct {
	host Host
	o    Options

	asked   bool // whether to leave, by the key before
	waiting bool // for what runs
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// Stay hears that something else was pressed: leaving is asked about again.
func (f *Flow) Stay() { f.asked = false }

// Idle leaves when that was waited for.
func (f *Flow) Idle() tea.Cmd {
	if !f.waiting {
		return nil
	}
	return f.host.Leave()
}

// Quit leaves at once when nothing runs; else it asks, and a second press leaves
// all the same.
func (f *Flow) Quit() tea.Cmd {
	c := f.o.Queue.Counts()
	// Videos go on at the service and are asked for at the next start; held runs
	// are offered there.
	c.Running -= f.filmed()
	if c.Running+c.Waiting <= 0 || f.asked {
		return f.host.Leave()
	}
	f.asked = true
	kept := ""
	if n := c.Waiting + c.Held; n > 0 {
		kept = fmt.Sprintf(", the %d are kept for next time", n)
		if n == 1 {
			kept = ", the queued one is kept for next time"
		}
	}
	answers := flow.Answers{Choice: func(choice int) tea.Cmd {
		if choice == 0 {
			return f.wait(f.running())
		}
		return f.host.Leave()
	}}
	return f.host.Open(dialog.NewChoice(f.o.Styles, f.words(c.Running, c.Waiting+c.Held), []string{
		"Wait for " + oneOr(c.Running, "the one that is running", "the %d that are running") + ", then quit" + kept, "Quit now" + kept,
	}, "Stay"), answers)
}

// wait leaves as soon as nothing runs; what waits is kept for the next start.
func (f *Flow) wait(running wording.Made) tea.Cmd {
	keep := f.host.Freeze()
	f.o.Queue.CancelWaiting()
	f.waiting = true
	words := f.host.WithKeys("Waiting for %s before quitting. Press {studio.quit} twice to quit now.")
	return tea.Batch(keep, f.host.Say(fmt.Sprintf(words, running)))
}

// oneOr says the one, or how many.
func oneOr(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}

// filmed counts the videos that are being made at the service.
func (f *Flow) filmed() int {
	n := 0
	for r := range f.o.Gallery.Runs {
		if r.State == queue.StateRendering && r.Job != "" {
			n++
		}
	}
	return n
}

// running counts what is being made and would be waited for.
func (f *Flow) running() wording.Made {
	var m wording.Made
	for r := range f.o.Gallery.Runs {
		if r.State.Running() && (r.State != queue.StateRendering || r.Job == "") {
			m.Add(r.Item.Request.Operation.MakesVideo())
		}
	}
	return m
}

// words say what would be left behind.
func (f *Flow) words(running, waiting int) string {
	var cost budget.Sum
	for r := range f.o.Gallery.Runs {
		if r.State.Running() && !r.Free {
			cost.Add(r.Item.Tokens, r.Item.Priced)
		}
	}
	text := fmt.Sprintf("%d are running", running)
	if running == 1 {
		text = "1 is running"
	}
	if !cost.Zero() {
		text += " (" + cost.UpTo() + ")"
	}
	if waiting > 0 {
		text += fmt.Sprintf(", %d queued", waiting)
	}
	return text + "."
}
