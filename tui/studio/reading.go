package studio

import (
	"context"
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/history"
)

// entriesMsg carries earlier results in the order the library gives them. The
// last one says that no more will come, and why if that was a failure.
type entriesMsg struct {
	entries []history.Entry
	next    <-chan entriesMsg
	last    bool
	err     error
}

// loadHistory reads what the library holds, newest first, without holding up
// the screen: a few hundred results a message.
func (m *Model) loadHistory() tea.Cmd {
	if m.o.Library == nil {
		m.loading = false
		return nil
	}
	next := make(chan entriesMsg)
	go readLibrary(m.ctx, m.o.Library, next)
	return awaitEntries(next)
}

func awaitEntries(next <-chan entriesMsg) tea.Cmd {
	return func() tea.Msg {
		msg, open := <-next
		if !open {
			return nil
		}
		msg.next = next
		return msg
	}
}

// readLibrary sends what the library holds in chunks, a small one first so
// that the screen fills soon, and closes next.
func readLibrary(ctx context.Context, library *history.Library, next chan<- entriesMsg) {
	defer close(next)
	send := func(msg entriesMsg) bool {
		select {
		case next <- msg:
			return true
		case <-ctx.Done():
			return false
		}
	}
	chunk := make([]history.Entry, 0, 100)
	err := library.Load(ctx, 0, func(e history.Entry) bool {
		chunk = append(chunk, library.Here(e))
		if len(chunk) < cap(chunk) {
			return true
		}
		full := chunk
		chunk = make([]history.Entry, 0, 1000)
		return send(entriesMsg{entries: full})
	})
	send(entriesMsg{entries: chunk, last: true, err: err})
}

func (m *Model) onEntries(msg entriesMsg) tea.Cmd {
	m.gallery.AddEntries(msg.entries)
	if !msg.last {
		return tea.Batch(awaitEntries(msg.next), m.show.Refresh())
	}
	m.loading = false
	m.results.SetEmpty(m.emptyWords())
	if msg.err != nil && m.ctx.Err() == nil {
		return m.notices.Warn(sentence(fmt.Errorf("earlier results could not be listed: %w", msg.err)))
	}
	return tea.Batch(m.show.Refresh(), giveBackMemory)
}

// giveBackMemory returns what reading the library took and nobody holds any
// more: with many results that is as much as what is held.
func giveBackMemory() tea.Msg {
	debug.FreeOSMemory()
	return nil
}

// loadSpend reads how many tokens this program spent today, for the header.
func (m *Model) loadSpend() tea.Cmd {
	if m.o.Library == nil {
		return nil
	}
	library := m.o.Library
	return later(func() func(*Model) tea.Cmd {
		spend := library.Today()
		return func(m *Model) tea.Cmd { m.spent = spend.Tokens; return nil }
	})
}
