// Package clean makes text that came from outside safe to show: answers of
// the API, names of files, metadata inside pictures, pasted text, output of
// helper programs. It is used at the edges, where such text enters the
// program, so that no view has to think about it.
package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Text returns s as valid UTF-8 without anything a terminal would act on or a
// reader could be fooled by: escape sequences, control characters other than
// newline and tab, bidirectional overrides and marks, byte order marks, line
// and paragraph separators, and characters that show nothing: tags, fillers,
// zero width spaces, soft hyphens. CRLF and a lone CR become a newline. Zero
// width joiners stay, emoji need them. Bytes that
// are not UTF-8 become U+FFFD. Text(Text(s)) == Text(s).
func Text(s string) string {
	if isClean(s) {
		return s
	}
	s = ansi.Strip(strings.ToValidUTF8(s, "\uFFFD"))
	// A sequence can end in the middle of a multi-byte character, which leaves
	// the rest of that character behind.
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if r != '\r' && unwanted(r) {
			return -1
		}
		return r
	}, s)
	// Only now: what stood between CR and LF may just have been dropped.
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.ReplaceAll(s, "\r", "\n")
}

// Line returns Text(s) on one line: newlines and tabs become spaces, runs of
// them a single space, none at either end. Other kinds of space are text.
func Line(s string) string {
	if s = Text(s); isLine(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		if r == ' ' || r == '\n' || r == '\t' {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// isLine tells whether clean text is one line with nothing to take away.
func isLine(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		if c := s[i]; c == '\n' || c == '\t' || c == ' ' && before == ' ' {
			return false
		}
		before = s[i]
	}
	return s == "" || before != ' '
}

// Short returns Line(s) cut to at most n code points, for messages and columns.
// If something had to go, the last is "…", and what a reader takes for one
// character goes as a whole. Fewer than one gives "".
func Short(s string, n int) string {
	s = Line(s)
	if n < 1 {
		return ""
	}
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	all := []rune(s)
	end := n - 1
	for end > 0 && (joins(all[end]) || all[end-1] == joiner) {
		end--
	}
	return string(all[:end]) + "…"
}

// joiner makes one emoji of two.
const joiner = '\u200d'

// joins tells whether r belongs to the character before it.
func joins(r rune) bool {
	return r == joiner || unicode.Is(unicode.M, r) || r >= 0x1F3FB && r <= 0x1F3FF
}

// isClean tells whether Text has nothing to do, which is nearly always.
func isClean(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if (c < ' ' && c != '\n' && c != '\t') || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && size == 1) || unwanted(r) {
			return false
		}
		i += size
	}
	return true
}

// unwanted tells whether r is dropped from text.
func unwanted(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case unicode.IsControl(r): // C0, DEL and C1
		return true
	case r == 0x061C || r == 0x200E || r == 0x200F: // bidirectional marks
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // embeddings, overrides, isolates
		return true
	case r == 0x2028 || r == 0x2029 || r == 0xFEFF:
		return true
	case r >= 0xE0000 && r <= 0xE007F: // tags: invisible copies of ASCII
		return true
	}
	return unicode.Is(invisible, r)
}

// invisible are characters that show nothing and make two texts that look the
// same differ: a word could hide one, a name pass for another. Joiners and
// variation selectors are not among them: scripts and emoji need those.
var invisible = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00AD, Hi: 0x00AD, Stride: 1}, // soft hyphen
		{Lo: 0x034F, Hi: 0x034F, Stride: 1}, // grapheme joiner
		{Lo: 0x115F, Hi: 0x1160, Stride: 1}, // Hangul fillers
		{Lo: 0x17B4, Hi: 0x17B5, Stride: 1}, // Khmer inherent vowels
		{Lo: 0x180E, Hi: 0x180E, Stride: 1}, // Mongolian vowel separator
		{Lo: 0x200B, Hi: 0x200B, Stride: 1}, // zero width space
		{Lo: 0x2060, Hi: 0x2064, Stride: 1}, // word joiner, invisible operators
		{Lo: 0x206A, Hi: 0x206F, Stride: 1}, // deprecated format characters
		{Lo: 0x3164, Hi: 0x3164, Stride: 1}, // Hangul filler
		{Lo: 0xFFA0, Hi: 0xFFA0, Stride: 1}, // half-width Hangul filler
		{Lo: 0xFFF9, Hi: 0xFFFB, Stride: 1}, // interlinear annotation
	},
	R32: []unicode.Range32{
		{Lo: 0x1BCA0, Hi: 0x1BCA3, Stride: 1}, // shorthand format controls
		{Lo: 0x1D173, Hi: 0x1D17A, Stride: 1}, // musical format controls
	},
	LatinOffset: 1,
}
