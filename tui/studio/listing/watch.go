package listing

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
)

// lookEvery is how often the library is looked at for what other programs say of
// results.
const lookEvery = time.Second

// heardMsg carries results of which somebody said something.
type heardMsg struct {
	entries []history.Entry
	next    <-chan []history.Entry
}

// watch looks at the library beside the screen; a message comes only when
// something changed.
func (f *Flow) watch() tea.Cmd {
	if !f.o.Watch {
		return nil
	}
	next := make(chan []history.Entry)
	go look(f.o.Context, f.o.Library, next)
	return hear(f.o.Context, next)
}

func look(ctx context.Context, library *history.Library, next chan<- []history.Entry) {
	watcher := library.Watcher()
	clock := time.NewTicker(lookEvery)
	defer clock.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-clock.C:
		}
		changed := watcher.Changed()
		if len(changed) == 0 {
			continue
		}
		select {
		case next <- changed:
		case <-ctx.Done():
			return
		}
	}
}

func hear(ctx context.Context, next <-chan []history.Entry) tea.Cmd {
	return func() tea.Msg {
		select {
		case entries := <-next:
			return heardMsg{entries, next}
		case <-ctx.Done():
			return nil
		}
	}
}

func (f *Flow) heard(msg heardMsg) tea.Cmd {
	changed := false
	for _, e := range msg.entries {
		changed = f.o.Gallery.Heard(e.Path, e.Sidecar) || changed
	}
	again := hear(f.o.Context, msg.next)
	if !changed {
		return again
	}
	return tea.Batch(again, f.host.Listed())
}
