package mask

import (
	"image"
	"sort"
)

// grid divides a picture of w × h pixels into cols × rows dots. A dot is half
// a cell, nearly square; it is at least one pixel, and the dots together are
// exactly the picture.
type grid struct{ w, h, cols, rows int }

// fit returns the grid for a picture of w × h pixels in a space of cells, times
// times as large as what fits. At one pixel a dot it ends.
func fit(w, h, cellCols, cellRows, times int) grid {
	if w < 1 || h < 1 || cellCols < 1 || cellRows < 1 {
		return grid{}
	}
	scale := min(1, float64(times)*min(float64(cellCols)/float64(w), float64(2*cellRows)/float64(h)))
	side := func(n int) int { return max(1, min(n, int(float64(n)*scale+0.5))) }
	return grid{w: w, h: h, cols: side(w), rows: side(h)}
}

// rect returns the pixels of the dots x0 … x1-1 across and y0 … y1-1 down, as
// far as there are such dots.
func (g grid) rect(x0, y0, x1, y1 int) image.Rectangle {
	if g.cols == 0 {
		return image.Rectangle{}
	}
	clampX := func(x int) int { return max(0, min(x, g.cols)) * g.w / g.cols }
	clampY := func(y int) int { return max(0, min(y, g.rows)) * g.h / g.rows }
	return image.Rectangle{image.Pt(clampX(x0), clampY(y0)), image.Pt(clampX(x1), clampY(y1))}
}

// dot returns the dot that holds a pixel.
func (g grid) dot(p image.Point) image.Point {
	return image.Pt(dotOf(p.X, g.cols, g.w), dotOf(p.Y, g.rows, g.h))
}

// dotOf returns which of n parts of size pixels holds pixel p: the last one
// that starts at p or before.
func dotOf(p, n, size int) int {
	if n == 0 {
		return 0
	}
	return max(0, sort.Search(n, func(i int) bool { return i*size/n > p })-1)
}

// middle returns the pixel in the middle of a dot.
func (g grid) middle(dot image.Point) image.Point {
	r := g.rect(dot.X, dot.Y, dot.X+1, dot.Y+1)
	return image.Pt((r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2)
}

// cover returns how much of each dot in the window is in the region, in parts
// of 255, line by line. A dot that is touched at all has at least 1, one that
// is not wholly in it at most 254.
func (g grid) cover(r region, window image.Rectangle) []uint8 {
	cols, rows := window.Dx(), window.Dy()
	sums := make([]int, cols*rows)
	from := sort.Search(len(r), func(i int) bool { return r[i].y1 > window.Min.Y*g.h/max(1, g.rows) })
	for y := range rows {
		dot := g.rect(window.Min.X, window.Min.Y+y, window.Max.X, window.Min.Y+y+1)
		for from < len(r) && r[from].y1 <= dot.Min.Y {
			from++
		}
		for _, b := range r[from:] {
			if b.y0 >= dot.Max.Y {
				break
			}
			lines := min(b.y1, dot.Max.Y) - max(b.y0, dot.Min.Y)
			g.coverLine(sums[y*cols:(y+1)*cols], b.spans, window.Min.X, lines)
		}
	}
	out := make([]uint8, len(sums))
	for i, n := range sums {
		if n == 0 {
			continue
		}
		x, y := window.Min.X+i%cols, window.Min.Y+i/cols
		size := g.rect(x, y, x+1, y+1)
		out[i] = uint8(max(1, n*255/(size.Dx()*size.Dy())))
	}
	return out
}

// coverLine adds lines × the pixels of spans to the dots of a line, of which
// the first is dot left.
func (g grid) coverLine(sums []int, spans []int, left, lines int) {
	for i := 0; i < len(spans); i += 2 {
		x0, x1 := spans[i], spans[i+1]
		for x := max(0, dotOf(x0, g.cols, g.w)-left); x < len(sums); x++ {
			from, to := (left+x)*g.w/g.cols, (left+x+1)*g.w/g.cols
			if from >= x1 {
				break
			}
			sums[x] += lines * max(0, min(to, x1)-max(from, x0))
		}
	}
}
