package tui

import tea "charm.land/bubbletea/v2"

func (m *Model) openCanvas(source) tea.Cmd { return nil }
func (m *Model) pickFile() tea.Cmd         { return nil }
func (m *Model) askVideo([]source) tea.Cmd { return nil }
