package studio

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/gallery"
)

// ticker is the one pulse of the studio: it beats while something moves in view, as
// fast as that does, and not at all otherwise.
type ticker struct {
	pace  gallery.Pace // of the beat that is to come, gallery.Still for none
	beats int          // that were asked for
	frame int
	calm  bool // nothing is to move by itself: seconds are counted on, no more
}

// tickMsg is a beat. One that a faster one took the place of means nothing.
type tickMsg struct{ beat int }

const tickEvery = 100 * time.Millisecond

// keep starts the pulse where something moves. What begins to move does not wait for
// the next slow beat.
func (t *ticker) keep(pace gallery.Pace) tea.Cmd {
	if pace <= t.pace {
		return nil
	}
	t.pace = pace
	t.beats++
	msg := tickMsg{t.beats}
	wait := t.wait(pace)
	return tea.Tick(wait, func(time.Time) tea.Msg { return msg })
}

// wait is how long it is to the next beat.
func (t *ticker) wait(pace gallery.Pace) time.Duration {
	switch {
	case pace == gallery.Slow:
		return gallery.SlowStep
	case t.calm:
		return time.Second
	}
	return tickEvery
}

// beat counts on, and returns the number of the frame; false for a beat that another
// one came in the place of.
func (t *ticker) beat(msg tickMsg) (frame int, ok bool) {
	if msg.beat != t.beats || t.pace == gallery.Still {
		return 0, false
	}
	t.pace = gallery.Still
	t.frame++
	return t.frame, true
}
