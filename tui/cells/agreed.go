package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// drawnAs returns what is drawn for a character, and how many cells that takes.
func drawnAs(character string, r Rule) (shown string, width int) {
	first, size := utf8.DecodeRuneInString(character)
	switch {
	case first == placeholder:
		return character, 1
	case size == len(character) && ordinary(first):
		return character, ansi.StringWidthWc(character)
	}
	character = certain(character, r)
	switch {
	case regional(first) && r.emoji() == EmojiAgreed && r.letters() == LettersAgreed:
		// Some count a flag as nothing behind any other character.
		return spelled(character)
	case emoji(character):
		return emojiAs(character, r.emoji())
	}
	return lettersAs(character, r)
}

// emoji tells whether terminals count a character by what they know of emoji.
func emoji(character string) bool {
	first, size := utf8.DecodeRuneInString(character)
	return size > 0 && !unicode.IsLetter(first) && (contains(character) || regional(first) || unicode.Is(people, first))
}

// placeholder is where kitty draws a picture: which part of it is said by marks.
const placeholder = '\U0010EEEE'

func emojiAs(character string, e EmojiRule) (shown string, width int) {
	first, _ := utf8.DecodeRuneInString(character)
	switch {
	case e == EmojiAgreed || regional(first) || tone(first):
		return agreed(character)
	case e == EmojiParts:
		return character, ansi.StringWidthWc(character)
	case unicode.Is(people, first) && ansi.StringWidth(character) < 2:
		// Here these take two cells with a skin tone, and some give them two without.
		character = string(first) + string(emojiVariation)
	}
	return character, ansi.StringWidth(character)
}

// agreed returns what is drawn in place of an emoji where terminals do not give it
// the same cells: without what is joined to it, without skin tone, as text; the
// letter of a keycap, or of a flag that has one alone.
func agreed(character string) (shown string, width int) {
	first, size := utf8.DecodeRuneInString(character)
	switch {
	case unicode.Is(people, first) || tone(first):
		return unknown, 1
	case regional(first):
		if second, _ := utf8.DecodeRuneInString(character[size:]); regional(second) {
			return character[:2*size], ansi.StringWidth(character[:2*size])
		}
		return spelled(character)
	}
	for i, r := range character[size:] {
		if !unicode.Is(unicode.Mn, r) || r == emojiVariation {
			character = character[:size+i]
			break
		}
	}
	return same(character, first)
}

// same returns a character if both rules of the renderer give it the same cells, or
// else what it begins with.
func same(character string, first rune) (shown string, width int) {
	if one := ansi.StringWidthWc(character); one == ansi.StringWidth(character) {
		return character, one
	}
	if one := ansi.StringWidthWc(string(first)); one == ansi.StringWidth(string(first)) {
		return string(first), one
	}
	return unknown, 1
}

// emojiVariation asks for a coloured, wider emoji (VS16), textVariation for one as
// text.
const (
	emojiVariation = '\uFE0F'
	textVariation  = '\uFE0E'
)

// disputed are the code points by which emoji differ between the rules: joiner,
// variation selector, enclosing keycap, skin tones.
var disputed = []string{"\u200d", "\ufe0f", "\u20e3", "\U0001f3fb", "\U0001f3fc", "\U0001f3fd", "\U0001f3fe", "\U0001f3ff"}

func contains(s string) bool {
	for _, d := range disputed {
		if strings.Contains(s, d) {
			return true
		}
	}
	return false
}

// firstRegional is the first of the letters that two of make a flag.
const firstRegional = '\U0001F1E6'

// spelled returns a flag as the letters that it is made of.
func spelled(character string) (shown string, width int) {
	shown = strings.Map(func(r rune) rune {
		if regional(r) {
			return r - firstRegional + 'A'
		}
		return -1
	}, character)
	return shown, len(shown)
}

// tone tells whether r is a skin tone, which some count only where it stands alone.
func tone(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

func regional(r rune) bool { return r >= firstRegional && r < firstRegional+26 }

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

// shown puts what terminals agree on in the place of what they do not.
func shown(s string) string {
	at := disputable(s)
	if at == len(s) {
		return s
	}
	now := Now()
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := 0; i < len(s); {
		var part string
		if s[i] == ansi.ESC {
			n := sequence(s[i:])
			part, i = s[i:i+n], i+n
		} else {
			end, _ := next(s, i, now)
			part, i = s[i:end], end
			if len(part) > 1 {
				part, _ = drawnAs(part, now)
			}
		}
		b.WriteString(part)
	}
	return b.String()
}

// disputable returns where the first character is that may be drawn as another.
func disputable(s string) int {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !drawn(r) && !ordinary(r) && r != placeholder {
			return i
		}
		i += size
		for r == placeholder && i < len(s) && s[i] >= 0xCC { // the marks behind it
			m, size := utf8.DecodeRuneInString(s[i:])
			if !mark(m) {
				break
			}
			i += size
		}
	}
	return len(s)
}
