package contactsheet

import (
	"image"

	"golang.org/x/image/draw"
)

// span says which pixels of a line make one pixel of a shorter line, and by
// how much each counts: in parts of 1<<weightBits, which is their sum.
type span struct {
	first   int
	weights []uint32
}

const weightBits = 14

// spans divides a line of from pixels into to parts of the same length.
func spans(from, to int) []span {
	list := make([]span, to)
	for i := range list {
		// Ends in units of 1/to pixel.
		begin, end := i*from, (i+1)*from
		s := span{first: begin / to}
		left := uint32(1) << weightBits
		for p := s.first; p*to < end; p++ {
			part := min(end, (p+1)*to) - max(begin, p*to)
			w := min(uint32(part<<weightBits/from), left)
			s.weights = append(s.weights, w)
			left -= w
		}
		s.weights[len(s.weights)/2] += left // what rounding left over
		list[i] = s
	}
	return list
}

// shrink scales src down to the size of dst: each pixel is the average of the
// area it covers. src is read line by line, so that next to nothing is needed
// beside it.
func shrink(dst *image.RGBA, src image.Image) {
	from, to := src.Bounds(), dst.Rect.Size()
	across, down := spans(from.Dx(), to.X), spans(from.Dy(), to.Y)
	line := image.NewRGBA(image.Rect(0, 0, from.Dx(), 1))
	narrow := make([]uint32, 4*to.X) // a line of src at the width of dst, in 1/256
	have := -1
	sums := make([]uint32, 4*to.X)
	for y, s := range down {
		clear(sums)
		for i, w := range s.weights {
			if row := s.first + i; row != have {
				draw.Draw(line, line.Rect, src, image.Pt(from.Min.X, from.Min.Y+row), draw.Src)
				squeeze(narrow, line.Pix, across)
				have = row
			}
			for j, v := range narrow {
				sums[j] += v * w
			}
		}
		out := dst.Pix[y*dst.Stride:]
		for j, sum := range sums {
			out[j] = uint8((sum + 1<<(weightBits+7)) >> (weightBits + 8))
		}
	}
}

// squeeze makes one line shorter.
func squeeze(narrow []uint32, pixels []uint8, across []span) {
	for x, s := range across {
		var r, g, b, a uint32
		at := 4 * s.first
		for _, w := range s.weights {
			p := pixels[at : at+4 : at+4]
			r += uint32(p[0]) * w
			g += uint32(p[1]) * w
			b += uint32(p[2]) * w
			a += uint32(p[3]) * w
			at += 4
		}
		const round = 1 << (weightBits - 9)
		n := narrow[4*x : 4*x+4 : 4*x+4]
		n[0], n[1], n[2], n[3] = (r+round)>>(weightBits-8), (g+round)>>(weightBits-8), (b+round)>>(weightBits-8), (a+round)>>(weightBits-8)
	}
}
