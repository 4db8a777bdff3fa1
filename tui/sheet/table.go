package sheet

import "slices"

// table is a sheet without its pictures: which axes are rows and columns, where
// the cursor stands among the values of all, and where cells are on the screen.
type table struct {
	w, h int

	space      *space
	rows, cols Axis
	planes     []point
	cur        point
	labelW     int // of the widest row heading, in cells

	geo       geometry
	larger    int // steps by which the person made cells larger or smaller
	top, left int // first row and column in view
}

func newTable() *table { return &table{space: newSpace(), rows: None, cols: None} }

// fill replaces what the table holds. The cursor stays with its row, else at
// its values, else as near as can be; rows and columns stay unless nothing
// differs in them any more.
func (t *table) fill(next *space) {
	old, cur := t.space, t.cur
	selected, _ := old.newest(cur)
	t.space = next
	if !t.fits(t.rows, t.cols) {
		t.rows, t.cols = t.usual()
	}
	t.planes = t.space.planes(t.rows, t.cols)
	if selected != nil {
		if e := t.space.byID[selected.row.ID]; e != nil {
			t.cur = e.at
			return
		}
	}
	for a := range axes {
		t.cur[a] = max(0, min(cur[a], len(t.space.values[a])-1))
		if cur[a] < len(old.values[a]) {
			if i, ok := t.space.index[a][old.values[a][cur[a]]]; ok {
				t.cur[a] = i
			}
		}
	}
	if len(t.space.entries) > 0 && len(old.entries) == 0 {
		t.cur = t.space.entries[0].at
	}
}

// fits tells whether two axes can be rows and columns of what there is. None
// for both is only right where nothing differs.
func (t *table) fits(rows, cols Axis) bool {
	varied := t.space.varied()
	switch len(varied) {
	case 0:
		return rows == None && cols == None
	case 1:
		return rows == None && cols == varied[0]
	}
	return rows != cols && slices.Contains(varied, rows) && slices.Contains(varied, cols)
}

// usual returns the rows and columns a sheet begins with.
func (t *table) usual() (rows, cols Axis) {
	varied := t.space.varied()
	switch len(varied) {
	case 0:
		return None, None
	case 1:
		return None, varied[0]
	}
	rows, cols = varied[0], varied[1]
	if slices.Contains(varied, Seed) {
		cols = Seed
	}
	return rows, cols
}

// turn chooses rows and columns; false when the rows do not differ in them.
func (t *table) turn(rows, cols Axis) bool {
	if !t.fits(rows, cols) {
		return false
	}
	t.rows, t.cols = rows, cols
	t.planes = t.space.planes(rows, cols)
	return true
}

// moveBy moves the cursor by rows and columns, as far as there are any. Where
// cells flow, the end of a line leads to the next.
func (t *table) moveBy(rows, cols int) {
	p := t.cur
	switch {
	case t.cols == None:
	case t.flows():
		last := t.count(t.cols) - 1
		at := p[t.cols] + rows*max(1, t.geo.cols) + cols
		if rows > 0 && at > last && p[t.cols]/t.geo.cols == last/t.geo.cols {
			at = p[t.cols] // there is no line below
		}
		if rows < 0 && at < 0 {
			at = p[t.cols] % t.geo.cols
		}
		p[t.cols] = max(0, min(at, last))
	default:
		p[t.rows] = max(0, min(p[t.rows]+rows, t.geo.rows-1))
		p[t.cols] = max(0, min(p[t.cols]+cols, t.geo.cols-1))
	}
	t.cur = p
	t.follow()
}

// leaf turns to another plane, the cursor staying in its row and column.
func (t *table) leaf(by int) {
	i := t.plane() + by
	if i < 0 || i >= len(t.planes) {
		return
	}
	p := t.planes[i]
	for _, a := range []Axis{t.rows, t.cols} {
		if a != None {
			p[a] = t.cur[a]
		}
	}
	t.cur = p
}

// plane returns which of the planes the cursor is in; -1 for one that holds
// nothing.
func (t *table) plane() int { return slices.Index(t.planes, flat(t.cur, t.rows, t.cols)) }

// valueHere is what the cursor stands at on an axis.
func (t *table) valueHere(a Axis) string { return t.space.values[a][t.cur[a]] }
