package jpegcoef

import (
	"fmt"

	"imagine-tui/api/media"
	"imagine-tui/api/media/huffman"
)

// zigzag is the order of the coefficients in a file: row·8 + column. What goes
// beyond the last is the last.
var zigzag = [64 + 16]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
	63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
}

// scan is what the header of one says.
type scan struct {
	parts []scanPart
	// from and to are the first and the last coefficient, high and low the
	// bits that came before and that are still to come.
	from, to, high, low int

	eobRun int // blocks that have nothing more
}

type scanPart struct {
	c      *component
	dc, ac *huffman.Table
	last   int32 // first coefficient of the block before
}

// scanHeader reads the header of a scan.
func (d *decoder) scanHeader(b []byte) (*scan, error) {
	wrong := fmt.Errorf("%w: scan header", ErrDamaged)
	if len(b) < 1 || b[0] < 1 || b[0] > 4 || len(b) < 4+2*int(b[0]) {
		return nil, wrong
	}
	n := int(b[0])
	tail := b[1+2*n:]
	s := &scan{from: int(tail[0]), to: int(tail[1]), high: int(tail[2] >> 4), low: int(tail[2] & 15)}
	if !d.progressive {
		s.from, s.to, s.high, s.low = 0, 63, 0, 0
	}
	if s.from > s.to || s.to > 63 || s.from == 0 && s.to != 0 && d.progressive || s.from > 0 && n > 1 || s.low > 13 || s.high > 0 && s.high != s.low+1 {
		return nil, wrong
	}
	for i := range n {
		part := scanPart{}
		for k := range d.comps {
			if d.comps[k].id == b[1+2*i] && part.c == nil {
				part.c = &d.comps[k]
			}
		}
		if part.c == nil && i < len(d.comps) && n == len(d.comps) {
			part.c = &d.comps[i] // some name them wrongly
		}
		td, ta := int(b[2+2*i]>>4), int(b[2+2*i]&15)
		if part.c == nil || td > 3 || ta > 3 {
			return nil, wrong
		}
		part.dc, part.ac = or(d.dc[td], usualDC, td), or(d.ac[ta], usualAC, ta)
		needsDC, needsAC := s.from == 0 && s.high == 0, s.to > 0
		if needsDC && part.dc == nil || needsAC && part.ac == nil {
			return nil, wrong
		}
		s.parts = append(s.parts, part)
	}
	return s, nil
}

// scan decodes the data of a scan into coefficients.
func (d *decoder) scan(s *scan) {
	across, down := s.parts[0].c.across, s.parts[0].c.down
	if len(s.parts) > 1 {
		across, down = s.parts[0].c.stride/s.parts[0].c.h, s.parts[0].c.rows/s.parts[0].c.v
	}
	b := &bits{data: d.data, at: d.at}
	total, left, number := across*down, d.restart, 0
	for unit := range total {
		if d.restart > 0 && left == 0 {
			left = d.restart
			if !d.resume(b, s, &number) {
				d.damaged = true
			}
		}
		left--
		if b.over {
			d.damaged = true
			if d.restart == 0 {
				break // nothing more comes
			}
			continue
		}
		d.unit(b, s, unit%across, unit/across)
	}
	for i := range s.parts {
		for k := s.from; k <= s.to; k++ {
			s.parts[i].c.least[zigzag[k]] = int8(s.low)
		}
	}
	d.damaged = d.damaged || b.wrong || b.over
	d.at = b.at
}

// unit decodes the blocks of one unit of a scan.
func (d *decoder) unit(b *bits, s *scan, x, y int) {
	if len(s.parts) == 1 {
		d.block(b, s, &s.parts[0], x, y)
		return
	}
	for i := range s.parts {
		c := s.parts[i].c
		for v := range c.v {
			for h := range c.h {
				d.block(b, s, &s.parts[i], x*c.h+h, y*c.v+v)
			}
		}
	}
}

func (d *decoder) block(b *bits, s *scan, p *scanPart, x, y int) {
	if b.over {
		return
	}
	at := 64 * (y*p.c.stride + x)
	if at+64 > len(p.c.coefs) {
		return
	}
	block := (*[64]int16)(p.c.coefs[at:])
	d.blocks++
	switch {
	case !d.progressive:
		s.sequential(b, p, block)
	case s.from == 0 && s.high == 0:
		p.last += b.signed(min(b.symbol(p.dc), 16))
		block[0] = int16(p.last << s.low)
	case s.from == 0:
		if b.take(1) == 1 {
			block[0] |= 1 << s.low
		}
	case s.high == 0:
		s.first(b, p, block)
	default:
		s.refine(b, p, block)
	}
}

// resume goes on at a restart marker, false where it is not where it should be.
// A marker that is nearly the right one is taken for what it says: the blocks up
// to it are gray.
func (d *decoder) resume(b *bits, s *scan, number *int) bool {
	good := !b.over
	want := byte(*number & 7)
	*number++
	fresh := func(at int, over bool) {
		*b = bits{data: b.data, at: at, over: over, wrong: b.wrong}
		for i := range s.parts {
			s.parts[i].last = 0
		}
		s.eobRun = 0
	}
	at := b.at
	for {
		for at < len(b.data) && b.data[at] != 0xFF {
			at++
			good = false // bytes that nobody asked for
		}
		for at < len(b.data) && b.data[at] == 0xFF {
			at++
		}
		if at >= len(b.data) {
			fresh(len(b.data), true)
			return false
		}
		m := b.data[at]
		at++
		switch ahead := (m - media.RST0 - want) & 7; {
		case m < media.SOF0: // none at all
			good = false
		case m < media.RST0 || m > media.RST7: // the scan is over
			fresh(at-2, true)
			return false
		case ahead == 0:
			fresh(at, false)
			return good
		case ahead <= 2: // one of the next: this part is missing
			fresh(at-2, true)
			return false
		case ahead >= 6: // one that was there before
			good = false
		default:
			fresh(at, false)
			return false
		}
	}
}
