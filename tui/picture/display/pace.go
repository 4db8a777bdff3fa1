package display

import (
	"context"
	"io"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/picture"
)

// cameBackMsg says that the program came back from another screen.
type cameBackMsg struct{}

// restedMsg says that pictures that moved stand still: the frame is made again.
type restedMsg struct{}

// readyMsg says that the terminal has taken everything, when a frame or a picture
// waits for that.
type readyMsg struct{}

// follow waits until the program comes back from another screen, if it goes, until
// pictures stand still, or the terminal takes more.
func (d *Display) follow() tea.Cmd {
	if d.ctx == nil {
		return nil
	}
	ctx, entered, rested := d.ctx, d.overlay.Entered(), d.overlay.Rested()
	var ready <-chan struct{}
	if d.outlet != nil {
		ready = d.outlet.Ready()
	}
	return func() tea.Msg {
		select {
		case <-entered:
			return cameBackMsg{}
		case <-rested:
			return restedMsg{}
		case <-ready:
			return readyMsg{}
		case <-ctx.Done():
			return nil
		}
	}
}

// Behind tells whether the terminal has yet to take what it was sent. The frame need
// not be made then: a message comes when the terminal has taken it.
func (d *Display) Behind() bool { return d.outlet != nil && d.outlet.Behind() }

// Send sends what the terminal must have before a picture's cells are painted, and
// says so by a message. On a slow line one waits for the other, and keys are
// answered in between.
func (d *Display) Send(transmit string, sent tea.Msg) tea.Cmd {
	if d.outlet == nil || d.ctx == nil {
		return tea.Sequence(tea.Raw(transmit), func() tea.Msg { return sent })
	}
	ctx, out := d.ctx, d.outlet
	return func() tea.Msg {
		if !out.Turn(ctx, len(transmit)) {
			return nil
		}
		return tea.Sequence(tea.Raw(transmit), func() tea.Msg {
			out.Done(len(transmit))
			return sent
		})()
	}
}

// Film draws a frame of a film: it sends what the terminal has to get first, or
// the picture itself where it lies over its cells. It returns when the terminal
// has taken that, and what was written before, so it is for commands.
func (d *Display) Film(ctx context.Context, r picture.Rendered) error {
	var err error
	if r.Transmit != "" {
		_, err = io.WriteString(d.overlay, r.Transmit)
	} else {
		d.Hold(r)
		err = d.overlay.Again(r.Graphic)
	}
	if err == nil && d.outlet != nil {
		err = d.outlet.Taken(ctx)
	}
	return err //nolint:wrapcheck // a terminal that is gone is told of elsewhere
}
