package compare

// cell is where a side stands: its outer box, relative to the screen.
type cell struct {
	x, y, w, h int
	hidden     bool // only one side has room, and it is another
}

// layout is how the screen is divided.
type layout struct {
	title int // lines of the title, 0 or 1
	cells []cell
	one   bool // only the selected side is shown
	notes int  // lines of what differs, with its border; 1: a line without; 0: none
}

const (
	leastW   = 22 // outer size of a side that is worth showing beside others
	leastH   = 8
	mostRows = 8 // of what differs
)

// layout divides the screen among sides, title and notes.
func (p *Pane) layout() layout {
	l := layout{}
	h := p.h
	if h >= 5 {
		l.title = 1
		h--
	}
	switch {
	case len(p.sides) < 2 || h < 6:
	case h < 14, p.heading != "":
		l.notes = 1
	default:
		p.rows = max(p.rows, 1, min(len(p.laidOut().lines), mostRows, h/5))
		l.notes = 2 + p.rows
	}
	h -= l.notes
	cols, rows := p.arrangement(p.w, h)
	l.one = cols == 0
	for i := range p.sides {
		c := cell{x: 0, y: l.title, w: p.w, h: max(0, h), hidden: i != p.sel}
		if !l.one {
			x, y := i%cols, i/cols
			c = cell{x: x * p.w / cols, y: l.title + y*h/rows}
			c.w, c.h = (x+1)*p.w/cols-c.x, l.title+(y+1)*h/rows-c.y
		}
		l.cells = append(l.cells, c)
	}
	return l
}

// arrangement returns the columns and rows that show the pictures largest in
// w × h cells; 0, 0 where there is room for one only.
func (p *Pane) arrangement(w, h int) (cols, rows int) {
	n, best := len(p.sides), 0.0
	for c := n; c >= 1; c-- {
		r := (n + c - 1) / c
		if w/c < leastW || h/r < leastH {
			if n == 1 {
				return 1, 1
			}
			continue
		}
		if size := p.shown(w/c-2, h/r-2); size > best {
			cols, rows, best = c, r, size
		}
	}
	return cols, rows
}

// shown returns how large the first picture is in w × h cells, which are taken
// to be twice as high as wide.
func (p *Pane) shown(w, h int) float64 {
	s := p.sides[0]
	ratio := 1.0
	if s.Width > 0 && s.Height > 0 {
		ratio = float64(s.Width) / float64(s.Height)
	}
	wide := min(float64(w), 2*float64(h)*ratio)
	return wide * wide / ratio
}

// whole returns the cells of a picture that has the screen to itself.
func (p *Pane) whole() (w, h int) { return max(0, p.w-2), max(0, p.h-2) }
