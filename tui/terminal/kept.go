package terminal

import "slices"

// keptBySome are the keys that any terminal of the table keeps for itself, or a
// program around one: they may not arrive where nobody knows which it is.
func keptBySome() []string {
	var keys []string
	for _, b := range table() {
		keys = append(keys, slices.Concat(b.Quirks.Taken, b.Quirks.Inside, b.Quirks.Doubtful)...)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// keptAround are the keys that programs around a widget keep for themselves: all of
// them answer as the widget does, and on another computer nothing else is seen.
func keptAround(widget string) []string {
	var keys []string
	for _, h := range hosts {
		if h.widget == widget {
			keys = append(keys, h.taken...)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
