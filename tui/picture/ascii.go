package picture

import (
	"sync"
	"unicode/utf8"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/terminal/letters"
	"imagine-tui/tui/widget/voice"
)

// signs are what stands in ASCII for signs of the studio.
var signs = sync.OnceValue(func() map[rune]byte {
	m := map[rune]byte{}
	for shown, all := range map[byte]string{
		'-': "─━╌┄–—‐", '|': "│┃║▏", '+': "┌┐└┘╭╮╰╯┏┓┗┛├┤┬┴┼┠┨┣┫", '>': "▸▹→»❯›", '<': "←«‹", '^': "↑", 'v': "↓▾✓", '*': "★●", '@': "◉", '!': "•", 'o': "○□◌",
		'.': "·…", 'x': "✗×", '/': "⊘╱", '%': "⌫", '=': "‖▰", '&': "♥", '~': "▱≈", '#': "█▀▄▌▐■", '"': "“”„", '\'': "‘’‚", ' ': "\u2007\u00a0\u2009",
	} {
		for _, r := range all {
			m[r] = shown
		}
	}
	return m
})

// ascii writes p for a terminal that takes no UTF-8: each character as the
// terminal's own, where its table has it, else one of ASCII, or as many as it is
// wide. Escape sequences are of ASCII already.
func ascii(p []byte, table *letters.Table) []byte {
	out := make([]byte, 0, len(p))
	for len(p) > 0 {
		if p[0] < utf8.RuneSelf {
			out, p = append(out, p[0]), p[1:]
			continue
		}
		r, size := utf8.DecodeRune(p)
		sign, known := signs()[r]
		if !known {
			sign, known = table.Byte(r)
		}
		switch n := cells.Width(string(p[:size])); {
		case known:
			out = append(out, sign)
		case r >= 0x2800 && r < 0x2900: // Braille: what is under way
			out = append(out, '*')
		default:
			for range n {
				out = append(out, '?')
			}
		}
		p = p[size:]
	}
	return out
}

// plainSigns writes ASCII for the signs of the studio in p, and leaves all else: what
// people wrote, and cells of pictures, which are made of blocks.
func plainSigns(p []byte) []byte {
	out := make([]byte, 0, len(p))
	for len(p) > 0 {
		if p[0] < utf8.RuneSelf {
			out, p = append(out, p[0]), p[1:]
			continue
		}
		r, size := utf8.DecodeRune(p)
		sign, known := signs()[r]
		switch {
		case known && (r < 0x2580 || r > 0x259F) && sign != ' ':
			out = append(out, sign)
		case r >= 0x2800 && r < 0x2900: // what is under way
			out = append(out, '*')
		default:
			out = append(out, p[:size]...)
		}
		p = p[size:]
	}
	return out
}

// unpictured writes ASCII for every character in p that is never said, and leaves all
// else.
func unpictured(p []byte) []byte {
	out := make([]byte, 0, len(p))
	for len(p) > 0 {
		r, size := utf8.DecodeRune(p)
		switch sign, known := signs()[r]; {
		case !voice.Unsaid(r):
			out = append(out, p[:size]...)
		case known:
			out = append(out, sign)
		default:
			for range cells.Width(string(p[:size])) {
				out = append(out, '*')
			}
		}
		p = p[size:]
	}
	return out
}
