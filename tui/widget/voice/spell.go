package voice

import (
	"strings"
	"sync"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// Unsaid tells whether a character is one that is never written: lines, blocks,
// shapes, signs and Braille, which are read by their names, or not at all.
func Unsaid(r rune) bool { return r >= 0x2500 && r <= 0x28FF }

// signs are what the signs of the studio say.
var signs = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{'■': "on", '□': "off", '◌': "off"}
	for sign, word := range map[string]string{
		theme.SignRow: "", theme.SignInUse: "in use", theme.SignMarked: "marked", theme.SignUnmarked: "", theme.SignOpen: "open",
		theme.SignFolded: "folded", theme.SignSaved: "saved", theme.SignFailed: "failed", theme.SignHeld: "held", theme.SignStopped: "stopped",
		theme.SignPicked: "picked", theme.SignRejected: "rejected", theme.SignStar: "star",
	} {
		m[[]rune(sign)[0]] = word
	}
	for _, frame := range theme.SpinnerFrames {
		m[[]rune(frame)[0]] = "running"
	}
	return m
})

// pauses are characters that stand between parts of a line.
const pauses = "·│┃║"

// Spell is a line as it is said: signs in words, parts apart by commas.
func Spell(line string) string {
	line = clean.Text(ansi.Strip(line))
	parts, word := []string{}, strings.Builder{}
	gap := 0 // blanks since the last word
	pause := func() {
		if said := strings.TrimSpace(word.String()); said != "" {
			parts = append(parts, said)
		}
		word.Reset()
	}
	var before rune
	for _, r := range line {
		same := r == before
		before = r
		if unicode.IsSpace(r) {
			if gap++; gap > 1 {
				pause()
			}
			continue
		}
		sign, known := signs()[r]
		switch {
		case strings.ContainsRune(pauses, r):
			pause()
		case known && same && sign != "star":
		case known:
			if sign != "" {
				word.WriteString(" " + sign + " ")
			}
		case Unsaid(r):
			if r < 0x2580 { // a border
				pause()
			}
		default:
			if gap > 0 && word.Len() > 0 {
				word.WriteByte(' ')
			}
			word.WriteRune(r)
		}
		gap = 0
	}
	pause()
	return stars.Replace(strings.Join(strings.Fields(strings.Join(parts, ", ")), " "))
}

// stars says how many there are, and joins what a colon ends.
var stars = strings.NewReplacer(
	":, ", ": ", "star star star star star", "5 stars", "star star star star", "4 stars", "star star star", "3 stars", "star star", "2 stars", "star", "star",
)

// Sentences are the lines of what was drawn that say something.
func Sentences(drawn []string) []string {
	var out []string
	for _, l := range drawn {
		if said := Spell(l); said != "" {
			out = append(out, said)
		}
	}
	return out
}

// cover is text that is being written, as wide as it is, with stars for what is never
// written.
func cover(text string) string {
	text = ansi.Strip(text)
	if strings.IndexFunc(text, Unsaid) < 0 {
		return text
	}
	var b strings.Builder
	for text != "" {
		character, width := cells.First(text)
		if character == "" {
			break
		}
		if strings.IndexFunc(character, Unsaid) >= 0 {
			b.WriteString(strings.Repeat("*", width))
		} else {
			b.WriteString(character)
		}
		text = text[len(character):]
	}
	return b.String()
}
