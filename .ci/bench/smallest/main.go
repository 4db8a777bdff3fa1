// Command smallest is about the smallest Bubble Tea program that takes text: what
// the studio is measured beside.
package main

import (
	"fmt"
	"os"

	tea "charm.land/bubbletea/v2"
)

type model struct{ text string }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if press.String() == "ctrl+c" {
			return m, tea.Quit
		}
		m.text += press.Text
	}
	return m, nil
}

func (m model) View() tea.View {
	v := tea.NewView("Prompt\n\n" + m.text)
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(model{}, tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
