package sheet

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
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
func (s *Sheet) widthFor(height int) int {
	factor := upright
	if v := s.space.values[Ratio]; len(v) == 1 {
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
func (s *Sheet) flows() bool { return s.rows == None }

// count returns how many values an axis has.
func (s *Sheet) count(a Axis) int {
	if a == None {
		return min(1, s.Len())
	}
	return len(s.space.values[a])
}

// measure works out the geometry anew.
func (s *Sheet) measure() {
	s.view = nil
	before := s.geo
	g := &s.geo
	*g = geometry{}
	s.labelW = 0
	if !s.flows() && s.w >= 28 {
		for _, v := range s.space.values[s.rows] {
			s.labelW = max(s.labelW, ansi.StringWidth(s.label(s.rows, v)))
		}
		g.headW = min(s.labelW+2, max(9, s.w/6))
	}
	if !s.flows() && s.h >= 6 {
		g.headH = 1
	}
	width, height := max(0, s.w-g.headW), max(0, s.h-1-g.headH)
	step := s.step(width, height)
	g.cellH = min(heights[step]+2, height)
	g.cellW = min(s.widthFor(heights[step])+2, width)
	g.thumbW, g.thumbH = max(0, g.cellW-2), max(0, g.cellH-2)
	across, down := fitting(width, g.cellW), fitting(height, g.cellH)
	if n := s.count(s.cols); s.flows() {
		g.cols = min(n, max(1, across))
		if g.cols > 0 {
			g.rows = (n + g.cols - 1) / g.cols
		}
	} else {
		g.rows, g.cols = s.count(s.rows), n
	}
	g.seenR, g.seenC = min(down, g.rows), min(across, g.cols)
	s.clamp()
	if before.cellW != g.cellW || before.cellH != g.cellH {
		clear(s.drawn)
	}
	s.thumbs.resize(g.thumbW, g.thumbH)
}

func fitting(room, size int) int {
	if size <= 0 {
		return 0
	}
	return room / size
}

// step chooses the size of cells: the largest at which everything is seen, but
// not under the usual one while two columns fit; then what the person asked.
func (s *Sheet) step(width, height int) int {
	best := -1
	for i := range heights {
		if s.allFit(i, width, height) {
			best = i
		}
	}
	if best < usual {
		best = usual
		for best > 0 && (2*(s.widthFor(heights[best])+2) > width || heights[best]+2 > height) {
			best--
		}
	}
	return max(0, min(best+s.larger, len(heights)-1))
}

func (s *Sheet) allFit(step, width, height int) bool {
	across, down := fitting(width, s.widthFor(heights[step])+2), fitting(height, heights[step]+2)
	if s.flows() {
		return across*down >= max(1, s.count(s.cols))
	}
	return across >= s.count(s.cols) && down >= s.count(s.rows)
}

// resize makes cells larger or smaller by a step, if that changes anything.
func (s *Sheet) resize(by int) {
	before, larger := s.geo, s.larger
	s.larger += by
	s.measure()
	if s.geo == before {
		s.larger = larger
		return
	}
	s.follow()
}

// spot returns the row and column of a place in its plane.
func (s *Sheet) spot(p point) (r, c int) {
	switch {
	case s.cols == None:
		return 0, 0
	case s.flows():
		n := max(1, s.geo.cols)
		return p[s.cols] / n, p[s.cols] % n
	}
	return p[s.rows], p[s.cols]
}

// pointAt returns the place at a row and column of the cursor's plane; false
// when there is none.
func (s *Sheet) pointAt(r, c int) (point, bool) {
	p := s.cur
	if r < 0 || c < 0 || r >= s.geo.rows || c >= s.geo.cols {
		return p, false
	}
	switch {
	case s.cols == None:
	case s.flows():
		p[s.cols] = r*s.geo.cols + c
		return p, p[s.cols] < s.count(s.cols)
	default:
		p[s.rows], p[s.cols] = r, c
	}
	return p, true
}

// inView yields the places in view, line by line.
func (s *Sheet) inView(yield func(point) bool) { s.window(s.top, s.geo.seenR, yield) }

// window yields the places of n rows from the given one, in the columns seen.
func (s *Sheet) window(from, n int, yield func(point) bool) {
	for r := max(0, from); r < min(from+n, s.geo.rows); r++ {
		for c := s.left; c < s.left+s.geo.seenC; c++ {
			if p, ok := s.pointAt(r, c); ok && !yield(p) {
				return
			}
		}
	}
}

// follow brings the cursor's cell into view.
func (s *Sheet) follow() {
	r, c := s.spot(s.cur)
	s.scrollTo(min(max(s.top, r-s.geo.seenR+1), r), min(max(s.left, c-s.geo.seenC+1), c))
}

func (s *Sheet) scrollTo(top, left int) {
	t, l := s.top, s.left
	s.top, s.left = top, left
	s.clamp()
	if s.top != t || s.left != l {
		s.view, s.thumbs.stale = nil, true
	}
}

func (s *Sheet) clamp() {
	s.top = max(0, min(s.top, s.geo.rows-s.geo.seenR))
	s.left = max(0, min(s.left, s.geo.cols-s.geo.seenC))
}

// ThumbSize returns the cells a picture may take.
func (s *Sheet) ThumbSize() (w, h int) { return s.geo.thumbW, s.geo.thumbH }
