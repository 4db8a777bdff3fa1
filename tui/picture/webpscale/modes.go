package webpscale

// The ways a block is foretold (8, 11.2). Those of macroblocks and chroma are
// the first four; the luma of a macroblock may also be foretold by subblocks.
const (
	modeDC = iota
	modeTM
	modeV
	modeH
	modeLD
	modeRD
	modeVR
	modeVL
	modeHD
	modeHU
	modes4
	bySubblocks = modes4
)

// macroblock is what the coders say of 16 × 16 pixels.
type macroblock struct {
	luma, chroma uint8
	segment      uint8
	empty        bool // no coefficients
	sub          [16]uint8
	// ends are the places after the last coefficient of each block: sixteen of
	// luma, four and four of chroma, and the means of luma.
	ends [25]uint8
	// coef are the coefficients times their steps. Blocks of which the end is
	// 0 have none; whoever uses the others clears them.
	coef [25][16]int16
}

// means is the block with the means of luma.
const means = 24

// parser reads macroblocks: their modes and their coefficients, which depend
// on each other only within a macroblock.
type parser struct {
	f *frame
	// subs are the modes of the subblocks above.
	subs [][4]uint8
	// above tells of the blocks above.
	above []coded
}

func newParser(f *frame) *parser {
	return &parser{f: f, subs: make([][4]uint8, f.mw), above: make([]coded, f.mw)}
}

// modes reads how a row of macroblocks is foretold (11.2 to 11.5).
func (p *parser) modes(blocks []macroblock) {
	c := &p.f.first
	var left [4]uint8
	for x := range blocks {
		m := &blocks[x]
		m.segment = 0
		if p.f.perBlock {
			if !c.bit(p.f.tree[0]) {
				if c.bit(p.f.tree[1]) {
					m.segment = 1
				}
			} else if m.segment = 2; c.bit(p.f.tree[2]) {
				m.segment = 3
			}
		}
		m.empty = p.f.skips && c.bit(p.f.skip)
		switch {
		case !c.bit(145):
			m.luma = bySubblocks
			p.subblocks(m, &p.subs[x], &left)
		case !c.bit(156):
			m.luma = modeDC
			if c.bit(163) {
				m.luma = modeV
			}
		default:
			m.luma = modeH
			if c.bit(128) {
				m.luma = modeTM
			}
		}
		if m.luma != bySubblocks {
			for i := range left {
				p.subs[x][i], left[i] = m.luma, m.luma
			}
		}
		switch {
		case !c.bit(142):
			m.chroma = modeDC
		case !c.bit(114):
			m.chroma = modeV
		case !c.bit(183):
			m.chroma = modeH
		default:
			m.chroma = modeTM
		}
	}
}

func (p *parser) subblocks(m *macroblock, above, left *[4]uint8) {
	for y := range 4 {
		l := left[y]
		for x := range 4 {
			l = p.subblock(&subblockOdds[above[x]][l])
			above[x], m.sub[y*4+x] = l, l
		}
		left[y] = l
	}
}

func (p *parser) subblock(o *[9]uint8) uint8 {
	c := &p.f.first
	switch {
	case !c.bit(o[0]):
		return modeDC
	case !c.bit(o[1]):
		return modeTM
	case !c.bit(o[2]):
		return modeV
	case !c.bit(o[3]):
		switch {
		case !c.bit(o[4]):
			return modeH
		case !c.bit(o[5]):
			return modeRD
		}
		return modeVR
	case !c.bit(o[6]):
		return modeLD
	case !c.bit(o[7]):
		return modeVL
	case !c.bit(o[8]):
		return modeHD
	}
	return modeHU
}
