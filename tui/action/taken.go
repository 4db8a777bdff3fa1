package action

import "slices"

// Take says which keys the terminal keeps for itself, or sends as something else:
// hints then name others first. They act all the same, should they arrive. It
// reports whether that changed anything.
func (t *Table) Take(keys []string) (changed bool) {
	if slices.Equal(keys, t.taken) {
		return false
	}
	t.taken = slices.Clone(keys)
	return true
}

// arriving returns the keys that arrive.
func (t *Table) arriving(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return slices.Contains(t.taken, k) })
}

// bestFirst returns keys with those first that arrive.
func (t *Table) bestFirst(keys []string) []string {
	if len(t.taken) == 0 {
		return keys
	}
	arriving := t.arriving(keys)
	return append(arriving, slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return slices.Contains(arriving, k) })...)
}
