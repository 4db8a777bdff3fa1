// Package listing lists what the library holds, newest first, without holding up
// the screen.
package listing

import (
	"context"
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/studio/flow"
)

// Host is what the flow needs of the studio.
type Host interface {
	flow.Host
	// Listed hears that results came, and ListedAll that these were the last.
	Listed() tea.Cmd
	ListedAll()
	// Heard hears that others changed, made or took away results.
	Heard() tea.Cmd
}

// Options are what the flow works with. It owns none of it.
type Options struct {
	// Context ends the reading.
	Context context.Context
	Library *history.Library
	Gallery *gallery.Gallery
	// Watch makes what other programs say of results appear.
	Watch bool
}

// Flow lists earlier results.
type Flow struct {
	host Host
	o    Options

	over    bool
	changes chan history.Changes // of others, nil where nobody watches
}

// New returns the flow before anything was read.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// Over tells whether all earlier results are listed.
func (f *Flow) Over() bool { return f.over }

// entriesMsg carries earlier results in the order the library gives them. The
// last one says that no more will come, and why if that was a failure.
type entriesMsg struct {
	entries []history.Entry
	next    <-chan entriesMsg
	last    bool
	err     error
}

// Start reads what the library holds: a few hundred results a message.
func (f *Flow) Start() tea.Cmd {
	if f.o.Library == nil {
		f.over = true
		return nil
	}
	next := make(chan entriesMsg)
	if f.o.Watch {
		f.changes = make(chan history.Changes)
	}
	go follow(f.o.Context, f.o.Library, next, f.changes)
	return await(next)
}

func await(next <-chan entriesMsg) tea.Cmd {
	return func() tea.Msg {
		msg, open := <-next
		if !open {
			return nil
		}
		msg.next = next
		return msg
	}
}

const (
	firstChunk = 100 // results: the screen fills soon
	laterChunk = 1000
)

// read sends what the library holds in chunks, and closes next.
func read(ctx context.Context, library *history.Library, next chan<- entriesMsg) {
	defer close(next)
	send := func(msg entriesMsg) bool {
		select {
		case next <- msg:
			return true
		case <-ctx.Done():
			return false
		}
	}
	chunk := make([]history.Entry, 0, firstChunk)
	err := library.Newest(ctx, nil, func(e history.Entry) bool {
		chunk = append(chunk, library.Here(e))
		if len(chunk) < cap(chunk) {
			return true
		}
		whole := chunk
		chunk = make([]history.Entry, 0, laterChunk)
		return send(entriesMsg{entries: whole})
	})
	send(entriesMsg{entries: chunk, last: true, err: err})
}

// Update lists what was read. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case entriesMsg:
		return true, f.list(msg)
	case heardMsg:
		return true, f.heard(msg)
	}
	return false, nil
}

func (f *Flow) list(msg entriesMsg) tea.Cmd {
	f.o.Gallery.AddEntries(msg.entries)
	if !msg.last {
		return tea.Batch(await(msg.next), f.host.Listed())
	}
	f.over = true
	f.host.ListedAll()
	if msg.err != nil && f.o.Context.Err() == nil {
		return tea.Batch(f.watch(), f.host.Warn(wording.Problem(fmt.Errorf("earlier results could not be listed: %w", msg.err))))
	}
	return tea.Batch(f.host.Listed(), giveBackMemory, f.watch())
}

// giveBackMemory returns what reading the library took and nobody holds any
// more: with many results that is as much as what is held.
func giveBackMemory() tea.Msg {
	debug.FreeOSMemory()
	return nil
}
