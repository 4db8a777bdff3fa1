package paint

import "image"

// canvas is the picture while it is painted: premultiplied 0xAARRGGBB.
type canvas struct {
	w, h int
	pix  []uint32
	acc  []int32
	cov  []uint8
}

func newCanvas(w, h int) *canvas {
	return &canvas{w: w, h: h, pix: make([]uint32, w*h)}
}

// rows calls f with each row from y0 up to y1 and its number.
func (c *canvas) rows(y0, y1 int64, f func(y int64, row []uint32)) {
	for y := clampTo(y0, 0, int64(c.h)); y < min(y1, int64(c.h)); y++ {
		f(y, c.pix[y*int64(c.w):][:c.w])
	}
}

// image hands the pixels over, not premultiplied any more.
func (c *canvas) image() *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, c.w, c.h))
	out := img.Pix
	for i, p := range c.pix {
		o := out[i*4:][:4]
		a := p >> 24
		switch a {
		case 255:
			o[0], o[1], o[2], o[3] = uint8(p>>16), uint8(p>>8), uint8(p), 255
		case 0:
		default:
			o[0] = uint8(min((p>>16&255)*255/a, 255))
			o[1] = uint8(min((p>>8&255)*255/a, 255))
			o[2] = uint8(min((p&255)*255/a, 255))
			o[3] = uint8(a)
		}
	}
	return img
}
