package cells

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

const (
	// joiner joins two letters, notJoined keeps them from being joined. Neither takes
	// cells in nearly all terminals.
	joiner    = '\u200D'
	notJoined = '\u200C'
	nonJoiner = string(notJoined)
)

// lettersAs returns how a letter with all that belongs to it is drawn.
func lettersAs(character string, r Rule) (shown string, width int) {
	first, _ := utf8.DecodeRuneInString(character)
	switch r.letters() {
	case LettersParts:
		return character, ansi.StringWidthWc(character)
	case LettersFirst:
		character = apart(character, LettersFirst)
		return character, ansi.StringWidthWc(character)
	case LettersWhole:
		if unicode.Is(unicode.Mc, first) {
			character = agreedLetters(character, r)
		}
		return character, ansi.StringWidth(character)
	case LettersConsonants:
		character = apart(character, LettersConsonants)
		return character, ansi.StringWidth(character)
	default:
		return same(agreedLetters(character, r), first)
	}
}

// agreedLetters returns letters that every terminal counts alike: marks that some
// give a cell of their own are written as letters are, see standIn.
func agreedLetters(character string, r Rule) string {
	character = apart(character, LettersAgreed)
	if r&JoinersTakeCells == 0 {
		return character
	}
	var b strings.Builder
	for i, r := range character {
		if r == notJoined || joins(r) && strings.HasPrefix(character[i+utf8.RuneLen(r):], nonJoiner) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// apart returns a character with its consonants apart, each a character of its own,
// and letters in the place of marks that are disputed: all, those that stand by
// themselves, or those behind other marks.
func apart(character string, l LetterRule) string {
	agreed := l == LettersAgreed
	var b strings.Builder
	joined, marked := false, false
	for i, r := range character {
		switch {
		case l == LettersFirst && !unicode.Is(unicode.Mc, r):
			b.WriteRune(r)
		case r == '\u0E33' || r == '\u0EB3':
			// Sara am of Thai and Lao is a ring on the letter and a letter behind it.
			b.WriteString(norm.NFKD.String(string(r)))
		case unicode.Is(unicode.Mc, r) && (agreed || i == 0 || l == LettersFirst && marked):
			b.WriteString(standIn(r))
		case agreed && (r == joiner || variation(r) || tone(r)):
		case joined && i > 0 && !belongs(r):
			b.WriteString(nonJoiner + string(r))
		default:
			b.WriteRune(r)
		}
		marked = unicode.Is(unicode.M, r)
		joined = joins(r) || joined && belongs(r)
	}
	switch s := b.String(); {
	case strings.HasPrefix(s, "\uFF9E"), strings.HasPrefix(s, "\uFF9F"):
		return unknown
	case strings.ContainsAny(s, "\uFF9E\uFF9F"):
		return norm.NFKC.String(s) // marks of half-width kana
	default:
		return s
	}
}

// belongs tells whether r belongs to the letter before it.
func belongs(r rune) bool { return unicode.Is(unicode.M, r) || r == joiner || r == notJoined }

// variation tells whether r asks for another look of what is before it.
func variation(r rune) bool { return r == textVariation || r == emojiVariation }

// joins tells whether r joins the consonant before it with the one behind.
func joins(r rune) bool { return unicode.Is(joining, r) }

// markMissing stands for a mark that nothing else stands for.
const markMissing = "◌"

// standIns are letters, or signs, that sound or look as marks do: those of Myanmar
// and Khmer.
var standIns = [...]struct {
	mark    rune
	instead string
}{
	{0x102B, "အ"},
	{0x102C, "အ"},
	{0x1031, "ဧ"},
	{0x1038, ":"},
	{0x103B, "ယ"},
	{0x103C, "ရ"},
	{0x17B6, "អ"},
	{0x17C1, "ឯ"},
	{0x17C2, "ឯ"},
	{0x17C3, "ឰ"},
	{0x17C4, "ឱ"},
	{0x17C5, "ឳ"},
	{0x17C7, ":"},
	{0x17C8, ":"},
}

// standIn returns what is drawn for a mark beside a letter where terminals differ
// over whether it takes a cell: a vowel as it is written without a consonant, a
// letter of its own, and the breath at the end of a syllable as the colon that it
// looks like. A word without its vowels would be another.
func standIn(r rune) string {
	for _, s := range standIns {
		if s.mark == r {
			return s.instead
		}
	}
	// The blocks of Indic scripts up to Malayalam are laid out alike.
	if block := r &^ 0x7F; r >= 0x0900 && r < 0x0D80 {
		switch at := r & 0x7F; {
		case at == 0x03:
			return ":"
		case at >= 0x3E && at <= 0x43, at >= 0x45 && at <= 0x4C:
			if vowel := block + at - 0x38; unicode.Is(unicode.Lo, vowel) {
				return string(vowel)
			}
		}
	}
	return markMissing
}
