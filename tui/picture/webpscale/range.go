package webpscale

import (
	"image"
	"sync"
)

// ranges are what the values of WebP are in an image.YCbCr. In WebP, black is
// 16 and white 235, and chroma goes from 16 to 240 (ITU-R BT.601); in Go it is
// as in JPEG, from 0 to 255.
var ranges = sync.OnceValue(func() *struct{ luma, chroma [256]uint8 } {
	var r struct{ luma, chroma [256]uint8 }
	for i := range 256 {
		r.luma[i] = uint8(clamp((int32(i-16)*255 + 219/2) / 219))
		r.chroma[i] = uint8(clamp((int32(i-128)*255 + 224*128 + 224/2) / 224))
	}
	return &r
})

// FullRange changes the values of a decoded lossy WebP picture to what they
// are by the rules of image.YCbCr, for which the standard decoder leaves them
// too dull: black as 16 and white as 235.
func FullRange(img *image.YCbCr) {
	r := ranges()
	for i, v := range img.Y {
		img.Y[i] = r.luma[v]
	}
	for i, v := range img.Cb {
		img.Cb[i] = r.chroma[v]
	}
	for i, v := range img.Cr {
		img.Cr[i] = r.chroma[v]
	}
}
