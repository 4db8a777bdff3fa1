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
	rest    chan struct{}        // closed when more than the first page is wanted
	wanted  bool                 // rest is closed
	changes chan history.Changes // of others, nil where nobody watches
}

// New returns the flow before anything was read.
func New(host Host, o Options) *Flow { return &Flow{host: host, o: o} }

// Over tells whether all earlier results are listed.
func (f *Flow) Over() bool { return f.over }

// pageMsg carries earlier results in the order the library gives them. The
// last one says that no more will come, and why if that was a failure.
type pageMsg struct {
	page history.Page
	next <-chan pageMsg
	last bool
	err  error
}

// Start reads the first page of what the library holds. More comes after Rest.
func (f *Flow) Start() tea.Cmd {
	if f.o.Library == nil {
		f.over = true
		return nil
	}
	next := make(chan pageMsg)
	f.rest = make(chan struct{})
	if f.o.Watch {
		f.changes = make(chan history.Changes)
	}
	go follow(f.o.Context, f.o.Library, pages{next, f.rest}, f.changes)
	return await(next)
}

// Rest lists all that is not on the first page, a page a message.
func (f *Flow) Rest() {
	if f.rest != nil && !f.wanted {
		f.wanted = true
		close(f.rest)
	}
}

func await(next <-chan pageMsg) tea.Cmd {
	return func() tea.Msg {
		msg, open := <-next
		if !open {
			return nil
		}
		msg.next = next
		return msg
	}
}

// pages is where pages go, and what is waited for after the first.
type pages struct {
	next chan<- pageMsg
	rest <-chan struct{}
}

func (p pages) send(ctx context.Context, msg pageMsg) bool {
	select {
	case p.next <- msg:
		return true
	case <-ctx.Done():
		return false
	}
}

// read sends what the library holds page by page. After the first, it waits until
// the rest is wanted, and calls begun.
func (p pages) read(ctx context.Context, listing *history.Listing, begun func()) {
	defer close(p.next)
	end, first := pageMsg{last: true}, true
	end.err = listing.Pages(ctx, func(page history.Page) bool {
		if page.Last {
			end.page = page
			return true
		}
		if !p.send(ctx, pageMsg{page: page}) {
			return false
		}
		if first {
			first = false
			select {
			case <-p.rest:
			case <-ctx.Done():
			}
			begun()
		}
		return true
	})
	p.send(ctx, end)
}

// Update lists what was read. It tells whether the message was for it.
func (f *Flow) Update(msg tea.Msg) (handled bool, cmd tea.Cmd) {
	switch msg := msg.(type) {
	case pageMsg:
		return true, f.list(msg)
	case heardMsg:
		return true, f.heard(msg)
	}
	return false, nil
}

func (f *Flow) list(msg pageMsg) tea.Cmd {
	f.o.Gallery.AddEarlier(msg.page)
	if !msg.last {
		return tea.Batch(await(msg.next), f.host.Listed())
	}
	f.over = true
	f.host.ListedAll()
	if msg.err != nil && f.o.Context.Err() == nil {
		return tea.Batch(f.watch(), f.host.Warn(wording.Problem(fmt.Errorf("earlier results could not be listed: %w", msg.err))))
	}
	if f.o.Gallery.Len() < many {
		return tea.Batch(f.host.Listed(), f.watch())
	}
	return tea.Batch(f.host.Listed(), giveBackMemory, f.watch())
}

// many is of how many results on reading them leaves behind what is worth to be
// looked for.
const many = 2000

// giveBackMemory returns what reading the library took and nobody holds any
// more: with many results that is as much as what is held.
func giveBackMemory() tea.Msg {
	debug.FreeOSMemory()
	return nil
}
