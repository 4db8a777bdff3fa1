package studio

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/queue"
)

// ticker is the one clock of the studio: it runs while something moves in
// view, and not at all otherwise.
type ticker struct {
	running bool
	frame   int
	away    bool // the terminal says it has not the focus
}

type tickMsg struct{}

const tickEvery = 100 * time.Millisecond

// keepTicking starts the clock when something in view changes with time.
func (m *Model) keepTicking() tea.Cmd {
	if m.tick.running || !m.moving() {
		return nil
	}
	m.tick.running = true
	return tea.Tick(tickEvery, func(time.Time) tea.Msg { return tickMsg{} })
}

func (m *Model) moving() bool {
	if m.overview.Moving() || m.runs.Moving() {
		return true
	}
	if m.results.MovingInView() {
		return true
	}
	row, ok := m.results.Selected()
	return ok && row.State.Moving()
}

// onTick turns the spinner, counts down what waits, and shows the elapsed
// time of the selected run.
func (m *Model) onTick(tickMsg) tea.Cmd {
	m.tick.running = false
	m.tick.frame++
	m.results.SetFrame(m.tick.frame)
	m.overview.Tick(m.tick.frame)
	m.runs.Tick(m.tick.frame)
	m.timeLeftWords = m.timeLeft()
	selected, _ := m.results.Selected()
	for _, id := range m.results.MovingIDs() {
		r, followed := m.gallery.Run(id)
		if !followed || (r.State != queue.StateRetrying && r.Job == "" && id != selected.ID) {
			continue
		}
		m.gallery.Tick(id, m.clock.Now(), id == selected.ID)
		if id == selected.ID {
			selected, _ = m.gallery.Row(id)
			m.show.ShowRun(selected)
		}
	}
	return nil
}
