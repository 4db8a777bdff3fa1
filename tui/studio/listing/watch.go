package listing

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
)

// heardMsg carries what others did to results.
type heardMsg struct {
	changes history.Changes
	next    <-chan history.Changes
}

// follow reads what the library holds and then waits, beside the screen, for what
// others do in it. What they do while it is read is heard too.
func follow(ctx context.Context, library *history.Library, to pages, changes chan<- history.Changes) {
	listing := library.Listing()
	if changes == nil {
		to.read(ctx, listing, func() {})
		return
	}
	var watcher *history.Watcher
	watch := func() {
		if watcher == nil {
			watcher = library.Watcher()
		}
	}
	to.read(ctx, listing, watch)
	watch() // there may be but one page
	defer watcher.Close()
	tell := func(c history.Changes) bool {
		select {
		case changes <- c:
			return true
		case <-ctx.Done():
			return false
		}
	}
	listing.Changed(ctx, tell)
	for {
		if c, ok := watcher.Next(ctx); !ok || !tell(c) {
			return
		}
	}
}

// watch waits for what others do; a message comes only when something changed.
func (f *Flow) watch() tea.Cmd {
	if f.changes == nil {
		return nil
	}
	return hear(f.o.Context, f.changes)
}

func hear(ctx context.Context, next <-chan history.Changes) tea.Cmd {
	return func() tea.Msg {
		select {
		case changes := <-next:
			return heardMsg{changes, next}
		case <-ctx.Done():
			return nil
		}
	}
}

func (f *Flow) heard(msg heardMsg) tea.Cmd {
	library := f.o.Library
	changed := false
	for _, path := range msg.changes.Gone {
		changed = f.o.Gallery.Lose(path) || changed
	}
	for _, e := range msg.changes.Entries {
		changed = f.o.Gallery.Hear(library.Here(e), library.Mine(e.Sidecar.Run), msg.changes.Began) || changed
	}
	again := hear(f.o.Context, msg.next)
	if !changed {
		return again
	}
	return tea.Batch(again, f.host.Heard())
}
