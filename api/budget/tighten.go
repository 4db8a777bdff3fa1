package budget

import (
	"maps"
	"strings"
)

// Tightened are these limits, and those of a second file wherever they are lower:
// nothing that it says allows more.
func (l Limits) Tightened(by Limits) Limits {
	out := l
	out.PerKey, out.files, out.beside = maps.Clone(l.PerKey), maps.Clone(l.files), maps.Clone(l.beside)
	from := func(setting string) {
		if out.files == nil {
			out.files = map[string]string{}
		}
		out.files[setting] = by.File
	}
	if by.ConfirmAbove < l.ConfirmAbove {
		out.ConfirmAbove = by.ConfirmAbove
		from("confirm_above")
	}
	if tighter(by.PerDay, l.PerDay) {
		out.PerDay = by.PerDay
		from("per_day")
	}
	if c := by.CeilingPerDay; c != nil && (l.CeilingPerDay == nil || *c < *l.CeilingPerDay) {
		out.CeilingPerDay = c
		from("ceiling_per_day")
	}
	// A limit of a key's own wins over the one of all keys: it must not be higher
	// than that of the other file.
	for name, limit := range l.PerKey {
		if by.PerDay > 0 && by.PerDay < limit {
			out.PerKey[name] = by.PerDay
			from("per_key " + name)
		}
	}
	for name, limit := range by.PerKey {
		mine, at, own := out.own(name)
		if own && limit >= mine {
			continue
		}
		if !own {
			at = name
			if tighter(l.PerDay, limit) {
				limit = l.PerDay
			}
			if out.beside == nil {
				out.beside = map[string]bool{}
			}
			out.beside[at] = true
		}
		if out.PerKey == nil {
			out.PerKey = map[string]int{}
		}
		out.PerKey[at] = limit
		from("per_key " + at)
	}
	return out
}

// tighter tells whether a limit of a day is lower than another, where 0 is none.
func tighter(limit, than int) bool { return limit > 0 && (than == 0 || limit < than) }

// fileOf is where a setting is from.
func (l Limits) fileOf(setting string) string {
	if file, other := l.files[strings.TrimPrefix(setting, section)]; other {
		return file
	}
	return l.File
}
