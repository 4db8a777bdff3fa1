package sheet

import "slices"

// point is a place among the values of all axes: an index into each.
type point [axes]int

// entry is an item with where it stands.
type entry struct {
	Item
	at     point
	marked bool
}

// space holds the items by where they stand among the values of the axes.
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

// add puts an item where its values say, or where the item stands that it was
// made instead of. Values keep the order in which they first came.
func (s *space) add(it Item) *entry {
	e := &entry{Item: it}
	if other := s.byID[it.Instead]; it.Instead != "" && other != nil {
		e.at = other.at
	} else {
		for a := range axes {
			e.at[a] = s.indexOf(a, it.value(a))
		}
	}
	s.entries = append(s.entries, e)
	s.byID[it.ID] = e
	s.cells[e.at] = append(s.cells[e.at], e)
	return e
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

// varied lists the axes in which the items differ.
func (s *space) varied() []Axis {
	var out []Axis
	for a := range axes {
		if len(s.values[a]) > 1 {
			out = append(out, a)
		}
	}
	return out
}

// newest returns the item shown at p, and how many others stand there.
func (s *space) newest(p point) (*entry, int) {
	takes := s.cells[p]
	if len(takes) == 0 {
		return nil, 0
	}
	return takes[len(takes)-1], len(takes) - 1
}

// planes lists the planes that hold items, in the order of their values: the
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
