package console

import (
	"fmt"
	"io"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/clean"
	"imagine-tui/tui/terminal"
)

// Knows tells the console its environment, which may name the terminal: nothing is
// asked of that on the command line. Without it no terminal is known.
func (c *Console) Knows(getenv func(string) string) {
	row := terminal.Find(terminal.Evidence{Getenv: getenv})
	c.row, c.links = &row, IsTerminal(c.Out)
}

// Path is how a file is written on standard output: where that is a terminal which
// takes links, as one that leads to the file.
func (c *Console) Path(path string) string {
	text := clean.Line(path)
	if !c.links {
		return text
	}
	return c.row.Linked(path, text)
}

// Settled is what ends the progress that a killed program left at the taskbar, ""
// where the terminal shows none.
func (c *Console) Settled() string {
	if c.row == nil || !c.row.ShowsProgress() {
		return ""
	}
	return ansi.ResetProgressBar
}

// taskbar is progress at the taskbar, where a terminal shows it there.
type taskbar struct {
	out io.Writer // nil where none is shown
	now int       // what it shows
}

// show shows how much of something is done.
func (t *taskbar) show(done, total int) {
	if t.out == nil || total <= 0 {
		return
	}
	percent := min(100, max(1, 100*done/total))
	if percent != t.now {
		t.now = percent
		fmt.Fprint(t.out, ansi.SetProgressBar(percent))
	}
}

// end takes it away.
func (t *taskbar) end() {
	if t.out != nil && t.now != 0 {
		t.now = 0
		fmt.Fprint(t.out, ansi.ResetProgressBar)
	}
}
