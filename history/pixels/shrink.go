package pixels

import (
	"image"
	"runtime"
	"sync"
)

// Scaled is a scaled picture: four bytes a pixel, colours already multiplied
// by alpha.
type Scaled struct {
	W, H   int
	Pix    []uint8
	Opaque bool
}

// Image returns the picture as the standard library knows it. It shares the
// pixels.
func (s Scaled) Image() *image.RGBA {
	return &image.RGBA{Pix: s.Pix, Stride: s.W * 4, Rect: image.Rect(0, 0, s.W, s.H)}
}

// Shrink averages the part a of a picture into w × h pixels. Common kinds of
// picture are read as they are, without a converted copy of the whole.
func Shrink(m image.Image, a Area, w, h int) Scaled { return shrink(m, a, w, h, false) }

// Straight averages a picture into w × h pixels, of which each has the mean
// colour of what is seen: what is clearer counts less.
func Straight(m image.Image, w, h int) *image.NRGBA {
	s := shrink(m, All(m), w, h, true)
	return &image.NRGBA{Pix: s.Pix, Stride: w * 4, Rect: image.Rect(0, 0, w, h)}
}

func shrink(m image.Image, a Area, w, h int, straight bool) Scaled {
	if t, ok := m.(*turned); ok {
		b := t.Image.Bounds()
		raw, rw, rh := t.unturn(a, w, h, b.Dx(), b.Dy())
		return t.turn(shrink(t.Image, raw, rw, rh, straight))
	}
	if y, ok := m.(*image.YCbCr); ok {
		return shrinkYCbCr(y, a, w, h)
	}
	r := rowsOf(m)
	return unpack(r.kind, scale(r, a, w, h, straight), w, h)
}

// unpack brings scaled pixels of any kind into the form of Scaled.
func unpack(k Kind, pix []uint8, w, h int) Scaled {
	if k.Scaled() == 4 {
		s := Scaled{W: w, H: h, Pix: pix, Opaque: true}
		for i := 3; i < len(pix); i += 4 {
			s.Opaque = s.Opaque && pix[i] == 255
		}
		return s
	}
	s := Scaled{W: w, H: h, Pix: make([]uint8, w*h*4), Opaque: true}
	for i, o := 0, s.Pix; len(o) > 0; o = o[4:] {
		if k == Gray {
			o[0], o[1], o[2], o[3] = pix[i], pix[i], pix[i], 255
			i++
			continue
		}
		o[0], o[1], o[2], o[3] = pix[i], pix[i+1], pix[i+2], 255
		i += 3
	}
	return s
}

// parallelFrom is the number of source pixels from which a second goroutine
// pays for itself.
const parallelFrom = 1 << 18

// scale averages the part a of r into w × h pixels of r.kind.Scaled() bytes.
func scale(r rows, a Area, w, h int, straight bool) []uint8 {
	xs, ys := spans(a.X, a.W, w, r.w), spans(a.Y, a.H, h, r.h)
	out := make([]uint8, w*h*r.kind.Scaled())
	inParts(h, a, func(from, to int) {
		m := newMeans(r.kind, xs, ys[from:to], out[from*w*r.kind.Scaled():])
		m.straight = straight && r.kind.Scaled() == 4
		buf := make([]byte, r.w*4)
		for y := ys[from].lo; !m.done(); y++ {
			m.Add(y, r.at(y, buf))
		}
	})
	return out
}

// inParts has h rows made of the part a of a picture: by two goroutines where that
// pays for itself.
func inParts(h int, a Area, part func(from, to int)) {
	if h < 2 || a.W*a.H < parallelFrom || runtime.GOMAXPROCS(0) < 2 {
		part(0, h)
		return
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
}
