package contactsheet

import (
	"cmp"
	"slices"
	"strings"
)

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

type arranger struct {
	entries []Entry
	// values of each axis, in the order they are shown.
	values map[Axis][]string
	// free are the axes that vary by themselves, those with most values first.
	free   []Axis
	labels map[string]string
}

func newArranger(entries []Entry) *arranger {
	a := &arranger{entries: entries, values: make(map[Axis][]string)}
	for _, axis := range axes {
		a.values[axis] = valuesOf(entries, axis)
	}
	a.labels = promptLabels(a.values[Prompt])
	for i, axis := range axes {
		follows := slices.ContainsFunc(axes, func(other Axis) bool {
			return other != axis && a.follows(axis, other) && (slices.Index(axes, other) < i || !a.follows(other, axis))
		})
		if len(a.values[axis]) > 1 && !follows {
			a.free = append(a.free, axis)
		}
	}
	slices.SortStableFunc(a.free, func(x, y Axis) int { return cmp.Compare(len(a.values[y]), len(a.values[x])) })
	return a
}

// valuesOf lists the values of an axis as they come up, seeds by number.
func valuesOf(entries []Entry, axis Axis) []string {
	var list []string
	seen := make(map[string]int64)
	for i := range entries {
		v := entries[i].value(axis)
		if _, known := seen[v]; !known {
			seen[v] = entries[i].Seed
			list = append(list, v)
		}
	}
	if axis == Seed {
		slices.SortFunc(list, func(x, y string) int { return cmp.Compare(seen[x], seen[y]) })
	}
	return list
}

// follows tells whether the other axis decides this one: of a seed drawn anew
// for each prompt no row or column can be made.
func (a *arranger) follows(axis, other Axis) bool {
	if len(a.values[other]) < 2 {
		return false
	}
	decided := make(map[string]string)
	for i := range a.entries {
		v := a.entries[i].value(axis)
		if was, known := decided[a.entries[i].value(other)]; known && was != v {
			return false
		}
		decided[a.entries[i].value(other)] = v
	}
	return true
}

// enough is which part of the cells of a grid must be filled to make one
// without being told.
const enough = 0.5

// choose finds the two axes with most values that make a grid: the one that
// comes first in axes is for the rows. Where none does, it is a flow.
func (a *arranger) choose() (rows, columns Axis) {
	for i, first := range a.free {
		for _, second := range a.free[i+1:] {
			rows, columns = first, second
			if slices.Index(axes, first) > slices.Index(axes, second) {
				rows, columns = second, first
			}
			by, all := a.sectionsBy(rows, columns)
			if all && a.filled(by, rows, columns) >= enough {
				return rows, columns
			}
		}
	}
	return None, None
}

// best is the axis with most values beside one that was told.
func (a *arranger) best(told Axis) Axis {
	for _, axis := range a.free {
		if axis != told {
			return axis
		}
	}
	return None
}

// sectionsBy returns the axes that part a sheet into sections. all is false
// when one would make so many of them that the cells have to tell it.
func (a *arranger) sectionsBy(rows, columns Axis) (by []Axis, all bool) {
	all = true
	for _, axis := range slices.Backward(a.free) { // few values first
		if axis == rows || axis == columns {
			continue
		}
		if more := append(slices.Clone(by), axis); len(a.split(more))*2 <= len(a.entries) {
			by = more
		} else {
			all = false
		}
	}
	slices.SortFunc(by, func(x, y Axis) int { return cmp.Compare(slices.Index(axes, x), slices.Index(axes, y)) })
	return by, all
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

// having picks the entries of a group with a value. None has one value.
func (a *arranger) having(group []int, axis Axis, value string) []int {
	var part []int
	for _, i := range group {
		if a.entries[i].value(axis) == value {
			part = append(part, i)
		}
	}
	return part
}

// present lists the values of an axis that a group has.
func (a *arranger) present(group []int, axis Axis) []string {
	if axis == None || axis == Auto {
		return []string{""}
	}
	there := make(map[string]bool)
	for _, i := range group {
		there[a.entries[i].value(axis)] = true
	}
	return slices.DeleteFunc(slices.Clone(a.values[axis]), func(v string) bool { return !there[v] })
}

func (a *arranger) filled(by []Axis, rows, columns Axis) float64 {
	cells, full := 0, 0
	for _, group := range a.split(by) {
		there := make(map[[2]string]bool)
		for _, i := range group {
			there[[2]string{a.entries[i].value(rows), a.entries[i].value(columns)}] = true
		}
		cells += len(a.present(group, rows)) * len(a.present(group, columns))
		full += len(there)
	}
	return float64(full) / float64(cells)
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

// label is what a row or column is headed with.
func (a *arranger) label(axis Axis, value string) string {
	switch {
	case axis == Prompt:
		return a.labels[value]
	case axis == Seed && value != "":
		return "seed " + value
	case value == "" && axis != None:
		return "–"
	}
	return value
}

func (a *arranger) title(e *Entry, by []Axis) string {
	parts := make([]string, 0, len(by))
	for _, axis := range by {
		parts = append(parts, a.label(axis, e.value(axis)))
	}
	return strings.Join(parts, " · ")
}
