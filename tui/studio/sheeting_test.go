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
	m.onRun(waits)
	runAll(t, m, pressKey(m, "s"))
	_, cmd := m.Update(actMsg{act: func(m *Model) tea.Cmd { return m.onRun(late) }})
	runAll(t, m, cmd)
	view := ansi.Strip(strings.Join(m.sheet.View(), "\n"))
	if strings.Contains(view, " … ") || strings.Contains(view, "waiting") {
		t.Fatalf("a picture that came in is not drawn:\n%s", view)
	}
}
