package mask

import (
	"image"
	"slices"
)

// region is a set of pixels, held as bands of lines that share the same spans,
// from top to bottom. It is exact at any size of picture, and small: what is
// painted is made of rectangles. A region is never changed once made, so the
// steps of undo share what they have in common.
type region []band

// band says which pixels of the lines y0 … y1-1 are in the region: spans holds
// pairs of from and to, ascending, none touching the next.
type band struct {
	y0, y1 int
	spans  []int
}

// rectangle returns the region of the pixels in r.
func rectangle(r image.Rectangle) region {
	if r.Empty() {
		return nil
	}
	return region{{r.Min.Y, r.Max.Y, []int{r.Min.X, r.Max.X}}}
}

// The ways to put two regions together: what they say of a pixel that is or is
// not in each. A pixel in neither is never in the result.
func union(a, b bool) bool    { return a || b }
func subtract(a, b bool) bool { return a && !b }

// combine puts two regions together.
func combine(a, b region, op func(inA, inB bool) bool) region {
	out := make(region, 0, len(a)+2*len(b)+1)
	i, j, y := 0, 0, 0
	for i < len(a) || j < len(b) {
		// The next lines on which neither region changes.
		switch {
		case i == len(a):
			y = max(y, b[j].y0)
		case j == len(b):
			y = max(y, a[i].y0)
		default:
			y = max(y, min(a[i].y0, b[j].y0))
		}
		end := -1
		var as, bs []int
		if i < len(a) {
			as, end = a[i].at(y, end)
		}
		if j < len(b) {
			bs, end = b[j].at(y, end)
		}
		out = out.add(band{y, end, combineSpans(as, bs, op)})
		y = end
		if i < len(a) && a[i].y1 == end {
			i++
		}
		if j < len(b) && b[j].y1 == end {
			j++
		}
	}
	return out
}

// at returns the spans of the band on line y, none if y is before it, and the
// line before end, if end is one, on which that changes.
func (b band) at(y, end int) (spans []int, until int) {
	until = b.y0
	if y >= b.y0 {
		spans, until = b.spans, b.y1
	}
	if end >= 0 {
		until = min(until, end)
	}
	return spans, until
}

// add puts a band under the others, as a part of the last one if it can be.
func (r region) add(b band) region {
	if len(b.spans) == 0 {
		return r
	}
	if n := len(r) - 1; n >= 0 && r[n].y1 == b.y0 && slices.Equal(r[n].spans, b.spans) {
		r[n].y1 = b.y1
		return r
	}
	return append(r, b)
}

// combineSpans is combine on one line.
func combineSpans(a, b []int, op func(inA, inB bool) bool) []int {
	switch {
	case len(b) == 0 && op(true, false):
		return a
	case len(a) == 0 && op(false, true):
		return b
	}
	var out []int
	inside := false
	for i, j := 0, 0; i < len(a) || j < len(b); {
		var x int
		switch {
		case i == len(a):
			x = b[j]
		case j == len(b):
			x = a[i]
		default:
			x = min(a[i], b[j])
		}
		if i < len(a) && a[i] == x {
			i++
		}
		if j < len(b) && b[j] == x {
			j++
		}
		// Behind an odd number of edges is inside.
		if now := op(i%2 == 1, j%2 == 1); now != inside {
			out, inside = append(out, x), now
		}
	}
	return out
}

// pixels returns how many pixels are in the region.
func (r region) pixels() int {
	n := 0
	for _, b := range r {
		line := 0
		for i := 0; i < len(b.spans); i += 2 {
			line += b.spans[i+1] - b.spans[i]
		}
		n += line * (b.y1 - b.y0)
	}
	return n
}

// equal tells whether both hold the same pixels.
func (r region) equal(o region) bool {
	return slices.EqualFunc(r, o, func(a, b band) bool {
		return a.y0 == b.y0 && a.y1 == b.y1 && slices.Equal(a.spans, b.spans)
	})
}

// bytes returns about how much memory the region takes alone.
func (r region) bytes() int {
	n := 0
	for _, b := range r {
		n += 40 + 8*len(b.spans)
	}
	return n
}
