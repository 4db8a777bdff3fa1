package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many marks on one letter are drawn. No language puts more there,
// and hundreds of them would go to the terminal with every frame.
const maxMarks = 10

// bounded returns s with no more marks on a letter than that. They take no cells.
func bounded(s string) string {
	var b strings.Builder
	from, run := 0, 0
	for i := 0; i < len(s); {
		if s[i] < 0xCC { // the first mark is U+0300
			i, run = i+1, 0
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !mark(r) {
			i, run = i+size, 0
			continue
		}
		if run++; run > maxMarks {
			b.WriteString(s[from:i])
			from = i + size
		}
		i += size
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// mark tells whether r stands on the letter before it.
func mark(r rune) bool {
	return r >= 0x300 && !drawn(r) && r != emojiVariation && unicode.In(r, unicode.Mn, unicode.Me)
}
