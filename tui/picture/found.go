package picture

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Found says in half a sentence what is known of the terminal, for the doctor.
func (d *Detector) Found() string {
	var facts []string
	fact := func(format string, args ...any) { facts = append(facts, fmt.Sprintf(format, args...)) }
	switch {
	case d.row.Quirks.Between && d.outer != "":
		fact("%s in %s", d.row.Name, d.outer)
	case d.row.Quirks.Between:
		fact("%s in an unnamed terminal", d.row.Name)
	case d.evidence.Version != "":
		fact("the terminal calls itself %s", d.evidence.Version)
	default:
		fact("an unnamed terminal")
	}
	fact("kitty pictures: %s", yes(d.graphics))
	switch {
	case d.Sixel() && d.row.Quirks.Between:
		fact("sixels: claimed by %s, not trusted", d.row.Name)
	case d.Sixel() && d.row.Quirks.Ghosts:
		fact("sixels: yes, but hidden by text")
	case d.Sixel() && d.registers > 0:
		fact("sixels: yes, %d colours", d.registers)
	default:
		fact("sixels: %s", yes(d.Sixel()))
	}
	fact("pictures as files: %s", yes(d.takesFiles()))
	t := d.Terminal()
	if t.Cell == (CellSize{}) {
		fact("cells of unknown size")
	} else {
		fact("cells of %d×%d pixels", t.Cell.Width, t.Cell.Height)
	}
	facts = append(facts, d.colors()...)
	if d.Remote() {
		fact("over ssh")
	}
	fact("at most %d KB per picture", t.budget()>>10)
	return strings.Join(facts, " · ")
}

// colors says how many colours there are, nothing while that is unknown.
func (d *Detector) colors() []string {
	p := d.Profile()
	switch {
	case d.colourless():
		return []string{"no colours"}
	case p == colorprofile.ANSI:
		return []string{"16 colours"}
	case p == colorprofile.ANSI256:
		return []string{"256 colours"}
	case p == colorprofile.TrueColor && d.profile != p:
		return []string{"all colours, as " + d.called() + " is known to show"}
	case p == colorprofile.TrueColor:
		return []string{"all colours"}
	}
	return nil
}

// Applies says which row of the table of terminals holds here, why, and where
// it differs, for the doctor.
func (d *Detector) Applies() string {
	parts := []string{d.row.Name}
	if len(d.row.Version) > 0 {
		parts[0] += " " + d.row.Version.String()
	}
	parts[0] += ": " + d.row.Why
	if d.row.Quirks.Between && d.around.Known() {
		parts = append(parts, "around it "+d.called())
	}
	q := d.row.Quirks
	for _, differs := range []struct {
		is   bool
		said string
	}{
		{q.Ghosts, "text would hide pictures, so the terminal draws none"},
		{q.MouseHoldsEsc, "the mouse is off, or escape would wait for what is pressed next"},
		{q.KeepsScreen, "it has no alternate screen: what was drawn is erased on exit"},
		{d.Drifts(), "borders next to letters missing from its font use plain characters, because it shifts lines"},
		{!q.Titles, "its title is not changed"},
		{len(d.kept()) > 0, "shortcuts that do not arrive: " + strings.Join(d.kept(), " ")},
		{len(d.doubtful()) > 0, "shortcuts that may not arrive: " + strings.Join(d.doubtful(), " ")},
	} {
		if differs.is {
			parts = append(parts, differs.said)
		}
	}
	return strings.Join(parts, " · ")
}

// Taken are the keys that do not arrive here, or may not.
func (d *Detector) Taken() []string { return slices.Concat(d.kept(), d.doubtful()) }

// kept are the keys that do not arrive. What the terminal around tmux takes does
// not reach that either.
func (d *Detector) kept() []string {
	if !d.row.Quirks.Between {
		return d.row.Quirks.Taken
	}
	q := d.around.Quirks
	return without(slices.Concat(d.row.Quirks.Taken, q.Taken, q.Inside), nil)
}

// doubtful are the keys of which nobody knows whether they arrive.
func (d *Detector) doubtful() []string {
	return without(slices.Concat(d.row.Quirks.Doubtful, d.around.Quirks.Doubtful), d.kept())
}

// without returns keys, each once, but for some.
func without(keys, but []string) []string {
	var out []string
	for _, key := range keys {
		if !slices.Contains(out, key) && !slices.Contains(but, key) {
			out = append(out, key)
		}
	}
	return out
}

// Reorders tells whether rows with text from right to left are turned round as a
// whole: by the terminal, or by the one around it, which draws.
func (d *Detector) Reorders() bool { return d.row.Quirks.Reorders || d.around.Quirks.Reorders }

// Drifts tells whether lines move from their cells beside letters that a font lacks.
func (d *Detector) Drifts() bool { return d.row.Quirks.Drifts || d.around.Quirks.Drifts }

// Hint says what a person could do to see better pictures, "" if nothing is
// known that would help.
func (d *Detector) Hint() string {
	mode := d.Mode()
	switch {
	case mode.pixels() || d.setting != ModeAuto || d.wished != ModeAuto:
		return ""
	case d.tmux() && d.outer == "":
		return "in tmux, `set -g allow-passthrough on` lets kitty and Ghostty draw pictures through it"
	case d.row.Name == "GNU screen":
		return "GNU screen lets no pictures through: outside it, or in tmux, some terminals draw them"
	case d.Sixel() && d.row.Pictures.Sixel.In(d.row.Version):
		return "the terminal draws sixels but does not report its cell size (xterm: allowWindowOps)"
	case d.Sixel() && !d.row.Known():
		return "this unknown terminal claims to draw sixels: graphics = \"sixel\" in the config tries them"
	case mode == ModeNone:
		return "TERM, COLORTERM and NO_COLOR set the number of colours"
	}
	return ""
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
