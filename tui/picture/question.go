package picture

import (
	"github.com/charmbracelet/x/ansi"
)

// Questions are asked in two rounds. The first is of control sequences that any
// terminal drops without a trace when it does not know them; the second only of
// terminals that named themselves, and are known to understand: some would show
// an unknown string, or scroll.

// sixelQueries ask how many colours a sixel picture may have, and how many
// pixels it: by default as many as the window.
const sixelQueries = "\x1b[?1;1;0S\x1b[?2;1;0S"

// asked are the questions of the second round that were sent.
type asked struct{ around, graphics, sixel bool }

// Queries returns what to send to the terminal, with one tea.Raw, to learn
// more. The answers go to Feed. Nothing may wait for them.
func (d *Detector) Queries() string {
	if term := d.env["TERM"]; term == "" || term == "dumb" || d.row.Quirks.Silent {
		return ""
	}
	return ansi.RequestNameVersion + ansi.RequestSecondaryDeviceAttributes +
		ansi.WindowOp(14) + ansi.WindowOp(16) + ansi.RequestPrimaryDeviceAttributes
}

// More returns what to send after the first answers, "" for nothing. Each
// question is returned once.
func (d *Detector) More() string {
	q := ""
	ask := func(done *bool, when bool, question string) {
		if when && !*done {
			*done = true
			q += question
		}
	}
	graphics := ansi.KittyGraphics([]byte("AAAA"), "i=31", "s=1", "v=1", "a=q", "t=d", "f=24")
	p, able := d.around.Pictures, false
	if d.around.Sure {
		able = p.Placeholders.In(d.around.Version) || p.Kitty.In(d.around.Version)
	}
	switch {
	case d.tmux():
		// tmux answers for itself. What it is asked to pass on reaches the
		// terminal around it, where the person allows that.
		ask(&d.asked.around, d.row.Sure, ansi.TmuxPassthrough(ansi.RequestNameVersion))
		ask(&d.asked.graphics, able, ansi.TmuxPassthrough(graphics))
	case !d.row.Quirks.Between:
		ask(&d.asked.graphics, able, graphics)
		ask(&d.asked.sixel, d.Sixel() && d.row.Sure && p.Sixel.In(d.row.Version), sixelQueries)
	}
	return q
}
