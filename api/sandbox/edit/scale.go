package edit

import "image"

// half are the weights of the four nearest pixels for a point a quarter of a
// pixel away from one: Catmull-Rom, in 1/128. They sharpen a little.
var half = [4]int32{-9, 111, 29, -3}

// Double enlarges a picture to twice its sides.
func Double(p *image.NRGBA) *image.NRGBA {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	wide := image.NewNRGBA(image.Rect(0, 0, 2*w, h))
	for y := range h {
		stretch(wide.Pix[y*wide.Stride:], p.Pix[y*p.Stride:], w, 4)
	}
	out := image.NewNRGBA(image.Rect(0, 0, 2*w, 2*h))
	for x := range 2 * w {
		stretch(out.Pix[x*4:], wide.Pix[x*4:], h, wide.Stride)
	}
	return out
}

// stretch makes 2n pixels of n; step is the distance of two pixels in bytes,
// the same in both.
func stretch(dst, src []uint8, n, step int) {
	at := func(i, c int) int32 { return int32(src[max(0, min(n-1, i))*step+c]) }
	for i := range n {
		for c := range 4 {
			var a, b int32
			for k, wt := range half {
				a += at(i+1-k, c) * wt
				b += at(i-1+k, c) * wt
			}
			dst[2*i*step+c] = uint8(max(0, min(255, (a+64)>>7)))
			dst[(2*i+1)*step+c] = uint8(max(0, min(255, (b+64)>>7)))
		}
	}
}

// Fit scales a picture to w by h pixels, between its pixels.
func Fit(p *image.NRGBA, w, h int) *image.NRGBA {
	pw, ph := p.Rect.Dx(), p.Rect.Dy()
	if pw == w && ph == h {
		return p
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1, fy := between(y, h, ph)
		for x := range w {
			x0, x1, fx := between(x, w, pw)
			o := out.Pix[y*out.Stride+x*4:][:4]
			a, b := p.Pix[y0*p.Stride+x0*4:][:4], p.Pix[y0*p.Stride+x1*4:][:4]
			c, d := p.Pix[y1*p.Stride+x0*4:][:4], p.Pix[y1*p.Stride+x1*4:][:4]
			for i := range o {
				t := int32(a[i])*(256-fx) + int32(b[i])*fx
				u := int32(c[i])*(256-fx) + int32(d[i])*fx
				o[i] = uint8((t*(256-fy) + u*fy) >> 16)
			}
		}
	}
	return out
}

// between finds where pixel i of n lies among m pixels: the two neighbours
// and the way from one to the other in 1/256.
func between(i, n, m int) (a, b int, f int32) {
	at := (2*i+1)*m*128/n - 128
	if at < 0 {
		return 0, 0, 0
	}
	a = min(at>>8, m-1)
	return a, min(a+1, m-1), int32(at & 255)
}
