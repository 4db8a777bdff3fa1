package cells

import (
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// drifts says that the terminal puts lines not into their cells but behind the
// letters before them, as wide as the font has those: what it takes from another
// font moves each border behind it.
var drifts atomic.Bool

// Drift has lines drawn as plain signs where they would move from their cells.
// That is for terminals that do so.
func Drift(on bool) { drifts.Store(on) }

// anchored returns the rows of a frame with plain signs in place of the lines
// behind anything that a font may lack.
func anchored(s string) string {
	var b strings.Builder
	done, moved := 0, false
	for i := 0; i < len(s); {
		switch {
		case s[i] == ansi.ESC:
			i += sequence(s[i:])
			continue
		case s[i] < utf8.RuneSelf:
			moved = moved && s[i] != '\n'
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case !isLine(r):
			moved = moved || !everyFontHas(r)
		case moved:
			b.WriteString(s[done:i])
			b.WriteByte(plainLine(r))
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// isLine tells whether r is a line that borders are made of.
func isLine(r rune) bool { return r >= 0x2500 && r <= 0x257F }

// everyFontHas tells whether monospaced fonts have r: letters of Latin, Greek and
// Cyrillic, punctuation, blocks, shapes.
func everyFontHas(r rune) bool {
	return r < 0x300 || r >= 0x370 && r < 0x530 || r >= 0x2010 && r <= 0x2027 || r >= 0x2500 && r <= 0x25FF
}

// plainLine returns the sign that looks most like a line.
func plainLine(r rune) byte {
	switch r {
	case '─', '┄', '┈', '╌', '╴', '╶':
		return '-'
	case '━', '┅', '┉', '╍', '═', '╸', '╺':
		return '='
	case '│', '┃', '┆', '┇', '┊', '┋', '╎', '╏', '║', '╵', '╷', '╹', '╻':
		return '|'
	}
	return '+'
}
