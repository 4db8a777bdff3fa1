package pixels

import (
	"encoding/binary"
	"image"
)

// Pictures that become little smaller, or larger: each scaled pixel then has a part
// of at most three source pixels along each side. Their weights, in 256ths, add up
// to 256, so that the sum of a column fits 16 bits and four are added at once. What
// rounding the weights costs is less than half a step of brightness.

// mostNear is by how much a side may become shorter.
const mostNear = 2

// tap is the source pixels that one scaled pixel has parts of, from at on, and how
// much of each.
type tap struct {
	at      int
	a, b, c uint32
}

// taps divides the stretch at, length of a line of limit pixels into n; ok is false
// where some would have parts of more than three.
func taps(at, length float64, n, limit int) (list []tap, ok bool) {
	if limit < 3 || length > mostNear*float64(n) {
		return nil, false
	}
	list = make([]tap, n)
	for i, s := range spans(at, length, n, limit) {
		if s.hi-s.lo > 3 {
			return nil, false
		}
		// Three pixels are looked at, also at the end of the line.
		t := tap{at: min(s.lo, limit-3)}
		total, seen, given := uint64(0), uint64(0), uint64(0)
		for x := s.lo; x < s.hi; x++ {
			total += s.weight(x)
		}
		for x := s.lo; x < s.hi; x++ {
			seen += s.weight(x)
			w := (seen*256+total/2)/total - given
			given += w
			*[]*uint32{&t.a, &t.b, &t.c}[x-t.at] = uint32(w)
		}
		list[i] = t
	}
	return list, true
}

// lanes are the bytes of a word that lie apart by one.
const lanes = 0x00FF00FF00FF00FF

// columns adds three rows by their weights: what comes out is in 256ths.
func columns(out []uint16, a, b, c []uint8, t tap) {
	wa, wb, wc := uint64(t.a), uint64(t.b), uint64(t.c)
	n := len(out)
	a, b, c = a[:n], b[:n], c[:n]
	for len(out) >= 8 && len(a) >= 8 && len(b) >= 8 && len(c) >= 8 {
		va, vb, vc := binary.LittleEndian.Uint64(a), binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(c)
		even := va&lanes*wa + vb&lanes*wb + vc&lanes*wc
		odd := va>>8&lanes*wa + vb>>8&lanes*wb + vc>>8&lanes*wc
		out[0], out[1], out[2], out[3] = uint16(even), uint16(odd), uint16(even>>16), uint16(odd>>16)
		out[4], out[5], out[6], out[7] = uint16(even>>32), uint16(odd>>32), uint16(even>>48), uint16(odd>>48)
		out, a, b, c = out[8:], a[8:], b[8:], c[8:]
	}
	for i := range out {
		out[i] = uint16(uint32(a[i])*t.a + uint32(b[i])*t.b + uint32(c[i])*t.c)
	}
}

// near scales the planes of a picture row by row.
type near struct {
	luma, blue, red []uint8
	stride, cstride int
	w, cw           int
	area            Area
	xs, ys, cxs     []tap
	cys             []tap
	// The columns of a row, those of the colours in one word.
	column, one, two []uint16
	colours          []uint64
}

// newNear prepares to scale the part a of a picture into w × h pixels; nil where it
// becomes much smaller than it is.
func newNear(img *image.YCbCr, a Area, w, h int) *near {
	b := img.Bounds()
	fx, fy := chromaRatio(img.SubsampleRatio)
	// The chroma planes are read with the rounding of the picture's own edges.
	x0, y0 := b.Min.X/fx, b.Min.Y/fy
	cw, ch := (b.Max.X+fx-1)/fx-x0, (b.Max.Y+fy-1)/fy-y0
	n := &near{
		luma: img.Y[img.YOffset(b.Min.X, b.Min.Y):], blue: img.Cb[img.COffset(b.Min.X, b.Min.Y):], red: img.Cr[img.COffset(b.Min.X, b.Min.Y):],
		stride: img.YStride, cstride: img.CStride, w: b.Dx(), cw: cw, area: a,
	}
	var ok [4]bool
	n.xs, ok[0] = taps(a.X, a.W, w, b.Dx())
	n.ys, ok[1] = taps(a.Y, a.H, h, b.Dy())
	n.cxs, ok[2] = taps(a.X/float64(fx), a.W/float64(fx), w, cw)
	n.cys, ok[3] = taps(a.Y/float64(fy), a.H/float64(fy), h, ch)
	if ok != [4]bool{true, true, true, true} {
		return nil
	}
	return n
}

// scratch returns the same picture with room of its own to scale rows in.
func (n near) scratch() *near {
	n.column, n.one, n.two = make([]uint16, n.w), make([]uint16, n.cw), make([]uint16, n.cw)
	n.colours = make([]uint64, n.cw)
	return &n
}

// row writes row y as pixels of the given number of bytes: red, green, blue, and
// whatever follows stays.
func (n *near) row(y int, to []uint8, bytes int) {
	t := n.ys[y]
	three(n.column, n.luma, n.stride, t)
	t = n.cys[y]
	three(n.one, n.blue, n.cstride, t)
	three(n.two, n.red, n.cstride, t)
	colours := n.colours[:len(n.one)]
	for i, v := range n.one {
		colours[i] = uint64(v) | uint64(n.two[i])<<32
	}
	cxs := n.cxs[:len(n.xs)]
	for i := range n.xs {
		t, c := &n.xs[i], &cxs[i]
		l := n.column[t.at : t.at+3 : t.at+3]
		v := uint32(l[0])*t.a + uint32(l[1])*t.b + uint32(l[2])*t.c
		k := colours[c.at : c.at+3 : c.at+3]
		both := k[0]*uint64(c.a) + k[1]*uint64(c.b) + k[2]*uint64(c.c) + 1<<15 + 1<<47
		luma, blue, red := int32((v+1<<15)>>16)*0x10101, int32(both>>16&255)-128, int32(both>>48)-128
		to[0] = inByte((luma + 91881*red) >> 16)
		to[1] = inByte((luma - 22554*blue - 46802*red) >> 16)
		to[2] = inByte((luma + 116130*blue) >> 16)
		to = to[min(bytes, len(to)):]
	}
}

// shrink makes all rows.
func (n *near) shrink(w, h int) Scaled {
	s := Scaled{W: w, H: h, Pix: make([]uint8, w*h*4), Opaque: true}
	inParts(h, n.area, func(from, to int) {
		own := n.scratch()
		for y := from; y < to; y++ {
			row := s.Pix[y*w*4 : (y+1)*w*4]
			own.row(y, row, 4)
			for i := 3; i < len(row); i += 4 {
				row[i] = 255
			}
		}
	})
	return s
}

// three adds up to three rows of a plane, of which the last may be its last.
func three(out []uint16, plane []uint8, stride int, t tap) {
	at := plane[t.at*stride:]
	columns(out, at, at[stride:], at[2*stride:], t)
}

func inByte(v int32) uint8 { return uint8(max(0, min(255, v))) }

// Rows returns what gives the rows of a part of a picture, scaled, one by one and
// in any order, as red, green and blue: for those who need no picture of them. ok
// is false for pictures of which only Shrink makes rows.
func Rows(m image.Image, a Area, w, h int) (row func(y int, to []byte), ok bool) {
	img, ok := m.(*image.YCbCr)
	if !ok {
		return nil, false
	}
	n := newNear(img, a, w, h)
	if n == nil {
		return nil, false
	}
	n = n.scratch()
	return func(y int, to []byte) { n.row(y, to, 3) }, true
}
