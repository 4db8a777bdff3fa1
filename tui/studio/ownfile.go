package studio

import (
	"os"
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/files"
)

// pickFile opens the file picker, where it was last.
func (m *Model) pickFile() tea.Cmd {
	pane, under := files.New(m.st, m.km), m.files
	m.files = pane
	dir := m.lastFolder
	if dir == "" {
		if home, err := os.UserHomeDir(); err == nil {
			dir = home
		}
	}
	read := pane.Open(dir, "")
	cmd := m.openScreen(opened{screen: pane, name: "files", closed: func() tea.Cmd {
		m.lastFolder, m.files = pane.Folder(), under
		return nil
	}})
	return tea.Batch(cmd, pane.Focus(), read)
}

// fileMessage handles what the file picker answers: the file that was chosen
// is what the next edit is about.
func (m *Model) fileMessage(msg tea.Msg) (bool, tea.Cmd) {
	if m.files == nil {
		return false, nil
	}
	switch msg := msg.(type) {
	case files.CancelMsg:
		return true, m.closeScreen()
	case files.ReadyMsg:
		return true, m.files.Update(msg)
	case files.ChosenMsg:
		cmd := m.closeScreen()
		m.lastFolder = filepath.Dir(msg.Path) // a written path may lead elsewhere
		m.ownFile, m.pending = msg.Path, "e"
		return true, cmd
	}
	return false, nil
}
