package contactsheet

import "slices"

// layout says where each entry stands. Cells hold indices of entries.
type layout struct {
	rows, columns Axis
	sections      []section
	// common are the axes on which all entries agree, with the value.
	common []Fact
	// varied are the axes that differ between entries and that neither rows,
	// columns nor sections tell: each cell has to.
	varied []Axis
	// labels names the prompts.
	labels map[string]string
}

// section is one grid. With neither row labels nor columns it is a flow.
type section struct {
	title   string
	columns []string // labels, nil for a flow or for rows of any length
	rows    []row
}

type row struct {
	label string
	full  string // the label in full, if that is longer
	cells [][]int
}

// arrange finds rows, columns and sections for entries. Axes that are told
// are used as told.
func arrange(entries []Entry, rows, columns Axis) layout {
	a := newArranger(entries)
	l := layout{rows: rows, columns: columns, labels: a.labels}
	switch {
	case rows == Auto && columns == Auto:
		l.rows, l.columns = a.choose()
	case rows == Auto:
		l.rows = a.best(columns)
	case columns == Auto:
		l.columns = a.best(rows)
	}
	if l.rows == l.columns && l.rows != None {
		l.columns = None
	}
	var by []Axis
	if l.rows != None && l.columns != None {
		by, _ = a.sectionsBy(l.rows, l.columns) // else captions have room for all
	}
	for _, group := range a.split(by) {
		s := a.grid(group, l.rows, l.columns)
		s.title = a.title(&entries[group[0]], by)
		l.sections = append(l.sections, s)
	}
	for _, axis := range axes {
		told := axis == l.rows || axis == l.columns || slices.Contains(by, axis)
		switch values := a.values[axis]; {
		case len(values) == 1 && values[0] != "" && !told:
			l.common = append(l.common, Fact{string(axis), values[0]})
		case len(values) > 1 && !told:
			l.varied = append(l.varied, axis)
		}
	}
	return l
}

// split groups the entries that agree on some axes, in the values' order.
func (a *arranger) split(by []Axis) [][]int {
	groups := [][]int{make([]int, len(a.entries))}
	for i := range a.entries {
		groups[0][i] = i
	}
	for _, axis := range by {
		var finer [][]int
		for _, group := range groups {
			for _, v := range a.values[axis] {
				if part := a.having(group, axis, v); len(part) > 0 {
					finer = append(finer, part)
				}
			}
		}
		groups = finer
	}
	return groups
}

// grid puts a group into rows and columns. Without columns each picture has a
// cell of its own.
func (a *arranger) grid(group []int, rows, columns Axis) section {
	var s section
	if columns != None {
		for _, v := range a.present(group, columns) {
			s.columns = append(s.columns, a.label(columns, v))
		}
	}
	for _, v := range a.present(group, rows) {
		r := row{label: a.label(rows, v)}
		if rows == Prompt && r.label != v {
			r.full = v
		}
		members := a.having(group, rows, v)
		if columns == None {
			for _, i := range members {
				r.cells = append(r.cells, []int{i})
			}
		} else {
			for _, c := range a.present(group, columns) {
				r.cells = append(r.cells, a.having(members, columns, c))
			}
		}
		s.rows = append(s.rows, r)
	}
	return s
}
