// Package display is the terminal as far as pictures go: how it can draw them,
// how the person wants them drawn, and what was drawn for it so far. It belongs
// to the update loop; what it hands out may be used anywhere.
package display

import (
	"image/color"
	"io"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"imagine-tui/tui/picture"
)

// cacheBytes is how much memory drawn pictures may take.
const cacheBytes = 24 << 20

// Options say what a display stands before.
type Options struct {
	Out     io.Writer
	Environ []string
	// Setting is the name of the mode that the person set, "auto" or "" for what
	// the terminal does best.
	Setting string
	// Bytes is how much may be sent for one picture, 0 for what suits the line.
	Bytes int
	// Thumbs is the folder that keeps small pictures, "" for none.
	Thumbs string
	// Background are the colours behind transparent parts.
	Background []color.Color
}

// Display is a terminal that pictures are drawn on.
type Display struct {
	setting  string
	profile  colorprofile.Profile
	mode     picture.Mode
	detector *picture.Detector
	cache    *picture.Cache
	overlay  *picture.Overlay
}

// New returns a display of which no more is known than the environment says.
func New(o Options) *Display {
	d := &Display{
		setting: o.Setting, profile: colorprofile.TrueColor,
		detector: picture.NewDetector(o.Environ), cache: picture.NewCache(cacheBytes), overlay: picture.NewOverlay(o.Out),
	}
	d.cache.SetBackground(o.Background...)
	d.detector.SetPixels(d.overlay.Pixels)
	d.detector.SetBytes(o.Bytes)
	if o.Thumbs != "" {
		d.cache.SetThumbs(picture.NewThumbs(o.Thumbs))
	}
	d.mode = d.wanted()
	return d
}

func (d *Display) wanted() picture.Mode {
	if d.profile <= colorprofile.ASCII {
		return picture.ModeNone
	}
	if mode, err := picture.ParseMode(d.setting); err == nil {
		d.detector.Force(mode)
	}
	return d.detector.Mode()
}

// Ask asks the terminal what it can draw. The answers come as messages; nothing
// waits for them.
func (d *Display) Ask() tea.Cmd {
	if d.mode.Cells() && d.setting != "" && d.setting != "auto" {
		return nil // nothing the terminal says would change it
	}
	if q := d.detector.Queries(); q != "" {
		return tea.Raw(q)
	}
	return nil
}

// Feed takes any message of the program, and tells whether pictures are to be
// drawn anew: the terminal does better or worse than was thought.
func (d *Display) Feed(msg tea.Msg) (anew bool) {
	learnt := d.detector.Feed(msg)
	if msg, ok := msg.(tea.ColorProfileMsg); ok {
		d.profile, learnt = msg.Profile, true
	}
	return learnt && d.update()
}

// update tells whether the terminal, or the mode for it, is another one now.
func (d *Display) update() (anew bool) {
	before := d.mode
	d.mode = d.wanted()
	return d.cache.SetTerminal(d.detector.Terminal()) || d.mode != before
}

// Set draws in the mode of a name from now on. It tells whether pictures are to
// be drawn anew.
func (d *Display) Set(name string) (anew bool, err error) {
	if _, err := picture.ParseMode(name); err != nil {
		return false, err
	}
	d.setting = name
	return d.update(), nil
}

// SetBackground sets the colours behind transparent parts: pictures are to be
// drawn anew then.
func (d *Display) SetBackground(colors ...color.Color) { d.cache.SetBackground(colors...) }

// Mode is how pictures are drawn now.
func (d *Display) Mode() picture.Mode { return d.mode }

// CellMode is how small pictures are drawn: as cells, which move and scroll with
// everything else.
func (d *Display) CellMode() picture.Mode {
	if d.mode >= picture.ModeKitty {
		return d.detector.CellMode()
	}
	return d.mode
}

// Plain tells whether the terminal has no colours.
func (d *Display) Plain() bool { return d.profile <= colorprofile.ASCII }

// Cache holds what was drawn, and draws.
func (d *Display) Cache() *picture.Cache { return d.cache }

// Output is what the program writes to, so that pictures stay in step with the
// cells under them.
func (d *Display) Output() io.Writer { return d.overlay.Output() }

// Place returns the frame to show while the terminal draws a picture over its
// cells, nil for none. Where something lies over a part of them the picture is
// to be drawn in cells: whole is false then, and the frame must be made again.
func (d *Display) Place(frame []string, over *picture.Graphic) (lines []string, whole bool) {
	return d.overlay.Place(frame, over)
}
