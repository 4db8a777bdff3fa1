package compare

import (
	"strings"

	"imagine-tui/tui/cells"
)

// joined puts the left part of one picture beside the right part of another,
// with a divider of one cell in column at between them. Both have the same
// number of lines, each w cells wide.
func joined(left, right []string, at, w int, divider string) []string {
	out := make([]string, len(left))
	for i := range left {
		a, b := part(left[i], at, false), part(right[i], min(at+1, w), true)
		var s strings.Builder
		s.Grow(a.at + len(right[i]) - b.at + 64)
		s.WriteString(left[i][:a.at])
		s.WriteString(strings.Repeat(" ", a.short))
		s.WriteString("\x1b[m")
		s.WriteString(divider)
		if b.short > 0 { // a wide character lies across the edge
			b = part(right[i], min(at+2, w), true)
			s.WriteByte(' ')
		}
		b.pen.write(&s)
		s.WriteString(right[i][b.at:])
		out[i] = s.String()
	}
	return out
}

// cut is a place in a line of cells.
type cut struct {
	at    int // bytes before it
	short int // cells that are missing to it: 1 when a wide character lies across
	pen   pen // how the next cell is drawn
}

// part finds the place after n cells, with its pen if that is wanted. It looks at the bytes once: this is done
// for every line of the screen at each move of the divider, and the general
// functions, which know all that can be in a text, take ten times as long.
func part(line string, n int, pen bool) cut {
	c := cut{}
	for used := 0; used < n; {
		if c.at >= len(line) {
			c.short = n - used
			return c
		}
		if size := escape(line[c.at:]); size > 0 {
			if pen {
				c.pen.read(line[c.at : c.at+size])
			}
			c.at += size
			continue
		}
		one, width := cells.First(line[c.at:])
		if used+width > n {
			c.short = n - used
			return c
		}
		used += width
		c.at += len(one)
	}
	return c
}

// escape returns the bytes of the escape sequence that s begins with, else 0.
func escape(s string) int {
	if s[0] != 0x1b || len(s) < 2 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		if s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
	}
	return len(s)
}

// say which part of the picture.

// pen is how a terminal draws at some place of a line: the parts of SGR
// sequences that still hold.
type pen struct {
	fg, bg, line string // colours of the character, the ground, the underline
	rest         string // bold, underlined and so on
}

// read takes in a sequence; those that are no SGR do not matter here.
func (p *pen) read(seq string) {
	if len(seq) < 3 || seq[len(seq)-1] != 'm' {
		return
	}
	params := seq[2 : len(seq)-1]
	for params != "" || seq != "" {
		seq = "" // an empty list of parameters is one that resets
		one := params
		if i := strings.IndexByte(params, ';'); i >= 0 {
			one = params[:i]
		}
		switch one {
		case "38", "48", "58": // a colour of several parameters
			one = colour(params)
		}
		p.set(one)
		params = strings.TrimPrefix(params[len(one):], ";")
	}
}

// colour returns the parameters of the colour that s begins with.
func colour(s string) string {
	n := 2 // 38, and one that is not understood
	if len(s) > 3 && s[2] == ';' {
		switch s[3] {
		case '5':
			n = 3
		case '2':
			n = 5
		}
	}
	for i := range len(s) {
		if s[i] == ';' {
			if n--; n == 0 {
				return s[:i]
			}
		}
	}
	return s
}

func (p *pen) set(param string) {
	code := param
	if i := strings.IndexAny(param, ";:"); i >= 0 {
		code = param[:i]
	}
	two := len(code) == 2
	switch {
	case param == "" || code == "0" || code == "00":
		*p = pen{}
	case two && code[0] == '3', two && code[0] == '9':
		p.fg = param
	case two && code[0] == '4', len(code) == 3 && code[:2] == "10":
		p.bg = param
	case code == "58", code == "59":
		p.line = param
	default:
		p.rest += ";" + param
	}
}

func (p *pen) write(b *strings.Builder) {
	for _, s := range [...]string{p.fg, p.bg, p.line, strings.TrimPrefix(p.rest, ";")} {
		if s != "" {
			b.WriteString("\x1b[" + s + "m")
		}
	}
}
