// Package programs runs the commands that a person added to the studio: programs of
// theirs, for pictures or for the prompt. They run beside everything else, within
// bounds, and none of them is given a key.
package programs

import (
	"context"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/history"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app/own"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
	"imagine-tui/tui/widget/theme"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Chosen are the rows an act is about: the marked ones, else the selected one.
	Chosen() []gallery.Row
	// Tag gives results tags, by their ids.
	Tag(tags map[string][]string) tea.Cmd
	// SetPrompt puts another text in the place of the prompt.
	SetPrompt(text string) tea.Cmd
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends programs that run.
	Context context.Context
	// Keys knows which variables hold a key; nil for none.
	Keys    *key.Store
	Library *history.Library
	Gallery *gallery.Gallery
	// Selected is the row that is looked at.
	Selected func() (gallery.Row, bool)
	// Draft is what is asked for now, with what is written in the prompt.
	Draft  func() api.Request
	Styles *theme.Styles
}

// Flow runs commands.
type Flow struct {
	host Host
	o    Options

	commands map[action.ID]own.Config
	running  map[action.ID]*run

	mu     sync.Mutex // guards closed
	closed bool       // nothing is started any more
	work   sync.WaitGroup
}

// New returns the flow.
func New(host Host, o Options) *Flow {
	return &Flow{host: host, o: o, running: map[action.ID]*run{}}
}

// Set says which commands there are. What runs goes on as it began.
func (f *Flow) Set(list []own.Config) {
	f.commands = map[action.ID]own.Config{}
	for _, c := range list {
		f.commands[action.ID(c.ID())] = c
	}
}

// Why says in a few words why a command cannot run now, "" when it can.
func (f *Flow) Why(id action.ID) string {
	c, is := f.commands[id]
	switch {
	case !is:
		return "this command is not in the config any more"
	case f.running[id] != nil:
		return "" // it can be stopped
	case c.About() == own.Prompt && f.o.Draft().Prompt == "" && c.Becomes() != own.NewPrompt:
		return "write a prompt first"
	case c.About() != own.Prompt && len(saved(f.host.Chosen())) == 0 && len(f.rows(c)) == 0:
		return "select a saved result first"
	}
	return ""
}

// Start runs a command, once the person agreed where that is to be asked for. Of one
// that runs it says so, and how to stop it.
func (f *Flow) Start(id action.ID) tea.Cmd {
	if why := f.Why(id); why != "" {
		return nil // it was said
	}
	if r := f.running[id]; r != nil {
		return f.show(r, f.host.Open)
	}
	r := &run{id: id, config: f.commands[id], jobs: f.jobs(f.commands[id])}
	if !r.config.Confirm {
		return f.begin(r)
	}
	return f.host.Open(r.question(f.o.Styles), flow.Answers{Yes: func() tea.Cmd {
		if f.running[id] != nil {
			return nil
		}
		return f.begin(r)
	}})
}

// rows are the results that a command is about: those that are chosen, or all of the
// batch where none is marked.
func (f *Flow) rows(c own.Config) []gallery.Row {
	rows := f.host.Chosen()
	if c.About() == own.Batch && len(rows) < 2 && f.o.Gallery.MarkedCount() == 0 {
		if one, ok := f.o.Selected(); ok {
			rows = f.o.Gallery.Rows(one.Batch)
		}
	}
	return saved(rows)
}

// saved are those of rows that have a file.
func saved(rows []gallery.Row) (out []gallery.Row) {
	for _, r := range rows {
		if r.State == gallery.Saved && r.Path != "" {
			out = append(out, r)
		}
	}
	return out
}

// Close waits until nothing runs any more; the context has ended.
func (f *Flow) Close() {
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.work.Wait()
}

// enter tells whether a program may be started; who does calls f.work.Done.
func (f *Flow) enter() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false
	}
	f.work.Add(1)
	return true
}

// environ is the environment of what runs: nothing in it holds a key.
func (f *Flow) environ() []string { return f.o.Keys.CleanEnviron(os.Environ()) }

// shownAfter is how long a command may run before a dialog says that it does: most end
// at once.
const shownAfter = 400 * time.Millisecond
