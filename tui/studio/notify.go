package studio

import (
	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/app"
	"imagine-tui/tui/terminal"
)

// notify tells the person of something who does not look at the terminal, as the
// configuration says and the terminal can.
func (m *Model) notify(text string) tea.Cmd {
	switch m.o.Config.Notify {
	case "off":
		return nil
	case "bell":
		return tea.Raw(terminal.Bell)
	}
	return tea.Raw(m.display.Row().Notice(app.Name, text))
}
