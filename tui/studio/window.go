package studio

import (
	tea "charm.land/bubbletea/v2"
	"golang.org/x/term"
)

// window asks the system how large the terminal is; 0, 0 if it cannot say.
type window func() (w, h int)

// windowOf is the window that out is shown in.
func windowOf(out any) window {
	return func() (w, h int) {
		f, ok := out.(interface{ Fd() uintptr })
		if !ok {
			return 0, 0
		}
		w, h, err := term.GetSize(int(f.Fd())) // #nosec G115 -- descriptors are small
		if err != nil {
			return 0, 0
		}
		return w, h
	}
}

// size has what the system says take the place of any other size. Terminals
// report sizes, too, and nobody asked them: late, for another program that ran
// before, or as bytes that only look like it. Two changes of the size may also
// arrive the wrong way round. Where the system does not know, a report is better
// than nothing, unless it leaves nothing to draw on.
func (at window) size(msg tea.Msg) tea.Msg {
	said, is := msg.(tea.WindowSizeMsg)
	if !is {
		return msg
	}
	if w, h := at(); w > 0 && h > 0 {
		return tea.WindowSizeMsg{Width: w, Height: h}
	}
	if said.Width <= 0 || said.Height <= 0 {
		return nil
	}
	return said
}
