package contactsheet

import (
	"cmp"
	"slices"
	"strings"
)

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
