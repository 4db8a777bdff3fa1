package studio

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// ticker is the one pulse of the studio: it beats while something moves in view,
// and not at all otherwise.
type ticker struct {
	running bool
	frame   int
}

type tickMsg struct{}

const tickEvery = 100 * time.Millisecond

// keep starts the pulse where something moves.
func (t *ticker) keep(moving bool) tea.Cmd {
	if t.running || !moving {
		return nil
	}
	t.running = true
	return tea.Tick(tickEvery, func(time.Time) tea.Msg { return tickMsg{} })
}

// beat counts on, and returns the number of the beat.
func (t *ticker) beat() int {
	t.running = false
	t.frame++
	return t.frame
}
