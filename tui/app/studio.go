package app

import (
	"fmt"
	"slices"
	"strings"
)

// Studio is the [studio] section of the configuration file.
type Studio struct {
	// Graphics names how pictures are drawn, one of those that LoadSettings is given.
	Graphics string `toml:"graphics"`
	// PictureBytes is how much is sent to the terminal for one picture; 0 means
	// 4 MB, or 256 KB over ssh. Pictures drawn in cells do not count.
	PictureBytes int `toml:"picture_bytes"`
	// Mouse turns the mouse on. With the mouse on, terminals select text only
	// with shift held.
	Mouse bool `toml:"mouse"`
	// Advance moves on to the next result after p, x and the digits.
	Advance bool `toml:"advance"`
	// InvertMasks makes masks black where something is to change, for a
	// service that means them so. The API's clients send white there.
	InvertMasks bool `toml:"invert_masks"`
	// Background is auto, dark or light.
	Background string `toml:"background"`
	// Notify is what happens when a batch ends while the window has no focus: auto
	// (what the terminal can do), bell or off.
	Notify string `toml:"notify"`
	// Theme names the colours; auto are those for the background. Which there are
	// is known where they are drawn with: a name that there is not stops nothing.
	Theme string `toml:"theme"`
	// Signs are unicode, or ascii for fonts and eyes that lack the others.
	Signs string `toml:"signs"`
	// ReducedMotion keeps still what only turns.
	ReducedMotion bool `toml:"reduced_motion"`
	// ScreenReader says the studio in sentences, for who hears it: nothing is drawn.
	ScreenReader bool `toml:"screen_reader"`
	// Vim has the prompt edited as in vi, with a normal mode and one to insert.
	Vim bool `toml:"vim"`
}

// leastPictureBytes is about what a thumbnail takes.
const leastPictureBytes = 8 << 10

// defaultStudio returns the settings that hold where the file says nothing.
func defaultStudio() Studio {
	return Studio{Graphics: "auto", Mouse: true, Background: "auto", Notify: "auto", Theme: "auto", Signs: "unicode"}
}

// validate tells which setting has a value nobody understands. graphics are the
// ways to draw that there are.
func (c Studio) validate(graphics []string) error {
	if !slices.Contains(graphics, c.Graphics) {
		return fmt.Errorf("graphics = %q is unknown: use one of %s", c.Graphics, strings.Join(graphics, ", "))
	}
	if c.PictureBytes != 0 && c.PictureBytes < leastPictureBytes {
		return fmt.Errorf("picture_bytes = %d is too small to show anything: use 0 for what suits the connection, or at least %d", c.PictureBytes, leastPictureBytes)
	}
	switch c.Background {
	case "auto", "dark", "light":
	default:
		return fmt.Errorf("background = %q is unknown: use auto, dark or light", c.Background)
	}
	switch c.Signs {
	case "unicode", "ascii":
	default:
		return fmt.Errorf("signs = %q is unknown: use unicode or ascii", c.Signs)
	}
	switch c.Notify {
	case "auto", "bell", "off":
	default:
		return fmt.Errorf("notify = %q is unknown: use auto, bell or off", c.Notify)
	}
	return nil
}
