package picture

import (
	"strconv"
	"strings"
)

// drawsPlaceholders tells whether a terminal, by its answer to XTVERSION,
// draws kitty's Unicode placeholders. That it knows the graphics protocol is
// not enough: kitty before 0.28 and WezTerm do, and show boxes.
func drawsPlaceholders(version string) bool {
	n, v := nameVersion(version)
	switch n {
	case "kitty":
		return atLeast(v, 0, 28)
	case "ghostty":
		return true
	}
	return false
}

// takesFiles tells whether a terminal draws pictures sent the way iTerm2 made
// up. Those built on xterm.js do when an add-on is loaded, which is seen from
// the sixels it brings too.
func (d *Detector) takesFiles() bool {
	n, v := nameVersion(d.version)
	switch n {
	case "iterm2":
		return atLeast(v, 3, 0)
	case "wezterm":
		return true
	case "mintty":
		return atLeast(v, 2, 9)
	case "xterm.js":
		return d.sixel
	case "":
		switch d.env["TERM_PROGRAM"] {
		case "iTerm.app":
			return atLeast(d.env["TERM_PROGRAM_VERSION"], 3, 0)
		case "WezTerm":
			return true
		case "vscode":
			return d.sixel
		}
	}
	return false
}

// drawsSextants tells whether a terminal, by its answer to XTVERSION, draws
// the sextant characters itself, whatever its font has. Windows Terminal does
// not, and leaves gaps between the rows; Alacritty does since 0.13.2 but never
// tells its version.
func drawsSextants(version string) bool {
	n, v := nameVersion(version)
	switch n {
	case "kitty", "ghostty", "foot", "wezterm", "contour":
		return true
	case "iterm2":
		return atLeast(v, 3, 5)
	case "xterm.js":
		return atLeast(v, 6, 1)
	case "vte":
		return vteDraws(v)
	}
	return false
}

// sextantsByEnvironment is drawsSextants before the terminal has answered, and
// for terminals that do not answer.
func (d *Detector) sextantsByEnvironment() bool {
	switch d.env["TERM"] {
	case "xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "wezterm":
		return true
	}
	v := d.env["TERM_PROGRAM_VERSION"]
	switch d.env["TERM_PROGRAM"] {
	case "ghostty", "WezTerm":
		return true
	case "iTerm.app":
		return atLeast(v, 3, 5)
	case "vscode":
		return atLeast(v, 1, 109)
	}
	return vteDraws(d.env["VTE_VERSION"])
}

// vteDraws reads the number that VTE gives as version: 6200 is 0.62.
func vteDraws(v string) bool {
	n, err := strconv.Atoi(v)
	return err == nil && n >= 6200
}

// nameVersion takes apart "kitty(0.41.1)", "foot(1.16.2)" or "WezTerm 2024…".
func nameVersion(s string) (name, version string) {
	i := strings.IndexAny(s, "( ")
	if i < 0 {
		return strings.ToLower(s), ""
	}
	return strings.ToLower(s[:i]), strings.TrimRight(s[i+1:], ")")
}

// atLeast tells whether a version is major.minor or newer.
func atLeast(version string, major, minor int) bool {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return false
	}
	a, errA := strconv.Atoi(parts[0])
	b, errB := strconv.Atoi(parts[1])
	return errA == nil && errB == nil && (a > major || a == major && b >= minor)
}
