package contactsheet

import (
	"cmp"
	"slices"
)

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
