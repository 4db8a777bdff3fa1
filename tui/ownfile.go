package tui

import tea "charm.land/bubbletea/v2"

func (m *Model) pickFile() tea.Cmd { return nil }

func (m *Model) fileMessage(tea.Msg) (bool, tea.Cmd) { return false, nil }
