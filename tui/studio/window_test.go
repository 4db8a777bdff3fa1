package studio

import (
	"bytes"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The system knows how large the window is; what a terminal says unasked counts
// only where it does not.
func TestSizesNobodyAskedFor(t *testing.T) {
	t.Parallel()
	type size = tea.WindowSizeMsg
	for name, c := range map[string]struct {
		system [2]int
		said   size
		want   tea.Msg
	}{
		"the same":              {[2]int{120, 40}, size{Width: 120, Height: 40}, size{Width: 120, Height: 40}},
		"none":                  {[2]int{120, 40}, size{}, size{Width: 120, Height: 40}},
		"another":               {[2]int{120, 40}, size{Width: 10, Height: 5}, size{Width: 120, Height: 40}},
		"unknown to the system": {[2]int{}, size{Width: 80, Height: 24}, size{Width: 80, Height: 24}},
		"none, and unknown":     {[2]int{}, size{}, nil},
		"no lines":              {[2]int{}, size{Width: 80}, nil},
	} {
		at := window(func() (w, h int) { return c.system[0], c.system[1] })
		if got := at.size(c.said); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if w, h := windowOf(&bytes.Buffer{})(); w != 0 || h != 0 {
		t.Errorf("a file in memory has %d × %d", w, h)
	}
}
