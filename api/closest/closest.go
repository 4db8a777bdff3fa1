// Package closest finds what somebody probably meant who mistyped a name.
package closest

import (
	"slices"
	"strings"
)

// longest is the longest name that is looked for, in bytes. No known style comes
// near it.
const longest = 200

// Of returns at most three of the names that id was probably meant to be, the
// nearest first; nil if none is near. Case, and "_" or a space for "-", make no
// difference.
func Of(id string, names []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	want := foldName(id)
	if want == "" || len(want) > longest {
		return nil
	}
	var near []candidate
	for _, name := range names {
		have := foldName(name)
		d := distance(want, have)
		if len(want) >= 3 && (strings.HasPrefix(have, want) || strings.HasPrefix(want, have)) {
			d = min(d, 2) // "flux" for one of the flux styles
		}
		if d <= 2 || d <= len(have)/3 {
			near = append(near, candidate{name, d})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return a.distance - b.distance })
	var out []string
	for _, c := range near {
		if c.distance == 0 && len(out) == 0 {
			return []string{c.name}
		}
		if len(out) < 3 {
			out = append(out, c.name)
		}
	}
	return out
}

func foldName(s string) string {
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(strings.TrimSpace(s)))
}

// distance counts the letters to insert, delete, replace or swap with their
// neighbour to get from a to b.
func distance(a, b string) int {
	ra, rb := []rune(a), []rune(b)
	before, prev := make([]int, len(rb)+1), make([]int, len(rb)+1)
	row := make([]int, len(rb)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(ra); i++ {
		row[0] = i
		for j := 1; j <= len(rb); j++ {
			cost := 1
			if ra[i-1] == rb[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && ra[i-1] == rb[j-2] && ra[i-2] == rb[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev, row = prev, row, before
	}
	return prev[len(rb)]
}
