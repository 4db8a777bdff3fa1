package picture

import (
	"io"
	"testing"

	"imagine-tui/tui/e2e/ratios"
)

// How many bytes go to the terminal for one picture, and what making a preview
// allocates.
func TestCounts(t *testing.T) { //nolint:paralleltest // allocations of others would be counted
	data := jpegOf(t, photo(1024, 1024))
	for _, mode := range []Mode{ModeHalf, ModeQuadrant, ModeSextant, ModeKitty, ModeITerm2, ModeSixel} {
		r, err := RenderBytes(t.Context(), data, 80, 40, Options{Mode: mode})
		if err != nil {
			t.Fatal(err)
		}
		n := len(r.Transmit)
		lines := r.Lines
		if r.Graphic != nil {
			o := NewOverlay(io.Discard)
			o.Suit(false, false, mode)
			o.Hold(r.ImageID, r.Graphic)
			n, lines = n+len(r.Graphic.Data), o.Place(r.Lines)
		}
		for _, line := range lines {
			n += len(line)
		}
		ratios.Holds(t, "preview."+mode.String(), float64(n))
	}
	ratios.Allocations(t, "preview", func() {
		if _, err := RenderBytes(t.Context(), data, 80, 40, Options{Mode: ModeHalf}); err != nil {
			t.Fatal(err)
		}
	})
}
