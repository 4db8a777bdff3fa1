package picture

import (
	"strings"

	"github.com/charmbracelet/colorprofile"

	"imagine-tui/tui/terminal"
)

// told takes how many colours the environment, or the person, says there are.
// What this program found out itself and passed on comes back as well.
func (d *Detector) told(p colorprofile.Profile) {
	if d.chosen || d.Profile() == p {
		return
	}
	d.profile = p
}

// SetColors holds a number of colours that the person chose.
func (d *Detector) SetColors(p colorprofile.Profile) { d.profile, d.chosen = p, true }

// Profile returns how many colours there are: all of them where the terminal
// names itself and is known to show them, although its environment does not say
// so, as over ssh; fewer than the environment was read to say where the terminal
// shows no more. NO_COLOR, and a TERM that says how few are wished, hold.
func (d *Detector) Profile() colorprofile.Profile {
	most := min(d.wishes(), d.shows())
	switch {
	case d.chosen:
		return d.profile
	case d.profile != colorprofile.ANSI && d.profile != colorprofile.ANSI256:
	case most == colorprofile.TrueColor && d.row.Sure && !d.row.Quirks.Between && d.row.AllColors():
		return colorprofile.TrueColor
	}
	return min(d.profile, most)
}

// wishes returns how many colours TERM allows: some names are written by nobody
// but to have so few.
func (d *Detector) wishes() colorprofile.Profile {
	for _, few := range []struct {
		end  string
		most colorprofile.Profile
	}{
		{"-8color", colorprofile.ANSI},
		{"-16color", colorprofile.ANSI},
		{"-88color", colorprofile.ANSI},
		{"-mono", colorprofile.ASCII},
		{"-m", colorprofile.ASCII},
	} {
		if strings.HasSuffix(d.env["TERM"], few.end) {
			return few.most
		}
	}
	return colorprofile.TrueColor
}

// shows returns how many colours the terminal is known to show at most. The
// environment is read by the letters in TERM, which stand in other names too: st
// in nsterm, foot in screen.foot.
func (d *Detector) shows() colorprofile.Profile {
	switch d.row.Colors {
	case terminal.Colors16:
		return colorprofile.ANSI
	case terminal.Colors256:
		if d.row.NamesColors && !strings.Contains(d.env["TERM"], "256color") {
			return colorprofile.ANSI
		}
		if d.row.NamesColors || d.env["COLORTERM"] == "" {
			return colorprofile.ANSI256
		}
	case terminal.ColorsUnknown, terminal.ColorsAll:
	}
	return colorprofile.TrueColor
}
