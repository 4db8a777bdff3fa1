package edit

import "image"

// Smooth fills the white of a mask with what surrounds it: the picture is
// shrunk step by step, counting only what is kept, and the gaps are filled
// from the smaller ones. Returned is a new picture.
func Smooth(p *image.NRGBA, mask []uint8) *image.NRGBA {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	base := level{w, h, make([][4]int32, w*h), make([]int32, w*h)}
	for i := range base.at {
		base.weight[i] = 255 - int32(mask[i])
		for c := range 4 {
			base.at[i][c] = int32(p.Pix[i*4+c])
		}
	}
	full := pull(base)
	out := image.NewNRGBA(p.Rect)
	copy(out.Pix, p.Pix)
	for i, m := range mask {
		if m == 0 {
			continue
		}
		for c := range 4 {
			keep, fill := int32(p.Pix[i*4+c]), full.at[i][c]
			out.Pix[i*4+c] = uint8((keep*(255-int32(m)) + fill*int32(m)) / 255)
		}
	}
	return out
}

// level is a picture with a weight for each pixel: 0 is unknown, 255 known.
type level struct {
	w, h   int
	at     [][4]int32
	weight []int32
}

// pull fills what is unknown from a smaller version of the same.
func pull(l level) level {
	if l.w <= 1 && l.h <= 1 {
		return l
	}
	small := level{(l.w + 1) / 2, (l.h + 1) / 2, nil, nil}
	small.at, small.weight = make([][4]int32, small.w*small.h), make([]int32, small.w*small.h)
	for y := range small.h {
		for x := range small.w {
			small.gather(l, x, y)
		}
	}
	small = pull(small)
	for y := range l.h {
		for x := range l.w {
			i := y*l.w + x
			k := l.weight[i]
			if k >= 255 {
				continue
			}
			fill := small.mean(x, y)
			for c := range 4 {
				l.at[i][c] = (l.at[i][c]*k + fill[c]*(255-k)) / 255
			}
			l.weight[i] = 255
		}
	}
	return l
}

// gather averages the four pixels of the larger level below one of this.
func (l *level) gather(big level, x, y int) {
	i := y*l.w + x
	var sum [4]int32
	var k int32
	for dy := range 2 {
		for dx := range 2 {
			bx, by := 2*x+dx, 2*y+dy
			if bx >= big.w || by >= big.h {
				continue
			}
			j := by*big.w + bx
			k += big.weight[j]
			for c := range 4 {
				sum[c] += big.at[j][c] * big.weight[j]
			}
		}
	}
	if k > 0 {
		for c := range 4 {
			sum[c] /= k
		}
	}
	l.at[i], l.weight[i] = sum, min(k, 255)
}

// mean is this level's colour at a pixel of the next larger one: the nearest
// pixel three parts, its neighbours on that side one.
func (l *level) mean(x, y int) [4]int32 {
	x0, y0 := x/2, y/2
	x1, y1 := min(max(x0+x%2*2-1, 0), l.w-1), min(max(y0+y%2*2-1, 0), l.h-1)
	a, b := l.at[y0*l.w+x0], l.at[y0*l.w+x1]
	c, d := l.at[y1*l.w+x0], l.at[y1*l.w+x1]
	var out [4]int32
	for i := range out {
		out[i] = (a[i]*9 + b[i]*3 + c[i]*3 + d[i]) / 16
	}
	return out
}

// Extend fills the white of a mask that surrounds a picture with the
// picture's own mirror image, calmer the further out. Returned is a new
// picture.
func Extend(p *image.NRGBA, mask []uint8) *image.NRGBA {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	inner := image.Rectangle{}
	for i, m := range mask {
		if m < 128 {
			q := image.Pt(i%w, i/w)
			inner = inner.Union(image.Rectangle{q, q.Add(image.Pt(1, 1))})
		}
	}
	out := Smooth(p, mask)
	if inner.Empty() {
		return out
	}
	reach := max(w, h) / 3
	for y := range h {
		sy := fold(y, inner.Min.Y, inner.Max.Y)
		for x := range w {
			i := y*w + x
			if mask[i] == 0 {
				continue
			}
			sx := fold(x, inner.Min.X, inner.Max.X)
			j := sy*w + sx
			if mask[j] >= 128 {
				continue
			}
			far := max(outside(x, inner.Min.X, inner.Max.X), outside(y, inner.Min.Y, inner.Max.Y))
			k := int32(max(220-200*far/max(reach, 1), 40)) * int32(mask[i]) / 255
			for c := range 4 {
				o := &out.Pix[i*4+c]
				*o = uint8((int32(*o)*(256-k) + int32(p.Pix[j*4+c])*k) >> 8)
			}
		}
	}
	return out
}

// fold reflects v into lo … hi-1.
func fold(v, lo, hi int) int {
	n := hi - lo
	v = (v - lo) % (2 * n)
	if v < 0 {
		v += 2 * n
	}
	if v >= n {
		v = 2*n - 1 - v
	}
	return lo + v
}

// outside is how far v lies outside lo … hi-1.
func outside(v, lo, hi int) int { return max(lo-v, v-hi+1, 0) }
