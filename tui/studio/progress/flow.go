// Package progress follows what the queue says of runs: it brings their rows up
// to date, tells how they ended, and counts what runs and what today cost.
package progress

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Fared keeps what a run says about its key.
	Fared(r queue.Run) tea.Cmd
	// Judged writes down what was thought of a picture while it was made.
	Judged(row gallery.Row) tea.Cmd
	// Changed hears that runs went on, and Saved that a picture was saved.
	Changed(ids []string) tea.Cmd
	Saved()
	// Idle hears that nothing runs or waits any more.
	Idle() tea.Cmd
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends the listening.
	Context context.Context
	Library *history.Library
	Queue   *queue.Queue
	Gallery *gallery.Gallery
	// Selected tells whether a row is the one that is looked at.
	Selected func(id string) bool
	// Ended hears of each run that ended, BatchDone of what came of all that was sent
	// as one; nil where nobody wants to know.
	Ended     func(queue.Run)
	BatchDone func(gallery.Outcome)
	// Notify tells the person of something, who does not look at the terminal.
	Notify func(text string) tea.Cmd
	Now    func() time.Time
}

// Flow follows runs.
type Flow struct {
	host Host
	o    Options

	saved     int        // how many were when nothing ran last
	spent     budget.Sum // today, of all keys that cost
	remaining string     // how long the work in hand will take still, in words
	away      bool       // nobody looks at the terminal
	heard     time.Time  // when events were taken in last
	beat      beat       // of what is shown at the taskbar
}

// New returns the flow.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// eventsMsg carries what the queue said since the last look.
type eventsMsg []queue.Event

// atOnce is how many events are taken in together: a burst costs one update.
const atOnce = 256

// frame is how long events are gathered after others were taken in: so many runs as
// there may be at once cost no more updates than can be seen.
const frame = time.Second / 60

// Listen waits for the queue's next event and takes along what else is there, and
// what comes within a frame of those before.
func (f *Flow) Listen() tea.Cmd {
	events, done, next := f.o.Queue.Events(), f.o.Context.Done(), f.heard.Add(frame)
	return func() tea.Msg {
		select {
		case e, open := <-events:
			if !open {
				return nil
			}
			timer := time.NewTimer(time.Until(next))
			defer timer.Stop()
			return gather(e, events, timer.C)
		case <-done:
			return nil
		}
	}
}

// gather takes along what is there with an event, and what comes until the frame
// is over.
func gather(first queue.Event, events <-chan queue.Event, over <-chan time.Time) eventsMsg {
	out := eventsMsg{first}
	for len(out) < atOnce {
		select {
		case e, open := <-events:
			if !open {
				return out
			}
			out = append(out, e)
			continue
		default: // it is taken along also when the frame is over
		}
		select {
		case e, open := <-events:
			if !open {
				return out
			}
			out = append(out, e)
		case <-over:
			return out
		}
	}
	return out
}

// spentMsg is what was spent today.
type spentMsg struct{ sum budget.Sum }

// dayMsg says that another day has begun.
type dayMsg struct{}

// Midnight waits for the next day, on which nothing was spent yet.
func (f *Flow) Midnight() tea.Cmd {
	now := f.o.Now()
	y, m, d := now.Date()
	next := time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())
	return tea.Tick(next.Sub(now), func(time.Time) tea.Msg { return dayMsg{} })
}

// ReadSpent reads what today cost.
func (f *Flow) ReadSpent() tea.Cmd {
	if f.o.Library == nil {
		return nil
	}
	library := f.o.Library
	return func() tea.Msg { return spentMsg{library.Today().Sum()} }
}

// Update takes in what the queue said, and what today cost. It tells whether the
// message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case eventsMsg:
		return true, f.events(msg)
	case spentMsg:
		f.spent = msg.sum
		return true, nil
	case beatMsg:
		f.beat.due = false
		f.beat.count++
		return true, f.pulse()
	case dayMsg:
		return true, tea.Batch(f.ReadSpent(), f.Midnight())
	case tea.BlurMsg:
		f.away = true
		return true, nil
	case tea.FocusMsg:
		f.away = false
		return true, f.ReadSpent() // the computer may have slept over midnight, and other programs spent
	}
	return false, nil
}

func (f *Flow) events(events eventsMsg) tea.Cmd {
	f.heard = time.Now()
	cmds := []tea.Cmd{f.Listen()}
	ids := make([]string, len(events))
	for i, e := range events {
		ids[i] = e.Run.ID
		cmds = append(cmds, f.Take(e.Run))
	}
	f.Tick()
	return tea.Batch(append(cmds, f.host.Changed(ids), f.pulse())...)
}

// Take brings a run's row, its key and the counters up to date.
func (f *Flow) Take(r queue.Run) tea.Cmd {
	before, known := f.o.Gallery.Progress(r, f.o.Now())
	if !known || before == r.State { // or dropped from the list meanwhile
		return nil
	}
	cmds := []tea.Cmd{f.host.Fared(r)}
	switch r.State {
	case queue.StateSaved:
		cmds = append(cmds, f.arrived(r))
	case queue.StateFailed, queue.StateUnknown:
		cmds = append(cmds, f.trouble(r))
	default:
	}
	if r.State.Ended() {
		if f.o.Ended != nil {
			f.o.Ended(r)
		}
		if outcome, ended := f.o.Gallery.OutcomeOf(r); ended {
			cmds = append(cmds, f.ended(outcome))
		}
	}
	if c := f.o.Queue.Counts(); c.Running+c.Waiting == 0 {
		if c.Held == 0 {
			f.saved = c.Saved
		}
		cmds = append(cmds, f.host.Idle())
	}
	return tea.Batch(cmds...)
}

// arrived takes in that a run's picture was saved.
func (f *Flow) arrived(r queue.Run) tea.Cmd {
	f.host.Saved()
	if !r.Free && !r.Saved.Reused {
		f.spent.Add(r.Saved.Tokens, r.Saved.Priced)
	}
	var cmd tea.Cmd
	if f.o.Gallery.Settle(r) {
		row, _ := f.o.Gallery.Row(r.ID)
		cmd = f.host.Judged(row)
	}
	if f.o.Selected(r.ID) {
		f.o.Gallery.Seen(r.ID)
	}
	return cmd
}

func (f *Flow) trouble(r queue.Run) tea.Cmd {
	switch {
	case r.Err != nil && r.Err.KeyProblem() && !r.Free:
		return nil // said once for the key
	case r.State == queue.StateUnknown:
		return f.host.Warn("A " + noun(r) + " was sent and never answered. It may have been charged. It is listed under \"no answer\": decide there.")
	case r.Err != nil:
		return f.host.Warn(wording.Problem(r.Err) + " " + r.Err.Charged() + " " + r.Err.Remedy())
	case r.LocalErr != nil:
		return f.host.Warn(wording.Problem(r.LocalErr))
	}
	return nil
}

// noun is what a run makes.
func noun(r queue.Run) string {
	if r.Item.Request.Operation.MakesVideo() {
		return "video"
	}
	return "picture"
}

// ended says in one line what came of what was sent as one, of which nothing is
// open, and reads what today cost anew: other windows spend too.
func (f *Flow) ended(o gallery.Outcome) tea.Cmd {
	if f.o.BatchDone != nil {
		f.o.BatchDone(o)
	}
	if o.Saved > 0 && o.Reused.Len() == o.Saved {
		words := f.host.WithKeys("Already saved: showing %s, 0 tokens. {result.again} makes another take.")
		return f.host.Say(fmt.Sprintf(words, o.Reused))
	}
	text := fmt.Sprintf("%d done", o.Saved)
	if o.Failed > 0 {
		text += fmt.Sprintf(", %d failed", o.Failed)
	}
	if o.Unknown > 0 {
		text += fmt.Sprintf(", %d no answer", o.Unknown)
	}
	if !o.Paid.Zero() {
		text += " · " + o.Paid.Words()
	}
	cmd := tea.Batch(f.host.Say(text), f.ReadSpent())
	if f.away {
		cmd = tea.Batch(cmd, f.o.Notify(text))
	}
	return cmd
}
