package cells

import (
	_ "unsafe" // for linkname

	"github.com/clipperhouse/displaywidth"
	"github.com/mattn/go-runewidth"
)

// The options that the renderer measures with. It reads RUNEWIDTH_EASTASIAN
// before anything of this program runs and has no way to be told otherwise.
// Were they named otherwise there, these would be nil, and a test would say so.
//
//go:linkname codePointOptions github.com/charmbracelet/x/ansi.wcOptions
var codePointOptions *runewidth.Condition

//go:linkname graphemeOptions github.com/charmbracelet/x/ansi.dwOptions
var graphemeOptions *displaywidth.Options

func init() {
	if codePointOptions != nil {
		codePointOptions.EastAsianWidth = false
	}
	if graphemeOptions != nil {
		graphemeOptions.EastAsianWidth = false
	}
}
