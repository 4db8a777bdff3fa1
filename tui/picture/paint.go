package picture

// decimal appends a number of a colour as SGR writes it.
func decimal(b []byte, v uint8) []byte {
	switch {
	case v >= 100:
		return append(b, '0'+v/100, '0'+v/10%10, '0'+v%10)
	case v >= 10:
		return append(b, '0'+v/10, '0'+v%10)
	}
	return append(b, '0'+v)
}

// painter writes cells with as few colour changes as it can.
type painter struct {
	b            []byte
	colors       Colors
	fg, bg       rgb
	hasFg, hasBg bool
	ends         []int // where each line ends in b
}

// cell writes a character of two colours.
func (p *painter) cell(fg, bg rgb, glyph string) {
	setFg, setBg := !p.hasFg || p.fg != fg, !p.hasBg || p.bg != bg
	if setFg || setBg {
		p.b = append(p.b, "\x1b["...)
		if setFg {
			p.color('3', fg)
			if setBg {
				p.b = append(p.b, ';')
			}
		}
		if setBg {
			p.color('4', bg)
		}
		p.b = append(p.b, 'm')
		p.fg, p.bg, p.hasFg, p.hasBg = fg, bg, true, true
	}
	p.b = append(p.b, glyph...)
}

// plain writes a cell of one colour, whichever way is shorter now.
func (p *painter) plain(c rgb) {
	if p.hasFg && p.fg == c && (!p.hasBg || p.bg != c) {
		p.b = append(p.b, "█"...)
		return
	}
	if !p.hasBg || p.bg != c {
		p.b = append(p.b, "\x1b["...)
		p.color('4', c)
		p.b = append(p.b, 'm')
		p.bg, p.hasBg = c, true
	}
	p.b = append(p.b, ' ')
}

// pair writes a character of two colours, or the one with the colours the
// other way round, whichever needs fewer changes.
func (p *painter) pair(fg, bg rgb, glyph, inverse string) {
	if p.changes(bg, fg) < p.changes(fg, bg) {
		p.cell(bg, fg, inverse)
		return
	}
	p.cell(fg, bg, glyph)
}

func (p *painter) changes(fg, bg rgb) int {
	n := 0
	if !p.hasFg || p.fg != fg {
		n++
	}
	if !p.hasBg || p.bg != bg {
		n++
	}
	return n
}

// color writes what SGR takes for a colour: layer is '3' for the characters and
// '4' for the ground.
func (p *painter) color(layer byte, c rgb) {
	switch p.colors {
	case TrueColor:
		p.b = append(p.b, layer)
		p.b = append(p.b, "8;2;"...)
		p.b = decimal(p.b, c.r)
		p.b = append(p.b, ';')
		p.b = decimal(p.b, c.g)
		p.b = append(p.b, ';')
		p.b = decimal(p.b, c.b)
	case Colors256:
		p.b = append(p.b, layer)
		p.b = append(p.b, "8;5;"...)
		p.b = decimal(p.b, uint8(p.colors.index(int(c.r), int(c.g), int(c.b))))
	default:
		i := p.colors.index(int(c.r), int(c.g), int(c.b))
		// 30 to 37, 40 to 47; the bright ones 90 to 97, 100 to 107.
		code := int(layer-'0')*10 + i
		if i >= 8 {
			code += 60 - 8
		}
		p.b = decimal(p.b, uint8(code))
	}
}

// endLine resets the colours, so that nothing after the line takes them on.
func (p *painter) endLine() {
	if p.hasFg || p.hasBg {
		p.b = append(p.b, "\x1b[m"...)
	}
	p.hasFg, p.hasBg = false, false
	p.ends = append(p.ends, len(p.b))
}

// lines returns the finished lines; they share one string.
func (p *painter) lines() []string {
	all, out, from := string(p.b), make([]string, len(p.ends)), 0
	for i, to := range p.ends {
		out[i], from = all[from:to], to
	}
	return out
}
