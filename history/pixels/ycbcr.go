package pixels

import (
	"image"
	"image/color"
)

// shrinkYCbCr scales the three planes of a JPEG or WebP picture and only then
// makes colours of them.
func shrinkYCbCr(img *image.YCbCr, a Area, w, h int) Scaled {
	if n := newNear(img, a, w, h); n != nil {
		return n.shrink(w, h)
	}
	return exactYCbCr(img, a, w, h)
}

// exactYCbCr is shrinkYCbCr for any sizes.
func exactYCbCr(img *image.YCbCr, a Area, w, h int) Scaled {
	b := img.Bounds()
	y := scale(plane(img.Y[img.YOffset(b.Min.X, b.Min.Y):], img.YStride, b.Dx(), b.Dy()), a, w, h, false)

	fx, fy := chromaRatio(img.SubsampleRatio)
	// The chroma planes are read with the rounding of the picture's own edges.
	x0, y0 := b.Min.X/fx, b.Min.Y/fy
	cw, ch := (b.Max.X+fx-1)/fx-x0, (b.Max.Y+fy-1)/fy-y0
	ca := Area{a.X / float64(fx), a.Y / float64(fy), a.W / float64(fx), a.H / float64(fy)}
	at := img.COffset(b.Min.X, b.Min.Y)
	cb := scale(plane(img.Cb[at:], img.CStride, cw, ch), ca, w, h, false)
	cr := scale(plane(img.Cr[at:], img.CStride, cw, ch), ca, w, h, false)

	s := Scaled{W: w, H: h, Pix: make([]uint8, w*h*4), Opaque: true}
	for i := range y {
		o := s.Pix[i*4 : i*4+4]
		o[0], o[1], o[2] = color.YCbCrToRGB(y[i], cb[i], cr[i])
		o[3] = 255
	}
	return s
}

func plane(pix []uint8, stride, w, h int) rows {
	return rows{w: w, h: h, kind: Gray, at: func(y int, _ []byte) []byte {
		return pix[y*stride : y*stride+w]
	}}
}

// Plane is how often a JPEG file samples one of its planes, across and down.
type Plane struct{ H, V int }

// Subsampling returns how the colours of a JPEG file are sampled, given its planes
// of brightness, blue and red. It is false where an image.YCbCr cannot hold them
// as they are.
func Subsampling(y, cb, cr Plane) (image.YCbCrSubsampleRatio, bool) {
	if cb != cr || cb.H < 1 || cb.V < 1 || y.H%cb.H != 0 || y.V%cb.V != 0 {
		return 0, false
	}
	for _, r := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		if h, v := chromaRatio(r); h == y.H/cb.H && v == y.V/cb.V {
			return r, true
		}
	}
	return 0, false
}

// IsRGB tells whether the three planes of a JPEG file are red, green and blue: as
// Adobe's segment says (transform 0; without one it is below 0), or their names.
func IsRGB(transform int, names string) bool {
	return transform == 0 || transform < 0 && names == "RGB"
}

// chromaRatio returns how many pixels share one chroma sample, across and down.
func chromaRatio(r image.YCbCrSubsampleRatio) (x, y int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	default:
		return 1, 1
	}
}
