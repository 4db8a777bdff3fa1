package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// agreed returns what is drawn in place of a character, which takes width cells
// as a whole, where terminals do not give it the same: an emoji without what
// is joined to it, without skin tone, as text; a keycap's letter. Letters stay
// as they are, counted by code point as nearly all terminals count them: a word
// that loses its vowels is another word.
func agreed(character string, width int) (shown string, cells int) {
	sum := ansi.StringWidthWc(character)
	first, size := utf8.DecodeRuneInString(character)
	if unicode.IsLetter(first) || sum == width && !contains(character) {
		return character, sum
	}
	for i, r := range character[size:] {
		if !unicode.Is(unicode.Mn, r) || r == emojiVariation {
			character = character[:size+i]
			break
		}
	}
	if one := ansi.StringWidthWc(character); one == ansi.StringWidth(character) {
		return character, one
	}
	return string(first), ansi.StringWidthWc(string(first))
}

// emojiVariation asks for a coloured, wider emoji (VS16).
const emojiVariation = '\uFE0F'

// disputed are the code points by which characters differ between the rules:
// joiner, variation selector, enclosing keycap, skin tones.
var disputed = []string{"\u200d", "\ufe0f", "\u20e3", "\U0001f3fb", "\U0001f3fc", "\U0001f3fd", "\U0001f3fe", "\U0001f3ff"}

// Drawn returns the rows of a frame as they are sent to the terminal, with no more
// marks on a letter than any language has. Their widths are those of the rows
// before.
func Drawn(s string) string {
	s = shown(bounded(s))
	if drifts.Load() {
		s = anchored(s)
	}
	if reorders.Load() {
		return isolated(s)
	}
	return s
}

// shown puts what the rules agree on in the place of what they do not.
func shown(s string) string {
	switch now := Now(); {
	case now == Consonants:
		return disjoined(s)
	case now != Agreed || !contains(s):
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		end, _ := next(s, i, Agreed)
		part := s[i:end]
		if part[0] != ansi.ESC && len(part) > 1 {
			part, _ = agreed(part, ansi.StringWidth(part))
		}
		b.WriteString(part)
		i = end
	}
	return b.String()
}

func contains(s string) bool {
	for _, d := range disputed {
		if strings.Contains(s, d) {
			return true
		}
	}
	return false
}
