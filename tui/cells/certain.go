package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// unknown is drawn for a character that terminals do not give the same cells, and
// that nothing else stands for.
const unknown = "□"

// known tells whether the terminal surely knows how wide r is: it is in the tables
// here, which are older than most, and recent only where that was seen.
func known(r rune, rule Rule) bool {
	switch {
	case unicode.Is(odd, r):
		return false
	case unicode.Is(newly, r):
		return rule&Recent != 0
	case r >= 0x20000 && r < 0x3FFFE: // ideographs, also those to come
		return true
	}
	return !unicode.Is(unicode.Cn, r)
}

// certain returns a character without what terminals count each in its own way, by
// whatever rule: Hangul is put together, what is not known is drawn as a box, and
// what asks letters to be emoji, or wide emoji to be text, is left out.
func certain(character string, rule Rule) string {
	if strings.ContainsFunc(character, jamo) {
		character = composed(character)
	}
	var b strings.Builder
	i, wide, letter, lost := 0, false, false, false
	for _, r := range character {
		switch {
		case i == 0 && leads(r, rule):
			wide, letter = ansi.StringWidthWc(string(r)) == 2, unicode.IsLetter(r)
			b.WriteRune(r)
		case i == 0 || r != joiner && r != notJoined && unicode.Is(unicode.Cf, r) && !tag(r) || !known(r, rule):
			b.WriteString(unknown)
			lost = lost || i == 0
		case lost && (r == joiner || variation(r) || tone(r)):
		case r == textVariation && wide, r == emojiVariation && letter, note(r):
		default:
			b.WriteRune(r)
		}
		i++
	}
	return b.String()
}

// leads tells whether a character may begin with r: formats that do are counted in
// no terminal as in another.
func leads(r rune, rule Rule) bool {
	return known(r, rule) && !unicode.Is(unicode.Cf, r) || r == joiner || r == notJoined
}

// tag tells whether r is of those that make a flag of a region.
func tag(r rune) bool { return r >= 0xE0020 && r <= 0xE007F }

// note tells whether r is a part of a musical note, which some count, and some not.
func note(r rune) bool { return r >= 0x1D165 && r <= 0x1D172 }

// jamo tells whether r is a part of a syllable of Hangul.
func jamo(r rune) bool {
	return r >= 0x1100 && r <= 0x11FF || r >= 0xA960 && r <= 0xA97F || r >= 0xD7B0 && r <= 0xD7FF
}

// composed puts a syllable of Hangul together. Parts that no syllable of today has
// are left out, or a box where they are all there is.
func composed(character string) string {
	character = norm.NFC.String(character)
	first, size := utf8.DecodeRuneInString(character)
	shown := character[:size]
	if jamo(first) {
		shown = unknown
	}
	return shown + strings.Map(func(r rune) rune {
		if jamo(r) {
			return -1
		}
		return r
	}, character[size:])
}
