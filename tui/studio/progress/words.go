package progress

import (
	"fmt"
	"time"

	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/gauge"
)

// Tick counts on how long the work in hand will take still.
func (f *Flow) Tick() {
	f.remaining = ""
	left, ok := f.o.Queue.Left()
	switch {
	case !ok || left < time.Second:
	case left < time.Minute:
		f.remaining = fmt.Sprintf(" · ~%d s", int(left.Seconds()+0.5))
	default:
		f.remaining = fmt.Sprintf(" · ~%d min", int(left.Minutes()+0.5))
	}
}

// Running is how many runs are under way.
func (f *Flow) Running() int { return f.o.Queue.Counts().Running }

// Open is how many runs are under way or wait for their turn.
func (f *Flow) Open() int {
	c := f.o.Queue.Counts()
	return c.Running + c.Waiting
}

// Busy tells whether anything runs or waits that can be stopped.
func (f *Flow) Busy() bool {
	c := f.o.Queue.Counts()
	return c.Running+c.Waiting > 0
}

// Work says how far the work in hand has come, with a bar where there is room for
// one; "" when there is none.
func (f *Flow) Work(bar bool) string {
	c := f.o.Queue.Counts()
	left := c.Running + c.Waiting + c.Held
	if left == 0 {
		return ""
	}
	text := fmt.Sprintf("%d running", c.Running)
	if c.Waiting > 0 {
		text += fmt.Sprintf(" · %d queued", c.Waiting)
	}
	if c.Held > 0 {
		text += fmt.Sprintf(" · %d held", c.Held)
	}
	if bar {
		text = barOf(c.Saved-f.saved, c.Saved-f.saved+left) + text
	}
	return text + f.remaining
}

// barLength is that of the bar in cells.
const barLength = 8

func barOf(done, total int) string {
	full, rest := gauge.Signs(done, total, barLength)
	return full + rest + fmt.Sprintf(" %d/%d · ", done, total)
}

// Spent says what today cost, "" where that is nothing.
func (f *Flow) Spent() string {
	switch {
	case f.spent.Zero():
		return ""
	case f.spent.Unpriced == 0:
		return f.spent.Words() + " today"
	case f.spent.Tokens == 0:
		return f.spent.Number() + " today"
	}
	return fmt.Sprintf("%s + %d of unknown price today", wording.Count(f.spent.Tokens, "token"), f.spent.Unpriced)
}

// Title is that of the terminal's window.
func (f *Flow) Title() string {
	c := f.o.Queue.Counts()
	if left := c.Running + c.Waiting; left > 0 {
		return fmt.Sprintf("%d/%d · imagine-tui", c.Saved-f.saved, c.Saved-f.saved+left)
	}
	return "imagine-tui"
}
