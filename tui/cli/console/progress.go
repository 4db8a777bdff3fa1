package console

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/term"

	"imagine-tui/api/wording"
)

const (
	// redrawn is how often the line is written at most.
	redrawn = 100 * time.Millisecond
	// reported is how often a line of its own is said where nobody watches.
	reported = 10 * time.Second
	// bar is how many cells the bar takes; a terminal with fewer than wide has none.
	bar, wide = 20, 72
)

// Progress is a line on standard error that is written over, where a person
// watches; before anything else is written it must be cleared. Elsewhere a line of
// its own is said now and then.
type Progress struct {
	console *Console
	live    bool
	shown   bool
	last    time.Time // when it was shown or said last
	pace    pace
	now     func() time.Time
	taskbar taskbar
}

// Progress returns a line that is not shown yet.
func (c *Console) Progress() *Progress {
	p := &Progress{console: c, live: IsTerminal(c.Err) && !c.Quiet, last: time.Now(), now: time.Now}
	if p.live && c.row != nil && c.row.ShowsProgress() {
		p.taskbar.out = c.Err
	}
	return p
}

// Show writes the line anew.
func (p *Progress) Show(format string, args ...any) {
	if !p.live {
		return
	}
	fmt.Fprintf(p.console.Err, "\r\x1b[K"+format, args...)
	p.shown = true
}

// Count tells how many of which things are done, at which rate, and how long the
// rest takes.
func (p *Progress) Count(done, total int, noun string) { p.Step(done, total, noun, "") }

// Step is Count with something to tell behind the number, "" for nothing.
func (p *Progress) Step(done, total int, noun, more string) {
	now := p.now()
	p.pace.note(now, done)
	gap := reported
	if p.live {
		gap = redrawn
	}
	if now.Sub(p.last) < gap && (done < total || !p.live) {
		return
	}
	p.last = now
	p.taskbar.show(done, total)
	parts := []string{fmt.Sprintf("%d of %s", done, wording.Count(total, noun))}
	if more != "" {
		parts = append(parts, more)
	}
	parts = append(parts, p.pace.words(total-done)...)
	text := strings.Join(parts, " · ")
	switch {
	case !p.live:
		p.console.Say("%s.", text)
	case p.cols() < wide:
		p.Show("%s", text)
	default:
		p.Show("%s %s", drawn(done, total), text)
	}
}

// cols is how wide the terminal is that the line stands in.
func (p *Progress) cols() int {
	if file, is := File(p.console.Err); is {
		if cols, _, err := term.GetSize(int(file.Fd())); err == nil && cols > 0 {
			return cols
		}
	}
	return 80
}

// drawn is the bar, of signs that every terminal has.
func drawn(done, total int) string {
	full := bar
	if total > 0 {
		full = min(bar, bar*done/total)
	}
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", bar-full) + "]"
}

// Clear takes the line away.
func (p *Progress) Clear() {
	if p.shown {
		fmt.Fprint(p.console.Err, "\r\x1b[K")
		p.shown = false
	}
}

// End is Clear for the last time: nothing is left at the taskbar either.
func (p *Progress) End() {
	p.Clear()
	p.taskbar.end()
}

// pace is how fast things get done, of late: what was done at once at the beginning
// does not count.
type pace struct {
	from, since mark
	rate        float64 // a second, 0 while nobody knows
}

type mark struct {
	at   time.Time
	done int
}

// lately is how long ago the pace is measured from, at least.
const lately = 15 * time.Second

func (p *pace) note(now time.Time, done int) {
	here := mark{now, done}
	if p.from.at.IsZero() {
		p.from, p.since = here, here
		return
	}
	if now.Sub(p.since.at) >= lately {
		p.from, p.since = p.since, here
	}
	p.rate = 0
	if took := now.Sub(p.from.at).Seconds(); took >= 1 {
		p.rate = float64(done-p.from.done) / took
	}
}

// words say the rate, and how long it takes until the rest is done.
func (p *pace) words(left int) []string {
	if p.rate <= 0 || left <= 0 {
		return nil
	}
	rate := fmt.Sprintf("%.1f a second", p.rate)
	if p.rate < 1 {
		rate = fmt.Sprintf("%.1f a minute", p.rate*60)
	}
	seconds := time.Duration(float64(left)/p.rate*float64(time.Second) + 0.5)
	return []string{rate, seconds.Round(time.Second).String() + " left"}
}
