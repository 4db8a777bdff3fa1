package cells

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// First returns the character that s begins with, which is never an escape
// sequence, and how many cells it takes.
func First(s string) (character string, width int) {
	if s == "" {
		return "", 0
	}
	end, width := letter(s, Now())
	return s[:end], width
}

// Letters returns how many characters s begins with, at most n, that are letters
// and signs of ASCII without spaces: a cell each, whatever the rule.
func Letters(s string, n int) int {
	i := 0
	for i < n && i < len(s) && s[i] > ' ' && s[i] < 0x7f {
		i++
	}
	if i > 0 && i < len(s) && s[i] >= utf8.RuneSelf {
		i-- // what follows may join the last
	}
	return i
}

// Ideographs returns how many characters s begins with, at most n, that are
// ideographs or kana: two cells each, whatever the rule.
func Ideographs(s string, n int) int {
	i := 0
	for i < n && wideAt(s[3*i:]) {
		i++
	}
	if i > 0 && len(s) > 3*i && s[3*i] >= utf8.RuneSelf && !wideAt(s[3*i:]) {
		i-- // what follows may join the last
	}
	return i
}

// next returns where what stands at s[i:] ends, an escape sequence or a
// character, and how many cells it takes.
func next(s string, i int, r Rule) (end, width int) {
	if s[i] == ansi.ESC {
		return i + sequence(s[i:]), 0
	}
	n, width := letter(s[i:], r)
	return i + n, width
}

// sequence returns how long the escape sequence at the start of s is.
func sequence(s string) int {
	if len(s) > 2 && s[1] == '[' { // nearly all are colours
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return i + 1
			}
			if s[i] < 0x20 || s[i] > 0x7e {
				break
			}
		}
	}
	_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
	return max(1, n)
}

// letter returns where the first character of s ends, and how many cells it
// takes.
func letter(s string, r Rule) (end, width int) {
	c := s[0]
	if c < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if c < ' ' || c == 0x7f {
			return 1, 0
		}
		return 1, 1
	}
	if n, ok := ideograph(s); ok {
		return n, 2
	}
	if n, ok := drawing(s); ok {
		return n, 1
	}
	if c < ' ' || c == 0x7f {
		return 1, 0
	}
	character, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	_, width = drawnAs(character, r)
	return max(1, len(character)), width
}

// ideograph tells whether s begins with a letter of two cells that joins
// nothing before or after it, and what follows cannot join it: ideographs and
// kana, which long texts without spaces consist of. It spares the full search
// for where a character ends, which costs ten times as much.
func ideograph(s string) (end int, ok bool) {
	if !wideAt(s) {
		return 0, false
	}
	return 3, len(s) == 3 || s[3] < utf8.RuneSelf || wideAt(s[3:])
}

// wideAt tells whether s begins with an ideograph or kana. All of them take three
// bytes; taking these apart here costs a third of what decoding any rune does.
func wideAt(s string) bool {
	if len(s) < 3 || s[0] < 0xE3 || s[0] > 0xE9 || s[1]&0xC0 != 0x80 || s[2]&0xC0 != 0x80 {
		return false
	}
	return plainWide(rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F))
}

func plainWide(r rune) bool {
	return (r >= 0x4E00 && r <= 0x9FFF) || (r >= 0x3041 && r <= 0x3096) || (r >= 0x30A1 && r <= 0x30FA) ||
		r == 0x3001 || r == 0x3002
}

// drawing tells the same of what borders and pictures are made of. Each takes
// one cell.
func drawing(s string) (end int, ok bool) {
	if s[0] != 0xE2 && s[0] != 0xF0 {
		return 0, false
	}
	r, size := utf8.DecodeRuneInString(s)
	if !drawn(r) {
		return 0, false
	}
	if size == len(s) || s[size] < utf8.RuneSelf {
		return size, true
	}
	r, _ = utf8.DecodeRuneInString(s[size:])
	return size, drawn(r)
}

// drawn tells whether r is a line, a block, a sextant, an octant or a pattern of
// dots.
func drawn(r rune) bool {
	return r >= 0x2500 && r <= 0x259F || r >= 0x2800 && r <= 0x28FF || r >= 0x1FB00 && r <= 0x1FBFF || r >= 0x1CD00 && r <= 0x1CDE5
}
