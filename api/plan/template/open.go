package template

import "strings"

// OpenName returns what is written so far of the name of a list that is begun at
// the end of text and not closed yet; ok is false where none is.
func OpenName(text string) (typed string, ok bool) {
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case rest[0] == '\\':
			i += 2
			continue
		case !strings.HasPrefix(rest, "__"):
			i++
			continue
		}
		if n, closed := nameIn(rest); closed {
			i += n.end
			continue
		}
		typed = strings.TrimLeft(rest, "_")
		run := len(rest) - len(typed)
		if typed != "" && strings.IndexByte("~@!", typed[0]) >= 0 {
			typed = typed[1:]
		}
		if run == len("__") && strings.IndexFunc(typed, func(r rune) bool { return !usable(r) || r == '*' || r == '?' }) < 0 && !strings.HasPrefix(typed, " ") {
			return typed, true
		}
		i += run
	}
	return "", false
}
