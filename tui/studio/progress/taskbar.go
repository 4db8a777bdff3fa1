package progress

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// beat keeps what is shown at the taskbar alive: some terminals take it for that of
// a program that died when it does not change for a quarter of a minute.
type beat struct {
	due   bool
	count int
}

// beatMsg says that a beat is due.
type beatMsg struct{}

// beatEvery is how often what is shown changes by a hair.
const beatEvery = 6 * time.Second

// pulse has the next beat come, while there is work.
func (f *Flow) pulse() tea.Cmd {
	if f.beat.due || !f.Busy() {
		return nil
	}
	f.beat.due = true
	return tea.Tick(beatEvery, func(time.Time) tea.Msg { return beatMsg{} })
}

// Taskbar is how far the work in hand has come, nil where there is none.
func (f *Flow) Taskbar() *tea.ProgressBar {
	c := f.o.Queue.Counts()
	left := c.Running + c.Waiting
	if left == 0 {
		return nil
	}
	done := c.Saved - f.saved
	// It is never full while there is work, and never empty, which shows nothing.
	share := min(98, max(1, 100*done/(done+left))) + f.beat.count%2
	return tea.NewProgressBar(tea.ProgressBarDefault, share)
}
