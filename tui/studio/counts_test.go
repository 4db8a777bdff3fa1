package studio

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
	"imagine-tui/tui/e2e/ratios"
)

// What a letter in the prompt allocates until its frame is there, with 10,000
// results listed.
func TestCounts(t *testing.T) { //nolint:paralleltest // allocations of others would be counted
	m := studio(t, 120, 40)
	var many []queue.Run
	for range 10_000 {
		many = append(many, saved(1))
	}
	put(m, "Harbour", "sandbox", many...)
	ratios.Allocations(t, "key", func() {
		m.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
		_ = m.View()
		m.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	})
}

// What is made before the first frame. Below 4 MB nothing of it is looked through for
// garbage; the library that writes it to the terminal makes about 1.7 MB more.
func TestCountsOfTheFirstFrame(t *testing.T) { //nolint:paralleltest // allocations of others would be counted
	studio(t, 120, 40) // what is made once in a program
	ratios.Allocations(t, "frame", func() {
		m := studio(t, 120, 40)
		_ = m.View()
	})
}
