package webpscale

// coded tells which blocks along an edge of a macroblock have coefficients: 1
// or 0, for the odds of those below or on the right depend on how many.
type coded struct {
	luma      [4]uint8
	blue, red [2]uint8
	means     uint8
}

// tokens reads the coefficients of row y of macroblocks (13).
func (p *parser) tokens(y int, blocks []macroblock) {
	c := &p.f.parts[y&(len(p.f.parts)-1)]
	var left coded
	for x := range blocks {
		m := &blocks[x]
		if !m.empty {
			p.residue(c, m, &p.above[x], &left)
			continue
		}
		m.ends = [25]uint8{}
		for _, e := range [2]*coded{&p.above[x], &left} {
			e.luma, e.blue, e.red = [4]uint8{}, [2]uint8{}, [2]uint8{}
			if m.luma != bySubblocks {
				e.means = 0
			}
		}
	}
}

// residue reads the coefficients of a macroblock.
func (p *parser) residue(c *coder, m *macroblock, above, left *coded) {
	q := &p.f.quant[m.segment&3]
	kind, from := lumaWhole, 0
	m.ends[means] = 0
	if m.luma != bySubblocks {
		n := c.block(&p.f.odds[lumaMeans], int(above.means+left.means), 0, &q.means, &m.coef[means])
		s := some(n, 0)
		above.means, left.means = s, s
		m.ends[means] = uint8(n)
		kind, from = lumaAfterY2, 1
	}
	o := &p.f.odds[kind]
	for y := range 4 {
		l := left.luma[y]
		for x := range 4 {
			n := c.block(o, int(above.luma[x]+l), from, &q.whole, &m.coef[y*4+x])
			l = some(n, from)
			above.luma[x] = l
			m.ends[y*4+x] = uint8(n)
		}
		left.luma[y] = l
	}
	p.chroma(c, m.ends[16:20], m.coef[16:20], q, &above.blue, &left.blue)
	p.chroma(c, m.ends[20:24], m.coef[20:24], q, &above.red, &left.red)
}

func (p *parser) chroma(c *coder, ends []uint8, coef [][16]int16, q *quantizer, above, left *[2]uint8) {
	o := &p.f.odds[chroma]
	for i := range 4 {
		x, y := i&1, i>>1
		n := c.block(o, int(above[x]+left[y]), 0, &q.chroma, &coef[i])
		s := some(n, 0)
		above[x], left[y] = s, s
		ends[i] = uint8(n)
	}
}

// some is 1 if a block that began at from and ended at n has tokens.
func some(n, from int) uint8 {
	if n > from {
		return 1
	}
	return 0
}
