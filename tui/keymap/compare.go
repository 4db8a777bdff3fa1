package keymap

import "charm.land/bubbles/v2/key"

// Compare are the own keys of the screen that compares results. In the slider
// left and right move the divider.
type Compare struct{ Next, Prev, Difference, Slider key.Binding }

func compareKeys() Compare {
	return Compare{
		Next:       bind("tab", "next side, flip", "tab"),
		Prev:       bind("shift+tab", "side before", "shift+tab"),
		Difference: bind("d", "difference", "d"),
		Slider:     bind("s", "before/after slider", "s"),
	}
}
