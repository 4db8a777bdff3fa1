package studio

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
	"unique"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/gallery"
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
		chunk = append(chunk, e)
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
	m.AddEntries(msg.entries)
	if !msg.last {
		return tea.Batch(awaitEntries(msg.next), m.refreshPreview())
	}
	m.loading = false
	m.results.SetEmpty(m.emptyWords())
	if msg.err != nil && m.ctx.Err() == nil {
		return m.Warn(sentence(fmt.Errorf("earlier results could not be listed: %w", msg.err)))
	}
	return tea.Batch(m.refreshPreview(), giveBackMemory)
}

// giveBackMemory returns what reading the library took and nobody holds any
// more: with many results that is as much as what is held.
func giveBackMemory() tea.Msg {
	debug.FreeOSMemory()
	return nil
}

// AddEntries groups earlier results by day and prompt, as they were asked for.
func (m *Model) AddEntries(entries []history.Entry) {
	mine := make(map[string]bool)
	for _, r := range m.live {
		if r.Saved.Path != "" {
			mine[r.Saved.Path] = true
		}
	}
	var batch gallery.Batch
	var rows []gallery.Row
	flush := func() {
		if len(rows) > 0 {
			tellApart(rows)
			m.gallery.AddBatch(batch, rows, false)
		}
		rows = nil
	}
	for _, e := range entries {
		if mine[e.Path] {
			continue
		}
		id := batchOf(e)
		if id != batch.ID {
			flush()
			batch = gallery.Batch{ID: id, Title: gallery.Line(titleOf(e)), When: when(e), Folded: true}
		}
		shareStrings(&e.Sidecar)
		m.runs[e.Path] = record{request: m.o.Library.Located(e.Sidecar.Request), template: e.Sidecar.Template, key: e.Sidecar.Key}
		row := rowOfEntry(e)
		row.Parent = m.o.Library.Locate(e.Sidecar.Parent)
		m.family.add(row)
		rows = append(rows, row)
	}
	flush()
}

// slugOf takes the words of a prompt out of the name of its file.
func slugOf(path string) string {
	name := gallery.FileName(path)
	name = strings.TrimSuffix(name, filepath.Ext(name))
	parts := strings.Split(name, "-")
	if len(parts) > 2 {
		parts = parts[1 : len(parts)-1] // without time and id
	}
	return strings.Join(parts, " ")
}

// shareStrings makes what many results have in common one string in memory:
// with 100,000 of them that is most of what is held.
func shareStrings(s *history.Sidecar) {
	r := &s.Request
	for _, text := range []*string{&r.Prompt, &r.Style, &r.AspectRatio, &s.Template, &s.Key} {
		*text = unique.Make(*text).Value()
	}
	r.Operation = api.Operation(unique.Make(string(r.Operation)).Value())
}

func shared(s string) string { return unique.Make(s).Value() }

func batchOf(e history.Entry) string {
	return "saved " + when(e).Format(time.DateOnly) + " " + titleOf(e)
}

// titleOf is what results that were asked for together are called: what the
// person wrote, and for an edit what it did.
func titleOf(e history.Entry) string {
	title := e.Sidecar.Template
	if title == "" {
		title = e.Sidecar.Request.Prompt
	}
	if title == "" && e.Sidecar.Parent != "" {
		title = slugOf(e.Sidecar.Parent)
	}
	if title == "" {
		title = gallery.FileName(e.Path)
	}
	if len(e.Sidecar.Request.Inputs) > 0 {
		return gallery.OperationWord(string(e.Sidecar.Request.Operation)) + ": " + title
	}
	return title
}

func when(e history.Entry) time.Time {
	if !e.Sidecar.Saved.IsZero() {
		return e.Sidecar.Saved
	}
	return e.Sidecar.Sent
}

func rowOfEntry(e history.Entry) gallery.Row {
	s := e.Sidecar
	row := gallery.Row{
		ID: e.Path, Prompt: shared(gallery.Line(s.Request.Prompt)), Style: shared(clean.Line(s.Request.Style)),
		Ratio: shared(clean.Line(s.Request.AspectRatio)), Seed: s.Request.Seed, Operation: string(s.Request.Operation),
		Key: shared(clean.Line(s.Key)), State: gallery.Saved, Elapsed: time.Duration(s.ElapsedMS) * time.Millisecond,
		Free: s.Sandbox, When: when(e), Path: e.Path,
		Picked: s.Picked, Rejected: s.Rejected, Rating: s.Rating,
	}
	for _, t := range s.Tags {
		row.Tags = append(row.Tags, clean.Line(t))
	}
	if s.Tokens != nil {
		row.Tokens, row.Priced = *s.Tokens, true
	}
	if s.Template != "" && s.Template != s.Request.Prompt {
		row.Label = row.Prompt
	}
	if len(s.Request.Inputs) > 0 {
		row.Label = editLabel(row)
	}
	if e.Problem != "" {
		row.Note, row.Prompt = clean.Line(e.Problem), gallery.FileName(e.Path)
	}
	return row
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
