package paint

import (
	"strings"
	"sync"
	"unicode"
)

// glyphs is a stroke font on a grid of 5 by 7 points. Each pair of digits is
// a point, x then y from below; "|" lifts the pen.
var glyphs = sync.OnceValue(func() map[rune]string {
	return map[rune]string{
		'A': "00 26 40|12 32", 'B': "00 06 36 45 44 33 03|33 42 41 30 00", 'C': "45 36 16 05 01 10 30 41",
		'D': "00 06 26 44 42 20 00", 'E': "40 00 06 46|03 33", 'F': "00 06 46|03 33",
		'G': "45 36 16 05 01 10 30 41 43 23", 'H': "00 06|40 46|03 43", 'I': "10 30|20 26|16 36",
		'J': "46 41 30 10 01", 'K': "00 06|46 03 40", 'L': "06 00 40", 'M': "00 06 23 46 40",
		'N': "00 06 40 46", 'O': "10 01 05 16 36 45 41 30 10", 'P': "00 06 36 45 44 33 03",
		'Q': "10 01 05 16 36 45 41 30 10|22 40", 'R': "00 06 36 45 44 33 03|23 40",
		'S': "45 36 16 05 04 13 33 42 41 30 10 01", 'T': "06 46|26 20", 'U': "06 01 10 30 41 46",
		'V': "06 20 46", 'W': "06 10 23 30 46", 'X': "00 46|06 40", 'Y': "06 23 46|23 20", 'Z': "06 46 00 40",
		'0': "10 01 05 16 36 45 41 30 10|12 34", '1': "15 26 20|10 30", '2': "05 16 36 45 44 00 40",
		'3': "05 16 36 45 44 33 13|33 42 41 30 10 01", '4': "30 36 02 42", '5': "46 06 03 33 42 41 30 10 01",
		'6': "45 36 16 05 01 10 30 41 42 33 03", '7': "06 46 10",
		'8': "13 04 05 16 36 45 44 33 13 02 01 10 30 41 42 33", '9': "01 10 30 41 45 36 16 05 04 13 43",
		'!': "26 22|20 20", '?': "05 16 36 45 44 23 22|20 20", '.': "20 20", ',': "21 10", '-': "13 33",
		'\'': "26 24", ':': "21 21|24 24", '+': "13 33|22 24", '&': "40 05 16 25 02 01 10 20 42", '/': "00 46",
	}
})

// glyph returns the strokes of a letter. Letters of other scripts get
// strokes made from their number: different for each, readable in none.
func glyph(r rune) string {
	r = unicode.ToUpper(r)
	if g, ok := glyphs()[r]; ok {
		return g
	}
	if unicode.IsSpace(r) {
		return ""
	}
	h := stream(uint64(r), "glyph")
	var b strings.Builder
	for i := range 5 {
		if i > 0 {
			b.WriteString(pick(h, " ", " ", "|"))
		}
		b.WriteByte(byte('0' + h.below(5)))
		b.WriteByte(byte('0' + h.below(7)))
	}
	return b.String()
}
