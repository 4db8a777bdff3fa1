package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// nonJoiner keeps two letters from being joined. It takes no cells.
const nonJoiner = "\u200c"

// joiners are the marks of Indic scripts and of Khmer that join the consonant before
// them with the one behind.
var joiners = map[rune]bool{
	'\u094D': true, '\u09CD': true, '\u0A4D': true, '\u0ACD': true, '\u0B4D': true,
	'\u0C4D': true, '\u0D4D': true, '\u17D2': true,
}

// joints are the places in a character where consonants are joined.
func joints(character string) (at []int) {
	if len(character) < 3*utf8.UTFMax-3 { // two letters and a mark
		return nil
	}
	joined := false
	for i, r := range character {
		if joined && unicode.Is(unicode.Lo, r) {
			at = append(at, i)
		}
		joined = joiners[r]
	}
	return at
}

// disjoined returns s with its consonants apart, each a character of its own.
func disjoined(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return joiners[r] }) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := 0; i < len(s); {
		end, _ := next(s, i, Graphemes)
		if part := s[i:end]; part[0] != ansi.ESC {
			done := 0
			for _, at := range joints(part) {
				b.WriteString(part[done:at] + nonJoiner)
				done = at
			}
			b.WriteString(part[done:])
		} else {
			b.WriteString(part)
		}
		i = end
	}
	return b.String()
}
