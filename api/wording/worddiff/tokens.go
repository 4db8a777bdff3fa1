package worddiff

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// token is a word and whether white space stands before it.
type token struct {
	text   string
	word   int // the same number for the same text
	spaced bool
}

// tokens splits a text into words. words numbers them.
func tokens(text string, words map[string]int) []token {
	var out []token
	spaced := false
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		if unicode.IsSpace(r) {
			text, spaced = text[size:], len(out) > 0
			continue
		}
		n := wordLength(text)
		t := token{text: text[:n], spaced: spaced}
		number, known := words[t.text]
		if !known {
			number = len(words)
			words[t.text] = number
		}
		t.word = number
		out = append(out, t)
		text, spaced = text[n:], false
	}
	return out
}

// wordLength returns the bytes of the word that text begins with.
func wordLength(text string) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		switch {
		case unwritten(r) && n > 0:
			return n
		case unwritten(r):
			return graphemeLength(text)
		case letter(r), n > 0 && (unicode.Is(unicode.M, r) || r == 0x200C || r == 0x200D):
		case n > 0 && joins(r) && followedByLetter(text[n+size:]):
		case n == 0:
			return graphemeLength(text) // a mark, an emoji
		default:
			return n
		}
		n += size
	}
	return n
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// joins tells whether r between two letters is part of the word, as in
// "o'clock", "flux-dev" and "1.5".
func joins(r rune) bool { return r == '\'' || r == '’' || r == '-' || r == '.' }

func followedByLetter(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return letter(r) && !unwritten(r)
}

// unwritten tells whether r belongs to a script that puts no spaces between
// words, so that each character is taken for one.
func unwritten(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// graphemeLength returns the bytes of the first character as people see it.
func graphemeLength(text string) int {
	if text[0] < utf8.RuneSelf && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return 1
	}
	cluster := graphemes.FromString(text).First()
	if cluster == "" {
		_, size := utf8.DecodeRuneInString(text)
		return size
	}
	return len(cluster)
}
