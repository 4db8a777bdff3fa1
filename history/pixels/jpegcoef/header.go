package jpegcoef

import (
	"encoding/binary"
	"fmt"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/api/media/huffman"
)

// component is one of the planes of a picture.
type component struct {
	id   byte
	h, v int // samples of this plane in a unit of the scan
	tq   int
	// across and down are the blocks that the plane itself has, stride and rows
	// those that there is room for: units may reach over the edge.
	across, down, stride, rows int
	coefs                      []int16 // 64 a block, in the order of rows
	// least is, for each coefficient of a progressive file, how many of its
	// lowest bits are missing; -1 for all.
	least [64]int8
}

// decoder holds what is known of a file.
type decoder struct {
	data []byte
	at   int

	w, h        int
	progressive bool
	comps       []component
	quant       [4][64]int32
	hasQuant    [4]bool
	dc, ac      [4]*huffman.Table
	restart     int // units between restart markers, 0 for none
	adobe       int // the transform that Adobe's segment names, -1 without one
	hmax, vmax  int

	blocks         int // that were decoded
	damaged, ended bool
}

// The marker of a segment that says the height behind the first scan.
const markerDNL = 0xDC

// part reads the next segment. Bytes that belong to nothing are skipped.
func (d *decoder) part() (marker byte, body []byte, ok bool) {
	for {
		for d.at < len(d.data) && d.data[d.at] != 0xFF {
			d.at++
		}
		for d.at < len(d.data) && d.data[d.at] == 0xFF {
			d.at++
		}
		if d.at >= len(d.data) {
			return 0, nil, false
		}
		marker = d.data[d.at]
		d.at++
		if marker == 0 || marker == media.TEM || marker >= media.RST0 && marker <= media.SOI {
			continue
		}
		break
	}
	if marker == media.EOI {
		return marker, nil, true
	}
	if d.at+2 > len(d.data) {
		return 0, nil, false
	}
	n := int(binary.BigEndian.Uint16(d.data[d.at:]))
	if n < 2 || d.at+n > len(d.data) {
		return 0, nil, false
	}
	body = d.data[d.at+2 : d.at+n]
	d.at += n
	return marker, body, true
}

// headers reads up to the first scan, whose header comes next.
func (d *decoder) headers() error {
	d.adobe = -1
	for {
		before := d.at
		marker, body, ok := d.part()
		switch {
		case !ok:
			return fmt.Errorf("%w: it ends in its headers: %w", ErrDamaged, io.ErrUnexpectedEOF)
		case marker == media.EOI:
			return fmt.Errorf("%w: it has no picture", ErrDamaged)
		case marker == media.SOS:
			d.at = before
			if d.comps == nil {
				return fmt.Errorf("%w: it has no frame", ErrDamaged)
			}
			return d.height()
		}
		if err := d.table(marker, body); err != nil {
			return err
		}
	}
}

// table reads a segment other than a scan.
func (d *decoder) table(marker byte, body []byte) error {
	switch marker {
	case media.SOF0, media.SOF1, media.SOF2:
		d.progressive = marker == media.SOF2
		return d.frame(body)
	case media.DHT:
		return d.huffmanTables(body)
	case media.DQT:
		return d.quantTables(body)
	case media.DRI:
		if len(body) < 2 {
			return fmt.Errorf("%w: restart interval", ErrDamaged)
		}
		d.restart = int(binary.BigEndian.Uint16(body))
	case media.APP14:
		if len(body) >= 12 && string(body[:5]) == "Adobe" {
			d.adobe = int(body[11])
		}
	default:
		if what, ok := foreignFrames[marker]; ok {
			return &UnsupportedError{what}
		}
	}
	return nil
}

// foreignFrames are the kinds of coding that hardly any program writes and no
// browser shows.
var foreignFrames = map[byte]string{
	0xC3: "lossless coding", 0xC5: "hierarchical coding", 0xC6: "hierarchical coding", 0xC7: "hierarchical lossless coding",
	media.JPG: "an extension of JPEG", 0xC9: "arithmetic coding", 0xCA: "arithmetic coding", 0xCB: "lossless arithmetic coding",
	0xCD: "hierarchical arithmetic coding", 0xCE: "hierarchical arithmetic coding", 0xCF: "hierarchical lossless arithmetic coding",
	0xF7: "JPEG-LS, which is lossless coding", media.DAC: "arithmetic coding",
}

// frame reads the size and the planes.
func (d *decoder) frame(b []byte) error {
	if d.comps != nil || len(b) < 6 || len(b) < 6+3*int(b[5]) {
		return fmt.Errorf("%w: frame header", ErrDamaged)
	}
	d.h, d.w = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	n := int(b[5])
	switch {
	case b[0] != 8:
		return &UnsupportedError{fmt.Sprintf("%d bits a colour", b[0])}
	case n != 1 && n != 3 && n != 4:
		return &UnsupportedError{fmt.Sprintf("%d colours", n)}
	case d.w == 0:
		return fmt.Errorf("%w: it has no width", ErrDamaged)
	}
	d.comps = make([]component, n)
	d.hmax, d.vmax = 1, 1
	for i := range d.comps {
		c := b[6+3*i:]
		k := component{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), tq: int(c[2])}
		if k.tq > 3 || k.h < 1 || k.h > 4 || k.v < 1 || k.v > 4 {
			return fmt.Errorf("%w: frame header", ErrDamaged)
		}
		if n == 1 {
			k.h, k.v = 1, 1 // alone, a plane is not interleaved: its factors mean nothing
		}
		for i := range k.least {
			k.least[i] = -1
		}
		d.hmax, d.vmax = max(d.hmax, k.h), max(d.vmax, k.v)
		d.comps[i] = k
	}
	return nil
}

// height looks for the segment that says it behind the first scan, where the
// frame does not.
func (d *decoder) height() error {
	if d.h > 0 {
		return nil
	}
	for at := d.at; at+6 <= len(d.data); at++ {
		if d.data[at] == 0xFF && d.data[at+1] == markerDNL && d.data[at+2] == 0 && d.data[at+3] == 4 {
			d.h = int(binary.BigEndian.Uint16(d.data[at+4:]))
			break
		}
	}
	if d.h == 0 {
		return &UnsupportedError{"a height that is said nowhere"}
	}
	return nil
}

func (d *decoder) quantTables(b []byte) error {
	for len(b) > 0 {
		t, wide := b[0]&15, b[0]>>4 != 0
		n := 64
		if wide {
			n = 128
		}
		if t > 3 || len(b) < 1+n {
			return fmt.Errorf("%w: quantization table", ErrDamaged)
		}
		for i := range 64 {
			if wide {
				d.quant[t][zigzag[i]] = int32(binary.BigEndian.Uint16(b[1+2*i:]))
			} else {
				d.quant[t][zigzag[i]] = int32(b[1+i])
			}
		}
		d.hasQuant[t] = true
		b = b[1+n:]
	}
	return nil
}

// prepare makes room for the coefficients.
func (d *decoder) prepare() error {
	unitsX := (d.w + 8*d.hmax - 1) / (8 * d.hmax)
	unitsY := (d.h + 8*d.vmax - 1) / (8 * d.vmax)
	for i := range d.comps {
		c := &d.comps[i]
		if !d.hasQuant[c.tq] {
			// It may yet come in front of the first scan that needs it.
			continue
		}
		c.across = (d.w*c.h + 8*d.hmax - 1) / (8 * d.hmax)
		c.down = (d.h*c.v + 8*d.vmax - 1) / (8 * d.vmax)
		c.stride, c.rows = unitsX*c.h, unitsY*c.v
		c.coefs = make([]int16, 64*c.stride*c.rows)
	}
	for i := range d.comps {
		if d.comps[i].coefs == nil {
			return fmt.Errorf("%w: a quantization table is missing", ErrDamaged)
		}
	}
	return nil
}

// complete tells whether no coefficient lacks anything.
func (d *decoder) complete() bool {
	for i := range d.comps {
		for _, bits := range d.comps[i].least {
			if bits != 0 {
				return false
			}
		}
	}
	return true
}
