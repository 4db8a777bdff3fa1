// Package jpegscale decodes baseline JPEG files whole or straight to a half, a
// quarter or an eighth of their size, for previews. Every pixel it returns is the
// mean of the pixels it stands for, computed from the coefficients without making
// those pixels, which leaves little more to do than reading the code words.
//
// It knows the kind of file that nearly all programs write: sequential
// Huffman coding, eight bits, gray or YCbCr, one scan. Others are left, with
// ErrUnsupported, to a decoder that knows more.
package jpegscale

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"

	"imagine-tui/api/media"
	"imagine-tui/history/pixels"
)

// ErrUnsupported means that the file may be fine but is not of the kind this
// package decodes.
var ErrUnsupported = errors.New("not a baseline JPEG file in gray or YCbCr")

// errDamaged is wrapped by errors about files nobody could decode.
var errDamaged = errors.New("damaged JPEG file")

// component is one of the planes of a picture.
type component struct {
	id         byte
	h, v       int // samples of this plane in a unit of the scan
	tq, td, ta int // which tables it uses
	dc         int32
	pix        []uint8
	stride     int
}

// decoder holds what the headers say.
type decoder struct {
	w, h     int
	shift    uint // the size is divided by 1, 2, 4 or 8
	comps    []component
	quant    [4][64]int32
	hasQuant [4]bool
	scaled   [4][64]int32
	fold     [64]uint8 // where the coefficients go
	dc, ac   [4]*huffman
	restart  int // units between restart markers, 0 for none
	adobe    int // the transform that Adobe's segment names, -1 without one
}

// Decode decodes data whole or to 1/2, 1/4 or 1/8 of its width and height (shift
// 0, 1, 2 or 3), rounded up. It returns an *image.YCbCr or, for gray files, an
// *image.Gray. A file that ends early or is damaged inside gives the part
// before that, with complete false and the rest gray; one that gives nothing
// an error.
func Decode(data []byte, shift uint) (img image.Image, complete bool, err error) {
	if shift > 3 {
		return nil, false, fmt.Errorf("%w: to 1/%d", ErrUnsupported, 1<<shift)
	}
	d := decoder{shift: shift, adobe: -1}
	scan, err := d.headers(data)
	if err != nil {
		return nil, false, err
	}
	d.prepare()
	units, complete := d.scan(scan)
	if units == 0 {
		return nil, false, fmt.Errorf("%w: no picture data", errDamaged)
	}
	return d.image(), complete, nil
}

// headers reads all segments up to the scan and returns the coded data.
func (d *decoder) headers(data []byte) ([]byte, error) {
	for walk := media.NewSegments(bytes.NewReader(data)); ; {
		s, err := walk.Next()
		switch {
		case err != nil, s.Marker == media.EOI, s.End() > int64(len(data)):
			return nil, fmt.Errorf("%w: it ends in its headers", errDamaged)
		case s.Alone():
			continue
		case s.Marker == media.SOS:
			return data[s.End():], d.startOfScan(s.In(data))
		}
		if err := d.segment(s.Marker, s.In(data)); err != nil {
			return nil, err
		}
	}
}

func (d *decoder) segment(marker byte, body []byte) error {
	switch {
	case marker == media.SOF0 || marker == media.SOF1:
		return d.frame(body)
	case marker == media.DHT:
		return d.huffmanTables(body)
	case marker >= media.SOF2 && marker <= media.SOF15:
		return ErrUnsupported // progressive, lossless, arithmetic …
	case marker == media.DQT:
		return d.quantTables(body)
	case marker == media.DRI:
		if len(body) < 2 {
			return fmt.Errorf("%w: restart interval", errDamaged)
		}
		d.restart = int(binary.BigEndian.Uint16(body))
	case marker == media.APP14:
		if len(body) >= 12 && string(body[:5]) == "Adobe" {
			d.adobe = int(body[11])
		}
	}
	return nil
}

// frame reads the size and the planes.
func (d *decoder) frame(b []byte) error {
	if d.comps != nil || len(b) < 6 || len(b) != 6+3*int(b[5]) {
		return fmt.Errorf("%w: frame header", errDamaged)
	}
	d.h, d.w = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	n := int(b[5])
	if b[0] != 8 || d.w == 0 || d.h == 0 || (n != 1 && n != 3) {
		return ErrUnsupported
	}
	d.comps = make([]component, n)
	for i := range d.comps {
		c := b[6+3*i:]
		d.comps[i] = component{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), tq: int(c[2])}
		if c[2] > 3 {
			return fmt.Errorf("%w: table %d", errDamaged, c[2])
		}
	}
	if n == 1 {
		// Alone, a plane is not interleaved: its factors mean nothing.
		d.comps[0].h, d.comps[0].v = 1, 1
		return nil
	}
	if _, ok := d.ratio(); !ok {
		return ErrUnsupported
	}
	return nil
}

// ratio returns how the colour planes are subsampled.
func (d *decoder) ratio() (image.YCbCrSubsampleRatio, bool) {
	return pixels.Subsampling(d.comps[0].sampling(), d.comps[1].sampling(), d.comps[2].sampling())
}

func (c *component) sampling() pixels.Plane { return pixels.Plane{H: c.h, V: c.v} }

func (d *decoder) quantTables(b []byte) error {
	for len(b) > 0 {
		t, wide := b[0]&15, b[0]>>4 != 0
		n := 64
		if wide {
			n = 128
		}
		if t > 3 || len(b) < 1+n {
			return fmt.Errorf("%w: quantization table", errDamaged)
		}
		for i := range 64 {
			if wide {
				d.quant[t][i] = int32(binary.BigEndian.Uint16(b[1+2*i:]))
			} else {
				d.quant[t][i] = int32(b[1+i])
			}
		}
		d.hasQuant[t] = true
		b = b[1+n:]
	}
	return nil
}

func (d *decoder) huffmanTables(b []byte) error {
	for len(b) > 0 {
		if len(b) < 17 {
			return fmt.Errorf("%w: Huffman table", errDamaged)
		}
		class, t := b[0]>>4, b[0]&15
		n := 0
		for _, c := range b[1:17] {
			n += int(c)
		}
		if class > 1 || t > 3 || n > 256 || len(b) < 17+n {
			return fmt.Errorf("%w: Huffman table", errDamaged)
		}
		h, ok := newHuffman(b[1:17], b[17:17+n], class == 0)
		if !ok {
			return fmt.Errorf("%w: Huffman table", errDamaged)
		}
		if class == 0 {
			d.dc[t] = h
		} else {
			d.ac[t] = h
		}
		b = b[17+n:]
	}
	return nil
}

func (d *decoder) startOfScan(b []byte) error {
	n := len(d.comps)
	if n == 0 || len(b) < 1 {
		return fmt.Errorf("%w: scan header", errDamaged)
	}
	if n == 3 && pixels.IsRGB(d.adobe, string([]byte{d.comps[0].id, d.comps[1].id, d.comps[2].id})) {
		return ErrUnsupported
	}
	if int(b[0]) != n || len(b) != 4+2*n {
		return ErrUnsupported // several scans
	}
	for i := range d.comps {
		c := &d.comps[i]
		if b[1+2*i] != c.id {
			return ErrUnsupported
		}
		c.td, c.ta = int(b[2+2*i]>>4), int(b[2+2*i]&15)
		if c.td > 3 || c.ta > 3 || d.dc[c.td] == nil || d.ac[c.ta] == nil || !d.hasQuant[c.tq] {
			return fmt.Errorf("%w: a table is missing", errDamaged)
		}
	}
	return nil
}

// prepare makes room for the planes, gray until something is decoded.
func (d *decoder) prepare() {
	d.fold = places(d.shift)
	for t := range d.quant {
		if d.hasQuant[t] {
			d.scaled[t] = scaledTable(&d.quant[t], d.shift)
		}
	}
	mx, my := d.units()
	for i := range d.comps {
		c := &d.comps[i]
		c.stride = mx * c.h * (8 >> d.shift)
		c.pix = bytes.Repeat([]byte{128}, c.stride*my*c.v*(8>>d.shift))
	}
}

// units returns how many units of the scan lie across and down.
func (d *decoder) units() (x, y int) {
	w, h := 8*d.comps[0].h, 8*d.comps[0].v
	return (d.w + w - 1) / w, (d.h + h - 1) / h
}

func (d *decoder) image() image.Image {
	round := 1<<d.shift - 1
	rect := image.Rect(0, 0, (d.w+round)>>d.shift, (d.h+round)>>d.shift)
	y := d.comps[0]
	if len(d.comps) == 1 {
		return &image.Gray{Pix: y.pix, Stride: y.stride, Rect: rect}
	}
	ratio, _ := d.ratio()
	return &image.YCbCr{
		Y: y.pix, Cb: d.comps[1].pix, Cr: d.comps[2].pix,
		YStride: y.stride, CStride: d.comps[1].stride, SubsampleRatio: ratio, Rect: rect,
	}
}
