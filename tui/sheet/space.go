package sheet

import (
	"slices"
	"strconv"

	"imagine-tui/tui/gallery"
)

// point is a place among the values of all axes: an index into each.
type point [axes]int

// entry is a row with where it stands.
type entry struct {
	row *gallery.Row
	// variant is what sets its prompt apart from the others of the sheet. Two
	// rows with equal variants have the same prompt.
	variant string
	// takeOf is the row in whose cell this one stands: it was made by rolling
	// that one, and its own seed is no column of the sheet. "" for one that
	// stands where its own values say.
	takeOf string
	at     point
}

// value returns what the row is on an axis, as its heading says it.
func (e *entry) value(a Axis) string {
	switch a {
	case Variant:
		return e.variant
	case Style:
		return e.row.Style
	case Ratio:
		return e.row.Ratio
	default:
		return strconv.FormatInt(e.row.Seed, 10)
	}
}

// space holds the rows by where they stand among the values of the axes.
type space struct {
	entries []*entry
	byID    map[string]*entry
	values  [axes][]string
	index   [axes]map[string]int
	cells   map[point][]*entry // newest last
}

func newSpace() *space {
	s := &space{byID: map[string]*entry{}, cells: map[point][]*entry{}}
	for a := range s.index {
		s.index[a] = map[string]int{}
	}
	return s
}

// add puts a row where its values say, or where the row stands in place of
// which it was made. Values keep the order in which they first came.
func (s *space) add(r *gallery.Row, takeOf string) {
	e := &entry{row: r, variant: r.Label, takeOf: takeOf}
	if e.variant == "" {
		e.variant = r.Prompt
	}
	if other := s.byID[takeOf]; takeOf != "" && other != nil {
		e.at = other.at
	} else {
		for a := range axes {
			e.at[a] = s.indexOf(a, e.value(a))
		}
	}
	s.entries = append(s.entries, e)
	s.byID[r.ID] = e
	s.cells[e.at] = append(s.cells[e.at], e)
}

func (s *space) indexOf(a Axis, value string) int {
	i, known := s.index[a][value]
	if !known {
		i = len(s.values[a])
		s.index[a][value] = i
		s.values[a] = append(s.values[a], value)
	}
	return i
}

// varied lists the axes in which the rows differ.
func (s *space) varied() []Axis {
	var out []Axis
	for a := range axes {
		if len(s.values[a]) > 1 {
			out = append(out, a)
		}
	}
	return out
}

// newest returns the row shown at p, and how many others stand there.
func (s *space) newest(p point) (*entry, int) {
	takes := s.cells[p]
	if len(takes) == 0 {
		return nil, 0
	}
	return takes[len(takes)-1], len(takes) - 1
}

// face returns the row whose picture a cell shows: the newest that was saved.
func (s *space) face(p point) *entry {
	takes := s.cells[p]
	for i := len(takes) - 1; i >= 0; i-- {
		if takes[i].row.State == gallery.Saved {
			return takes[i]
		}
	}
	return nil
}

// version is another number after a cell has something else to show: another
// row, or one that changed.
func (s *space) version(p point) int {
	n := 0
	for _, e := range s.cells[p] {
		n += e.row.Version()
	}
	return n
}

// planes lists the planes that hold rows, in the order of their values: the
// points with the coordinates on rows and columns taken out.
func (s *space) planes(rows, cols Axis) []point {
	seen := map[point]bool{}
	var out []point
	for p := range s.cells {
		p = flat(p, rows, cols)
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b point) int { return slices.Compare(a[:], b[:]) })
	return out
}

// flat takes the coordinates on rows and columns out of a point: what is left
// names its plane.
func flat(p point, rows, cols Axis) point {
	for _, a := range []Axis{rows, cols} {
		if a != None {
			p[a] = 0
		}
	}
	return p
}
