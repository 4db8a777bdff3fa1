package picture

import (
	"math"

	"imagine-tui/history/pixels"
)

// CellSize is the size of one terminal cell in pixels. The zero value means
// unknown: cells then count as twice as high as wide, 10 × 20 pixels.
type CellSize struct{ Width, Height int }

// Known is the size, or the usual one where it is not known.
func (c CellSize) Known() CellSize { return c.orDefault() }

func (c CellSize) orDefault() CellSize {
	// A terminal that reports nonsense must not distort every picture.
	if c.Width < 1 || c.Height < 1 || c.Width > 512 || c.Height > 512 ||
		c.Height > 4*c.Width || c.Width > 2*c.Height {
		return CellSize{Width: 10, Height: 20}
	}
	return c
}

// ZoomKind says how large a picture is drawn.
type ZoomKind int

const (
	// ZoomFit shows the whole picture as large as the space allows.
	ZoomFit ZoomKind = iota
	// ZoomFill fills the space and cuts what sticks out.
	ZoomFill
	// ZoomActual shows one pixel of the picture by one pixel drawn.
	ZoomActual
	// ZoomTimes magnifies Zoom.Percent of the size ZoomFit has.
	ZoomTimes
)

// Zoom says which part of a picture is drawn and how large. The zero value
// shows all of it.
type Zoom struct {
	Kind ZoomKind
	// Percent is the magnification of ZoomTimes, 100 being ZoomFit.
	Percent int
	// X and Y move what is seen away from the middle, in thousandths of the
	// picture's width and height, -500 to 500. They stop at the edges.
	X, Y int
}

// maxCells bounds the cells drawn along a side: no screen has more.
const maxCells = 1024

// hair is a part of a pixel that counts as rounding.
const hair = 1e-6

// placement is where a picture goes: how many cells it takes, and which part
// of it they show.
type placement struct {
	cols, rows int
	src        pixels.Area
	// w and h are the pixels of the screen that src takes, before cells.
	w, h float64
}

// place fits a picture of w × h pixels into cols × rows cells, keeping its
// aspect ratio as well as whole cells can.
func place(w, h, cols, rows int, mode Mode, cell CellSize, z Zoom) placement {
	cell = cell.orDefault()
	cols, rows = clamp(cols, 1, maxCells), clamp(rows, 1, maxCells)
	cw, ch := float64(cell.Width), float64(cell.Height)
	fw, fh := float64(w), float64(h)
	scale := scaleOf(fw, fh, float64(cols)*cw, float64(rows)*ch, actualSize(mode, cell), z)

	p := placement{src: pixels.Whole(w, h)}
	if seen := float64(cols) * cw / scale; seen < fw-hair {
		p.src.X, p.src.W = window(fw, seen, z.X), seen
	}
	if seen := float64(rows) * ch / scale; seen < fh-hair {
		p.src.Y, p.src.H = window(fh, seen, z.Y), seen
	}
	p.w, p.h = p.src.W*scale, p.src.H*scale
	whole := math.Round
	if mode == ModeKitty && z.Kind == ZoomActual {
		// The terminal keeps the aspect ratio inside the cells by itself: with a row too
		// few it would scale. Else it may, by less than blocks do: with a row more than
		// they have a picture would lie half a cell below its place.
		whole = func(v float64) float64 { return math.Ceil(v - hair) }
	}
	p.cols, p.rows = clamp(int(whole(p.w/cw)), 1, cols), clamp(int(whole(p.h/ch)), 1, rows)
	return p
}

// whole tells whether all of a picture of w × h pixels is seen.
func (p placement) whole(w, h int) bool {
	return p.src == pixels.Whole(w, h)
}

// scaleOf returns how many pixels of the screen one pixel of the picture takes
// in each direction.
func scaleOf(w, h, roomW, roomH, actual float64, z Zoom) float64 {
	fit := min(roomW/w, roomH/h)
	switch z.Kind {
	case ZoomFill:
		return max(roomW/w, roomH/h)
	case ZoomActual:
		return actual
	case ZoomTimes:
		return fit * float64(clamp(z.Percent, 10, 10_000)) / 100
	default:
		return fit
	}
}

// actualSize returns the pixels of the screen that one drawn pixel takes,
// along the coarser direction.
func actualSize(mode Mode, cell CellSize) float64 {
	if mode.pixels() {
		return 1
	}
	gx, gy := mode.grid()
	return max(float64(cell.Width)/float64(gx), float64(cell.Height)/float64(gy))
}

// window returns where a window of the given length starts in total, moved by
// thousandths of total from the middle but never over an edge.
func window(total, length float64, thousandths int) float64 {
	at := (total-length)/2 + total*float64(thousandths)/1000
	return max(0, min(total-length, at))
}

func clamp(v, low, high int) int { return max(low, min(high, v)) }
