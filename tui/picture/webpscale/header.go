package webpscale

import (
	"encoding/binary"
	"fmt"
)

// riff returns the body of the one picture of a WebP file, as far as it is
// there.
func riff(data []byte) ([]byte, error) {
	if len(data) < 12 || string(data[:4]) != "RIFF" || string(data[8:12]) != "WEBP" {
		return nil, fmt.Errorf("%w: no start", errDamaged)
	}
	for p := data[12:]; len(p) > 8; {
		size := uint64(binary.LittleEndian.Uint32(p[4:]))
		name := string(p[:4])
		p = p[8:]
		switch name {
		case "VP8 ":
			return p[:min(size, uint64(len(p)))], nil
		case "VP8L", "ALPH", "ANIM", "ANMF":
			return nil, ErrUnsupported
		}
		p = p[min(size+size&1, uint64(len(p))):]
	}
	return nil, fmt.Errorf("%w: no picture", errDamaged)
}

// quantizer holds the steps of a segment by place.
type quantizer struct{ whole, means, chroma [16]int32 }

// frame is what the header says (section 9).
type frame struct {
	w, h     int
	mw, mh   int // macroblocks across and down
	segments bool
	perBlock bool // each macroblock names its segment
	tree     [3]uint8
	skips    bool // macroblocks may say that they have no coefficients
	skip     uint8
	quant    [4]quantizer
	odds     [planes]placeOdds
	first    coder   // the modes
	parts    []coder // the coefficients, row by row in turn
}

// readFrame reads the header of a key frame.
func readFrame(data []byte) (*frame, error) {
	const tag, head = 3, 10
	if len(data) < head {
		return nil, fmt.Errorf("%w: it ends in its header", errDamaged)
	}
	bits := int(data[0]) | int(data[1])<<8 | int(data[2])<<16
	if bits&1 != 0 || bits>>1&7 > 3 {
		return nil, ErrUnsupported // no key frame, or of another version
	}
	if string(data[tag:tag+3]) != "\x9d\x01\x2a" {
		return nil, fmt.Errorf("%w: no start of a frame", errDamaged)
	}
	f := &frame{
		w: int(binary.LittleEndian.Uint16(data[6:])) & 0x3fff,
		h: int(binary.LittleEndian.Uint16(data[8:])) & 0x3fff,
	}
	f.mw, f.mh = (f.w+15)/16, (f.h+15)/16
	n := bits >> 5
	if data = data[head:]; f.w == 0 || f.h == 0 || n >= len(data) {
		return nil, fmt.Errorf("%w: it ends in its header", errDamaged)
	}
	f.first = newCoder(data[:n])
	c := &f.first
	c.flag() // the colour space, of which there is one
	c.flag() // whether values need clamping: they always are
	var steps [4]int
	absolute := f.readSegments(&steps)
	f.passFilter()
	if err := f.readParts(1<<c.number(2), data[n:]); err != nil {
		return nil, err
	}
	f.readQuantizers(steps, absolute)
	c.flag() // whether odds last longer than this frame
	f.readOdds()
	if f.skips = c.flag(); f.skips {
		f.skip = uint8(c.number(8))
	}
	if c.over() {
		return nil, fmt.Errorf("%w: it ends in its header", errDamaged)
	}
	return f, nil
}

// readSegments reads what differs between parts of the picture (9.3).
func (f *frame) readSegments(steps *[4]int) (absolute bool) {
	c := &f.first
	f.tree = [3]uint8{255, 255, 255}
	if f.segments = c.flag(); !f.segments {
		return false
	}
	f.perBlock = c.flag()
	if c.flag() {
		absolute = c.flag()
		for i := range steps {
			steps[i] = c.optional(7)
		}
		for range 4 {
			c.optional(6) // strength of the loop filter
		}
	}
	if f.perBlock {
		for i := range f.tree {
			if c.flag() {
				f.tree[i] = uint8(c.number(8))
			}
		}
	}
	return absolute
}

// passFilter reads over what the loop filter would need (9.4).
func (f *frame) passFilter() {
	c := &f.first
	c.number(1 + 6 + 3)
	varies := c.flag()
	if !varies || !c.flag() {
		return
	}
	for range 4 + 4 {
		c.optional(6)
	}
}

// readParts finds the partitions with the coefficients (9.5).
func (f *frame) readParts(n int, data []byte) error {
	sizes := data
	if len(data) <= 3*(n-1) {
		return fmt.Errorf("%w: it ends in its header", errDamaged)
	}
	data = data[3*(n-1):]
	f.parts = make([]coder, n)
	for i := range f.parts {
		size := len(data)
		if i < n-1 {
			size = min(size, int(sizes[0])|int(sizes[1])<<8|int(sizes[2])<<16)
			sizes = sizes[3:]
		}
		f.parts[i] = newCoder(data[:size])
		data = data[size:]
	}
	return nil
}

// readQuantizers reads the steps (9.6, 14.1).
func (f *frame) readQuantizers(steps [4]int, absolute bool) {
	c := &f.first
	base := c.number(7)
	y1dc, y2dc, y2ac, uvdc, uvac := c.optional(4), c.optional(4), c.optional(4), c.optional(4), c.optional(4)
	at := func(i, most int) int { return max(0, min(most, i)) }
	for i := range f.quant {
		q := steps[i]
		if !absolute {
			q += base
		}
		if !f.segments {
			q = base
		}
		s := &f.quant[i]
		fill(&s.whole, dcSteps[at(q+y1dc, 127)], acSteps[at(q, 127)])
		fill(&s.means, 2*dcSteps[at(q+y2dc, 127)], max(8, acSteps[at(q+y2ac, 127)]*155/100))
		// The limit of 117 is that of the step, 132.
		fill(&s.chroma, dcSteps[at(q+uvdc, 117)], acSteps[at(q+uvac, 127)])
	}
}

func fill(s *[16]int32, first, others int32) {
	for i := range s {
		s[i] = others
	}
	s[0] = first
}

// readOdds reads the odds of tokens (13.4) and lays them out by place.
func (f *frame) readOdds() {
	all := firstOdds
	for i := range all {
		for b := range all[i] {
			for x := range all[i][b] {
				for k := range all[i][b][x] {
					if f.first.bit(changeOdds[i][b][x][k]) {
						all[i][b][x][k] = uint8(f.first.number(8))
					}
				}
			}
		}
		for place, band := range bandOf {
			for x := range 3 {
				copy(f.odds[i][place][x][:], all[i][band][x][:])
			}
		}
	}
}
