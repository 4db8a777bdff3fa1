package picture

// ramp are characters by the light they give off on a dark ground.
const ramp = " .,:;-=+xo*X#%@"

// paintRamp draws one character a cell, by brightness: all that is left where
// there is no colour. The range that the picture uses is stretched over all
// characters, so that a dark picture is not an empty one.
func paintRamp(g grid, light bool) []string {
	values := make([]int, len(g.px))
	var counts [256]int
	for i, c := range g.px {
		values[i] = luma(c)
		counts[values[i]]++
	}
	low, high := percentiles(counts, len(values))
	out := make([]string, 0, g.h)
	line := make([]byte, g.w)
	for y := range g.h {
		for x := range line {
			v := clamp(values[y*g.w+x], low, high)
			step := len(ramp) / 2
			if high > low {
				step = (v - low) * (len(ramp) - 1) / (high - low)
			}
			if light {
				step = len(ramp) - 1 - step
			}
			line[x] = ramp[step]
		}
		out = append(out, string(line))
	}
	return out
}

// percentiles returns the values that one in fifty pixels is below and above.
func percentiles(counts [256]int, n int) (low, high int) {
	cut := n / 50
	low, high = 0, 255
	for sum := counts[0]; sum <= cut && low < 255; sum += counts[low] {
		low++
	}
	for sum := counts[255]; sum <= cut && high > 0; sum += counts[high] {
		high--
	}
	return low, max(low, high)
}
