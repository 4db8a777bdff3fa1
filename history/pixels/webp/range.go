package webp

import (
	"image"
	"sync"
)

// ranges are what the values of a lossy WebP are by the rules of image.YCbCr.
// In WebP, black is 16 and white 235, and chroma goes from 16 to 240 (ITU-R
// BT.601); in Go it is as in JPEG, from 0 to 255.
var ranges = sync.OnceValue(func() *struct{ luma, chroma [256]uint8 } {
	clamp := func(v int) uint8 { return uint8(max(0, min(255, v))) }
	var r struct{ luma, chroma [256]uint8 }
	for i := range 256 {
		r.luma[i] = clamp(((i-16)*255 + 219/2) / 219)
		r.chroma[i] = clamp(((i-128)*255 + 224*128 + 224/2) / 224)
	}
	return &r
})

// fullRange changes the values of a lossy picture to what they are by the
// rules of image.YCbCr, for which the standard decoder leaves them too dull.
// Lossless pictures hold colours already.
func fullRange(m image.Image) image.Image {
	switch p := m.(type) {
	case *image.YCbCr:
		widen(p)
	case *image.NYCbCrA:
		widen(&p.YCbCr)
	}
	return m
}

func widen(m *image.YCbCr) {
	r := ranges()
	for i, v := range m.Y {
		m.Y[i] = r.luma[v]
	}
	for i, v := range m.Cb {
		m.Cb[i] = r.chroma[v]
	}
	for i, v := range m.Cr {
		m.Cr[i] = r.chroma[v]
	}
}
