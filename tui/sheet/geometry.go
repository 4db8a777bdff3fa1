package sheet

import (
	"strconv"
	"strings"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
)

// geometry is where things are on the screen, in cells.
type geometry struct {
	headW, headH   int // of the row and column headings, 0 for none
	cellW, cellH   int // of a cell with its border
	rows, cols     int // cells of the whole plane
	seenR, seenC   int // rows and columns in view, whole ones only
	thumbW, thumbH int // inside a cell
}

// heights are the heights a picture in a cell may have. At usual the shape of
// a picture can be told; smaller ones are for the person to ask for, or for
// screens that hold no more.
var heights = []int{3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 24, 28, 34, 40, 46}

const (
	usual    = 3 // index in heights
	flattest = 3.6
	upright  = 7.0 / 3
)

// widthFor returns the width of cells for pictures of a height: by their ratio
// where all have the same, cells of a terminal being twice as high as wide.
func (t *table) widthFor(height int) int {
	factor := upright
	if v := t.space.values[Ratio]; len(v) == 1 {
		a, b, ok := strings.Cut(v[0], ":")
		x, errX := strconv.ParseFloat(a, 64)
		y, errY := strconv.ParseFloat(b, 64)
		if ok && errX == nil && errY == nil && x > 0 && y > 0 {
			factor = min(max(2*x/y, upright), flattest)
		}
	}
	return int(float64(height)*factor + 0.5)
}

// flows tells that there is one axis at most: cells follow each other from
// line to line, each with its own heading.
func (t *table) flows() bool { return t.rows == None }

// count returns how many values an axis has.
func (t *table) count(a Axis) int {
	if a == None {
		return min(1, len(t.space.entries))
	}
	return len(t.space.values[a])
}

// measure works out the geometry anew.
func (t *table) measure() {
	g := &t.geo
	*g = geometry{}
	t.labelW = 0
	if !t.flows() && t.w >= 28 {
		for _, v := range t.space.values[t.rows] {
			t.labelW = max(t.labelW, cells.Width(t.rows.label(v)))
		}
		g.headW = min(t.labelW+2, max(9, t.w/6))
	}
	if !t.flows() && t.h >= 6 {
		g.headH = 1
	}
	width, height := max(0, t.w-g.headW), max(0, t.h-1-g.headH)
	step := t.step(width, height)
	g.cellH = min(heights[step]+2, height)
	g.cellW = min(t.widthFor(heights[step])+2, width)
	g.thumbW, g.thumbH = max(0, g.cellW-2), max(0, g.cellH-2)
	across, down := fitting(width, g.cellW), fitting(height, g.cellH)
	if n := t.count(t.cols); t.flows() {
		g.cols = min(n, max(1, across))
		if g.cols > 0 {
			g.rows = (n + g.cols - 1) / g.cols
		}
	} else {
		g.rows, g.cols = t.count(t.rows), n
	}
	g.seenR, g.seenC = min(down, g.rows), min(across, g.cols)
	t.clamp()
}

func fitting(room, size int) int {
	if size <= 0 {
		return 0
	}
	return room / size
}

// step chooses the size of cells: the largest at which everything is seen, but
// not under the usual one while two columns fit; then what the person asked.
func (t *table) step(width, height int) int {
	best := -1
	for i := range heights {
		if t.allFit(i, width, height) {
			best = i
		}
	}
	if best < usual {
		best = usual
		for best > 0 && (2*(t.widthFor(heights[best])+2) > width || heights[best]+2 > height) {
			best--
		}
	}
	return max(0, min(best+t.larger, len(heights)-1))
}

func (t *table) allFit(step, width, height int) bool {
	across, down := fitting(width, t.widthFor(heights[step])+2), fitting(height, heights[step]+2)
	if t.flows() {
		return across*down >= max(1, t.count(t.cols))
	}
	return across >= t.count(t.cols) && down >= t.count(t.rows)
}

// spot returns the row and column of a place in its plane.
func (t *table) spot(p point) (r, c int) {
	switch {
	case t.cols == None:
		return 0, 0
	case t.flows():
		n := max(1, t.geo.cols)
		return p[t.cols] / n, p[t.cols] % n
	}
	return p[t.rows], p[t.cols]
}

// pointAt returns the place at a row and column of the cursor's plane; false
// when there is none.
func (t *table) pointAt(r, c int) (point, bool) {
	p := t.cur
	if r < 0 || c < 0 || r >= t.geo.rows || c >= t.geo.cols {
		return p, false
	}
	switch {
	case t.cols == None:
	case t.flows():
		p[t.cols] = r*t.geo.cols + c
		return p, p[t.cols] < t.count(t.cols)
	default:
		p[t.rows], p[t.cols] = r, c
	}
	return p, true
}

// inView yields the places in view, line by line.
func (t *table) inView(yield func(point) bool) { t.window(t.top, t.geo.seenR, yield) }

// window yields the places of n rows from the given one, in the columns seen.
func (t *table) window(from, n int, yield func(point) bool) {
	for r := max(0, from); r < min(from+n, t.geo.rows); r++ {
		for c := t.left; c < t.left+t.geo.seenC; c++ {
			if p, ok := t.pointAt(r, c); ok && !yield(p) {
				return
			}
		}
	}
}

// follow brings the cursor's cell into view.
func (t *table) follow() {
	r, c := t.spot(t.cur)
	t.scrollTo(min(max(t.top, r-t.geo.seenR+1), r), min(max(t.left, c-t.geo.seenC+1), c))
}

func (t *table) scrollTo(top, left int) {
	t.top, t.left = top, left
	t.clamp()
}

func (t *table) clamp() {
	t.top = max(0, min(t.top, t.geo.rows-t.geo.seenR))
	t.left = max(0, min(t.left, t.geo.cols-t.geo.seenC))
}

// where says in which row and column the cursor is, where not all are in view;
// on a sheet that flows, at which of all cells.
func (t *table) where() string {
	r, c := t.spot(t.cur)
	if t.flows() && t.cols != None {
		if t.geo.seenR < t.geo.rows {
			return box.Position(t.cur[t.cols], t.count(t.cols), 0)
		}
		return ""
	}
	var parts []string
	for _, p := range []struct{ name, at string }{
		{"row ", box.Position(r, t.geo.rows, t.geo.seenR)}, {"column ", box.Position(c, t.geo.cols, t.geo.seenC)},
	} {
		if p.at != "" {
			parts = append(parts, p.name+p.at)
		}
	}
	return strings.Join(parts, ", ")
}
