package console

import (
	"fmt"
	"time"

	"imagine-tui/api/wording"
)

// Progress is a line on standard error that is written over, where a person
// watches. Before anything else is written it must be cleared.
type Progress struct {
	console *Console
	live    bool
	shown   bool
	last    time.Time
}

// Progress returns a line that is not shown yet.
func (c *Console) Progress() *Progress {
	return &Progress{console: c, live: IsTerminal(c.Err) && !c.Quiet, last: time.Now()}
}

// Show writes the line anew.
func (p *Progress) Show(format string, args ...any) {
	if !p.live {
		return
	}
	fmt.Fprintf(p.console.Err, "\r\x1b[K"+format, args...)
	p.shown = true
}

// Count shows how many of which things are done, a few times a second.
func (p *Progress) Count(done, total int, noun string) {
	if time.Since(p.last) < 100*time.Millisecond && done < total {
		return
	}
	p.last = time.Now()
	p.Show("%d of %s", done, wording.Count(total, noun))
}

// Clear takes the line away.
func (p *Progress) Clear() {
	if p.shown {
		fmt.Fprint(p.console.Err, "\r\x1b[K")
		p.shown = false
	}
}
