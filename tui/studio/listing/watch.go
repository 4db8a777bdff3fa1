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
func follow(ctx context.Context, library *history.Library, next chan<- entriesMsg, changes chan<- history.Changes) {
	if changes == nil {
		read(ctx, library, next)
		return
	}
	watcher := library.Watcher()
	defer watcher.Close()
	read(ctx, library, next)
	for {
		c, ok := watcher.Next(ctx)
		if !ok {
			return
		}
		select {
		case changes <- c:
		case <-ctx.Done():
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
		changed = f.o.Gallery.Hear(library.Here(e), library.Mine(e.Sidecar.Run)) || changed
	}
	again := hear(f.o.Context, msg.next)
	if !changed {
		return again
	}
	return tea.Batch(again, f.host.Heard())
}
