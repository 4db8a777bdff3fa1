package picture

import (
	"math"
	"runtime"
	"sync"
)

// pixelKind is how a row of bytes holds pixels.
type pixelKind int

const (
	kindGray  pixelKind = iota // one byte
	kindRGB                    // three bytes
	kindRGBX                   // four bytes, the last without meaning
	kindRGBA                   // four bytes, colours already multiplied by alpha
	kindNRGBA                  // four bytes, colours not multiplied by alpha
)

// step returns the bytes a pixel takes.
func (k pixelKind) step() int { return [...]int{1, 3, 4, 4, 4}[k] }

// channels returns the bytes a scaled pixel takes: alpha goes where there is
// none, and what is left is multiplied by it.
func (k pixelKind) channels() int { return [...]int{1, 3, 3, 4, 4}[k] }

// rows is a picture that gives its rows one by one.
type rows struct {
	w, h int
	kind pixelKind
	// at returns row y. It may write it into buf, which holds w pixels of four
	// bytes, and may be called from several goroutines at once.
	at func(y int, buf []byte) []byte
}

// span is the stretch of source pixels that one scaled pixel averages: lo to
// hi, of which the first and the last may count in part. Weights are in 256ths.
type span struct {
	lo, hi      int
	first, last uint64
	rec         uint64 // 2³² / total weight
}

// spans divides the stretch at, length of a line of limit pixels into n.
func spans(at, length float64, n, limit int) []span {
	out := make([]span, n)
	edge := func(i int) int {
		e := int(math.Round((at + length*float64(i)/float64(n)) * 256))
		return clamp(e, 0, limit*256)
	}
	for i := range out {
		a, b := edge(i), edge(i+1)
		if b <= a { // more scaled pixels than 256ths: any of them will do
			a = min(a, limit*256-1)
			b = a + 1
		}
		s := span{lo: a >> 8, hi: (b + 255) >> 8, rec: 1 << 32 / uint64(b-a)}
		s.first = uint64(min(b, (s.lo+1)<<8) - a)
		if s.hi-1 > s.lo {
			s.last = uint64(b - (s.hi-1)<<8)
		}
		out[i] = s
	}
	return out
}

// boxer averages rows into scaled rows, exactly: each scaled pixel is the mean
// of the area it covers. Rows must come in order and may start anywhere.
type boxer struct {
	kind   pixelKind
	xs, ys []span
	next   int      // index in ys of the scaled row being filled
	row    []uint32 // one row averaged along x, in 256ths
	acc    []uint64
	out    []uint8 // the finished rows
}

func newBoxer(kind pixelKind, xs, ys []span, out []uint8) *boxer {
	n := len(xs) * kind.channels()
	return &boxer{kind: kind, xs: xs, ys: ys, row: make([]uint32, n), acc: make([]uint64, n), out: out}
}

// wants tells whether row y has a part in the scaled picture.
func (b *boxer) wants(y int) bool { return b.next < len(b.ys) && y >= b.ys[b.next].lo }

// done tells whether every scaled row is finished.
func (b *boxer) done() bool { return b.next >= len(b.ys) }

// add takes row y.
func (b *boxer) add(y int, src []byte) {
	if !b.wants(y) {
		return
	}
	b.average(src)
	for b.wants(y) {
		s := &b.ys[b.next]
		weigh(b.acc, b.row, s.weight(y))
		if y < s.hi-1 {
			return
		}
		b.finish(s.rec)
	}
}

func weigh(acc []uint64, row []uint32, w uint64) {
	row = row[:len(acc)]
	for i := range acc {
		acc[i] += uint64(row[i]) * w
	}
}

func (b *boxer) finish(rec uint64) {
	n := len(b.acc)
	out := b.out[b.next*n : (b.next+1)*n]
	for i, v := range b.acc {
		out[i] = uint8(min(255, ((v*rec)>>32+128)>>8))
		b.acc[i] = 0
	}
	b.next++
}

// average writes the means along x of one row into b.row.
func (b *boxer) average(src []byte) {
	switch b.kind {
	case kindGray:
		averageGray(b.row, b.xs, src)
	case kindRGB:
		averageRGB(b.row, b.xs, src)
	case kindRGBX:
		averageRGBX(b.row, b.xs, src)
	case kindRGBA:
		averageRGBA(b.row, b.xs, src)
	case kindNRGBA:
		averageNRGBA(b.row, b.xs, src)
	}
}

func averageGray(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo:s.hi]
		v := uint64(p[0]) * s.first
		if n := len(p) - 1; n > 0 {
			var full uint64
			for _, g := range p[1:n] {
				full += uint64(g)
			}
			v += full<<8 + uint64(p[n])*s.last
		}
		out[i] = uint32((v * s.rec) >> 24)
	}
}

func averageRGB(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo*3 : s.hi*3]
		r, g, b := uint64(p[0])*s.first, uint64(p[1])*s.first, uint64(p[2])*s.first
		if p = p[3:]; len(p) > 0 {
			var fr, fg, fb uint64
			for ; len(p) > 3; p = p[3:] {
				fr, fg, fb = fr+uint64(p[0]), fg+uint64(p[1]), fb+uint64(p[2])
			}
			r, g, b = r+fr<<8+uint64(p[0])*s.last, g+fg<<8+uint64(p[1])*s.last, b+fb<<8+uint64(p[2])*s.last
		}
		o := out[i*3 : i*3+3]
		o[0], o[1], o[2] = uint32((r*s.rec)>>24), uint32((g*s.rec)>>24), uint32((b*s.rec)>>24)
	}
}

func averageRGBX(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		p := src[s.lo*4 : s.hi*4]
		r, g, b := uint64(p[0])*s.first, uint64(p[1])*s.first, uint64(p[2])*s.first
		if p = p[4:]; len(p) > 0 {
			var fr, fg, fb uint64
			for ; len(p) > 4; p = p[4:] {
				fr, fg, fb = fr+uint64(p[0]), fg+uint64(p[1]), fb+uint64(p[2])
			}
			r, g, b = r+fr<<8+uint64(p[0])*s.last, g+fg<<8+uint64(p[1])*s.last, b+fb<<8+uint64(p[2])*s.last
		}
		o := out[i*3 : i*3+3]
		o[0], o[1], o[2] = uint32((r*s.rec)>>24), uint32((g*s.rec)>>24), uint32((b*s.rec)>>24)
	}
}

func averageRGBA(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		var v [4]uint64
		for x := s.lo; x < s.hi; x++ {
			p, w := src[x*4:x*4+4], s.weight(x)
			v[0] += uint64(p[0]) * w
			v[1] += uint64(p[1]) * w
			v[2] += uint64(p[2]) * w
			v[3] += uint64(p[3]) * w
		}
		o := out[i*4 : i*4+4]
		for k := range v {
			o[k] = uint32((v[k] * s.rec) >> 24)
		}
	}
}

func averageNRGBA(out []uint32, xs []span, src []byte) {
	for i := range xs {
		s := &xs[i]
		var r, g, b, a uint64
		for x := s.lo; x < s.hi; x++ {
			p := src[x*4 : x*4+4]
			w := s.weight(x) * uint64(p[3])
			r += uint64(p[0]) * w
			g += uint64(p[1]) * w
			b += uint64(p[2]) * w
			a += w
		}
		o := out[i*4 : i*4+4]
		o[0], o[1], o[2] = uint32((r/255*s.rec)>>24), uint32((g/255*s.rec)>>24), uint32((b/255*s.rec)>>24)
		o[3] = uint32((a * s.rec) >> 24)
	}
}

// weight returns what source pixel x counts, in 256ths.
func (s *span) weight(x int) uint64 {
	switch x {
	case s.lo:
		return s.first
	case s.hi - 1:
		return s.last
	}
	return 256
}

// parallelFrom is the number of source pixels from which a second goroutine
// pays for itself.
const parallelFrom = 1 << 18

// scale averages the part a of r into w × h pixels of r.kind.channels() bytes.
func scale(r rows, a area, w, h int) []uint8 {
	xs, ys := spans(a.x, a.w, w, r.w), spans(a.y, a.h, h, r.h)
	out := make([]uint8, w*h*r.kind.channels())
	part := func(from, to int) {
		b := newBoxer(r.kind, xs, ys[from:to], out[from*w*r.kind.channels():])
		buf := make([]byte, r.w*4)
		for y := ys[from].lo; !b.done(); y++ {
			b.add(y, r.at(y, buf))
		}
	}
	if h < 2 || a.w*a.h < parallelFrom || runtime.GOMAXPROCS(0) < 2 {
		part(0, h)
		return out
	}
	var wg sync.WaitGroup
	var caught any
	wg.Go(func() {
		// A panic here would end the program before anyone could recover it.
		defer func() { caught = recover() }()
		part(0, h/2)
	})
	part(h/2, h)
	wg.Wait()
	if caught != nil {
		panic(caught)
	}
	return out
}
