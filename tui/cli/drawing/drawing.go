// Package drawing finds out how pictures are drawn on standard output.
package drawing

import (
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/terminal"
)

// AskFor is how long a picture in the shell waits for what the terminal says of
// itself. Nearly all answer within a few milliseconds, or a round trip, and the
// last question is answered by all; one that is busy takes longer, and what it says
// when nobody reads it any more stands on the shell's line as text.
const AskFor = 2 * time.Second

// Detector returns what is known of the terminal without asking it.
func Detector(c *console.Console) *picture.Detector {
	d := picture.NewDetector(os.Environ())
	file, ok := console.File(c.Out)
	if !ok || !console.IsTerminal(file) {
		return d
	}
	d.SetOwner(terminal.Owner())
	d.SetPixels(func() (w, h int) { return picture.WindowPixels(file.Fd()) })
	d.Feed(tea.ColorProfileMsg{Profile: colorprofile.Detect(file, os.Environ())})
	if cols, rows := c.Size(); cols > 0 {
		d.Feed(tea.WindowSizeMsg{Width: cols, Height: rows})
	}
	return d
}
