package picture

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Found says in half a sentence what is known of the terminal, for the doctor.
func (d *Detector) Found() string {
	var facts []string
	fact := func(format string, args ...any) { facts = append(facts, fmt.Sprintf(format, args...)) }
	switch {
	case d.version != "" && d.tmux:
		fact("tmux in %s", d.version)
	case d.version != "":
		fact("the terminal calls itself %s", d.version)
	case d.tmux:
		fact("tmux in a terminal without a name")
	case d.screen():
		fact("screen")
	default:
		fact("a terminal without a name")
	}
	fact("kitty pictures: %s", yes(d.graphics))
	switch {
	case d.sixel && d.tmux:
		fact("sixels: tmux says so, which is not believed")
	case d.sixel && d.registers > 0:
		fact("sixels: yes, %d colours", d.registers)
	default:
		fact("sixels: %s", yes(d.sixel))
	}
	fact("pictures as files: %s", yes(d.takesFiles() && !d.tmux && !d.screen()))
	t := d.Terminal()
	if t.Cell == (CellSize{}) {
		fact("cells of unknown size")
	} else {
		fact("cells of %d×%d pixels", t.Cell.Width, t.Cell.Height)
	}
	switch {
	case d.colourless():
		fact("no colours")
	case d.profile == colorprofile.ANSI:
		fact("16 colours")
	case d.profile == colorprofile.ANSI256:
		fact("256 colours")
	case d.profile == colorprofile.TrueColor:
		fact("all colours")
	}
	if d.Remote() {
		fact("over ssh")
	}
	fact("at most %d KB a picture", t.budget()>>10)
	return strings.Join(facts, " · ")
}

// Hint says what a person could do to see better pictures, "" if nothing is
// known that would help.
func (d *Detector) Hint() string {
	mode := d.Mode()
	switch {
	case mode.pixels() || d.setting != ModeAuto || d.wished != ModeAuto:
		return ""
	case d.tmux && d.version == "":
		return "in tmux, `set -g allow-passthrough on` lets kitty and Ghostty draw pictures through it"
	case d.screen():
		return "screen lets no pictures through: outside it, or in tmux, some terminals draw them"
	case d.sixel && !d.tmux:
		return "the terminal draws sixels but does not tell the size of its cells (xterm: allowWindowOps)"
	case mode == ModeNone:
		return "TERM, COLORTERM and NO_COLOR say how many colours there are"
	}
	return ""
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
