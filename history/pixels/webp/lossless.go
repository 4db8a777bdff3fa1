package webp

import (
	"context"
	"encoding/binary"
	"image"
)

// A lossless picture (RFC 9649, 3) is stored row by row from its top, behind
// what is needed to understand the rows. So what is there of a file that is cut
// short are the rows of its upper part.

const (
	// losslessHead is the length of what a lossless frame begins with.
	losslessHead  = 5
	losslessMagic = 0x2F
	// mostLossless bounds the pixels of such a picture.
	mostLossless = 50_000_000
)

// losslessHeader is what a lossless frame says of itself.
type losslessHeader struct {
	w, h  int
	sheer bool // transparency means something
}

func readLosslessHeader(frame []byte) (head losslessHeader, ok bool) {
	if len(frame) < losslessHead || frame[0] != losslessMagic {
		return losslessHeader{}, false
	}
	const side, version = 14, 29
	word := binary.LittleEndian.Uint32(frame[1:])
	head.w, head.h = int(word&(1<<side-1))+1, int(word>>side&(1<<side-1))+1
	head.sheer = word>>(2*side)&1 == 1
	return head, word>>version == 0
}

// lossless decodes a lossless frame.
type lossless struct {
	bits
	ctx context.Context
	// transforms are what is to be undone, the last one first.
	transforms []transform
}

// decodeLossless decodes the rows that there are of a lossless frame; nil where
// there is none.
func decodeLossless(ctx context.Context, frame []byte) *image.NRGBA {
	head, ok := readLosslessHeader(frame)
	if !ok || head.w*head.h > mostLossless {
		return nil
	}
	d := &lossless{bits: bits{data: frame[losslessHead:]}, ctx: ctx}
	w, ok := d.readTransforms(head.w, head.h)
	if !ok {
		return nil
	}
	pix, done, ok := d.picture(w, head.h, true)
	rows := done / w
	if !ok || rows == 0 {
		return nil
	}
	clear(pix[4*w*rows:])
	for i := len(d.transforms) - 1; i >= 0; i-- {
		pix = d.transforms[i].undo(pix, rows, head.h)
	}
	if !head.sheer {
		opaque(pix[:4*head.w*rows])
	}
	return &image.NRGBA{Pix: pix, Stride: 4 * head.w, Rect: image.Rect(0, 0, head.w, head.h)}
}

// opaque takes the transparency out of pixels.
func opaque(pix []byte) {
	for i := 3; i < len(pix); i += 4 {
		pix[i] = 0xFF
	}
}

// readTransforms reads how the pixels were changed before they were stored. They
// are stored w pixels wide then.
func (d *lossless) readTransforms(width, height int) (w int, ok bool) {
	w = width
	var seen [4]bool
	for d.take(1) == 1 {
		t := transform{kind: int(d.take(2)), w: w}
		if d.over || seen[t.kind] {
			return 0, false
		}
		seen[t.kind] = true
		switch t.kind {
		case predicted, crossed:
			t.shift = uint(d.take(3)) + 2
			t.pix, ok = d.part(tiles(w, t.shift), tiles(height, t.shift))
		case indexed:
			n := int(d.take(8)) + 1
			t.shift = packing(n)
			if t.pix, ok = d.part(n, 1); ok {
				t.pix = palette(t.pix)
			}
			w = tiles(w, t.shift)
		default:
			ok = true
		}
		if !ok {
			return 0, false
		}
		d.transforms = append(d.transforms, t)
	}
	return w, !d.over
}

// packing returns how many pixels of few colours are stored as one: 1 << packing.
func packing(colours int) uint {
	switch {
	case colours <= 2:
		return 3
	case colours <= 4:
		return 2
	case colours <= 16:
		return 1
	}
	return 0
}

// tiles returns how many squares of 1 << shift pixels lie along a side.
func tiles(n int, shift uint) int { return (n + 1<<shift - 1) >> shift }

// part decodes a picture that others are understood by. It must be whole.
func (d *lossless) part(w, h int) ([]byte, bool) {
	pix, done, ok := d.picture(w, h, false)
	return pix, ok && done == w*h
}
