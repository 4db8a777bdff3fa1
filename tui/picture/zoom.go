package picture

import (
	"fmt"
	"math"
)

// magnifications are the steps of a zoom beyond fit, in per cent of it.
var magnifications = []int{200, 400, 800, 1600}

// zoomSteps lists the sizes worth stepping through for a picture of w × h
// pixels in this space, smallest first: fit, fill where it differs, actual
// size, and magnifications.
func zoomSteps(w, h, cols, rows int, mode Mode, cell CellSize) []Zoom {
	percent := func(z Zoom) int {
		p := place(w, h, cols, rows, mode, cell, z)
		fit := place(w, h, cols, rows, mode, cell, Zoom{})
		return int(math.Round(100 * (p.w / p.src.W) / (fit.w / fit.src.W)))
	}
	steps := []Zoom{{Percent: 100}}
	put := func(z Zoom) {
		z.Percent = percent(z)
		for i, s := range steps {
			if 10*z.Percent > 9*s.Percent && 9*z.Percent < 10*s.Percent {
				return // as good as the same
			}
			if z.Percent < s.Percent {
				steps = append(steps[:i], append([]Zoom{z}, steps[i:]...)...)
				return
			}
		}
		steps = append(steps, z)
	}
	put(Zoom{Kind: ZoomFill})
	put(Zoom{Kind: ZoomActual})
	for _, m := range magnifications {
		put(Zoom{Kind: ZoomTimes, Percent: m})
	}
	for i := range steps {
		if steps[i].Kind != ZoomTimes {
			steps[i].Percent = 0 // it follows from the kind
		}
	}
	return steps
}

// At returns z with what is seen at another place.
func (z Zoom) At(x, y int) Zoom {
	z.X, z.Y = clamp(x, -500, 500), clamp(y, -500, 500)
	return z
}

// String says the size in a word or a number.
func (z Zoom) String() string {
	switch z.Kind {
	case ZoomFill:
		return "fill"
	case ZoomActual:
		return "actual size"
	case ZoomTimes:
		return fmt.Sprintf("%d %%", z.Percent)
	default:
		return "fit"
	}
}
