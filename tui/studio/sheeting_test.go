package studio

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/queue"
)

// What comes in while a sheet is open is drawn with no further key.
func TestSheetFillsInByItself(t *testing.T) {
	m := studio(t, 120, 40)
	halfBlocks(t, m)
	putFiles(t, m, 3)
	var late queue.Run
	for r := range m.gallery.Runs {
		late = r
	}
	waits := late
	waits.State = queue.StateWaiting
	m.flows.progress.Take(waits)
	runAll(t, m, pressKey(m, "s"))
	came := m.flows.progress.Take(late)
	_, cmd := m.Update(nil)
	runAll(t, m, tea.Batch(came, cmd))
	view := ansi.Strip(strings.Join(m.screens.top().View(), "\n"))
	if strings.Contains(view, " … ") || strings.Contains(view, "waiting") {
		t.Fatalf("a picture that came in is not drawn:\n%s", view)
	}
}
