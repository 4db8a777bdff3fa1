package picture

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// told takes how many colours the environment, or the person, says there are.
// What this program found out itself and passed on comes back as well.
func (d *Detector) told(p colorprofile.Profile) {
	if d.chosen || p == colorprofile.TrueColor && d.Profile() == p {
		return
	}
	d.profile = p
}

// SetColors holds a number of colours that the person chose.
func (d *Detector) SetColors(p colorprofile.Profile) { d.profile, d.chosen = p, true }

// Profile returns how many colours there are: all of them where the terminal
// names itself and is known to show them, although its environment does not say
// so, as over ssh. NO_COLOR, and a TERM that says how few are wished, hold.
func (d *Detector) Profile() colorprofile.Profile {
	switch {
	case d.chosen, d.profile != colorprofile.ANSI && d.profile != colorprofile.ANSI256, d.fewWished():
	case d.row.Sure && !d.row.Quirks.Between && d.row.AllColors():
		return colorprofile.TrueColor
	}
	return d.profile
}

// fewWished tells whether TERM says a number of colours that nobody writes but
// to have so few.
func (d *Detector) fewWished() bool {
	for _, end := range []string{"-8color", "-16color", "-88color", "-mono", "-m"} {
		if strings.HasSuffix(d.env["TERM"], end) {
			return true
		}
	}
	return false
}
