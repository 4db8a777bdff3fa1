package studio

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/studio/flow"
)

// judged is a studio with one saved picture that is rated and tagged.
func judged(t *testing.T) (m *Model, file string) {
	t.Helper()
	m = studio(t, 120, 40)
	dir := t.TempDir()
	library, err := history.Open(history.Options{Folder: filepath.Join(dir, "pictures"), StateDir: filepath.Join(dir, "state")})
	if err != nil {
		t.Fatal(err)
	}
	m.o.Library = library
	file = filepath.Join(library.Folder(), "2026-11-24", "142233-harbour-a1b2c3.png")
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := library.Update(file, func(s *history.Sidecar) { s.Rating, s.Tags = 4, []string{"cover"} }); err != nil {
		t.Fatal(err)
	}
	return m, file
}

// reused is a run whose picture was saved before.
func reused(file string) queue.Run {
	return queue.Run{State: queue.StateSaved, Saved: queue.Saved{Path: file, Reused: true, Priced: true}}
}

// Both rows of one picture say the same.
func TestRowsOfOnePictureAreJudgedTogether(t *testing.T) {
	m, file := judged(t)
	e, err := m.o.Library.Entry(file)
	if err != nil {
		t.Fatal(err)
	}
	m.gallery.AddEntries([]history.Entry{m.o.Library.Here(e)})
	put(m, "Harbour", "work", queue.Run{State: queue.StateSending})
	r := runOf(m, "run0")
	r.State, r.Saved = queue.StateSaved, reused(file).Saved
	m.flows.progress.Take(r)
	if got := row(m, "run0"); got.Rating != 4 || !slices.Equal(got.Tags, []string{"cover"}) {
		t.Errorf("the new row has rating %d, tags %v", got.Rating, got.Tags)
	}
	m.panes.results.Select(file)
	carryOut(m, m.flows.keep.Rate(2))
	if got := row(m, "run0"); got.Rating != 2 {
		t.Errorf("the other row has rating %d", got.Rating)
	}
}

// carryOut does what a command asks for, but for clocks.
func carryOut(m *Model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case flow.OutcomeMsg:
		carryOut(m, m.route(msg))
	case tea.BatchMsg:
		for _, cmd := range msg {
			carryOut(m, cmd)
		}
	default:
		if handled, cmd := m.flows.update(msg); handled {
			carryOut(m, cmd)
		}
	}
}
