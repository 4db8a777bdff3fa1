package picture

import (
	"image"
	"image/color"
)

// small is a scaled picture: four bytes a pixel, colours already multiplied
// by alpha.
type small struct {
	w, h   int
	pix    []uint8
	opaque bool
}

// shrink averages the part a of img into w × h pixels. Common kinds of picture
// are read as they are, without a converted copy of the whole.
func shrink(img image.Image, a area, w, h int) small {
	if t, ok := img.(*turned); ok {
		b := t.Image.Bounds()
		raw, rw, rh := t.o.unturn(a, w, h, b.Dx(), b.Dy())
		return t.o.turn(shrink(t.Image, raw, rw, rh))
	}
	if y, ok := img.(*image.YCbCr); ok {
		return shrinkYCbCr(y, a, w, h)
	}
	r := rowsOf(img)
	return unpack(r.kind, scale(r, a, w, h), w, h)
}

// unpack brings scaled pixels of any kind into the form of small.
func unpack(k pixelKind, pix []uint8, w, h int) small {
	if k.channels() == 4 {
		s := small{w: w, h: h, pix: pix, opaque: true}
		for i := 3; i < len(pix); i += 4 {
			s.opaque = s.opaque && pix[i] == 255
		}
		return s
	}
	s := small{w: w, h: h, pix: make([]uint8, w*h*4), opaque: true}
	for i, o := 0, s.pix; len(o) > 0; o = o[4:] {
		if k == kindGray {
			o[0], o[1], o[2], o[3] = pix[i], pix[i], pix[i], 255
			i++
			continue
		}
		o[0], o[1], o[2], o[3] = pix[i], pix[i+1], pix[i+2], 255
		i += 3
	}
	return s
}

// shrinkYCbCr scales the three planes of a JPEG or WebP picture and only then
// makes colours of them.
func shrinkYCbCr(img *image.YCbCr, a area, w, h int) small {
	b := img.Bounds()
	y := scale(plane(img.Y[img.YOffset(b.Min.X, b.Min.Y):], img.YStride, b.Dx(), b.Dy()), a, w, h)

	fx, fy := chromaRatio(img.SubsampleRatio)
	// The chroma planes are read with the rounding of the picture's own edges.
	x0, y0 := b.Min.X/fx, b.Min.Y/fy
	cw, ch := (b.Max.X+fx-1)/fx-x0, (b.Max.Y+fy-1)/fy-y0
	ca := area{a.x / float64(fx), a.y / float64(fy), a.w / float64(fx), a.h / float64(fy)}
	at := img.COffset(b.Min.X, b.Min.Y)
	cb := scale(plane(img.Cb[at:], img.CStride, cw, ch), ca, w, h)
	cr := scale(plane(img.Cr[at:], img.CStride, cw, ch), ca, w, h)

	s := small{w: w, h: h, pix: make([]uint8, w*h*4), opaque: true}
	for i := range y {
		o := s.pix[i*4 : i*4+4]
		o[0], o[1], o[2] = color.YCbCrToRGB(y[i], cb[i], cr[i])
		o[3] = 255
	}
	return s
}

func plane(pix []uint8, stride, w, h int) rows {
	return rows{w: w, h: h, kind: kindGray, at: func(y int, _ []byte) []byte {
		return pix[y*stride : y*stride+w]
	}}
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

// rowsOf gives the rows of a picture: as they are where that is possible, else
// converted row by row.
func rowsOf(img image.Image) rows {
	b := img.Bounds()
	r := rows{w: b.Dx(), h: b.Dy(), kind: kindRGBA}
	direct := func(k pixelKind, pix []uint8, stride int) rows {
		r.kind, r.at = k, func(y int, _ []byte) []byte { return pix[y*stride : y*stride+r.w*k.step()] }
		return r
	}
	switch p := img.(type) {
	case *image.Gray:
		return direct(kindGray, p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride)
	case *image.RGBA:
		return direct(opaqueOr(kindRGBA, p), p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride)
	case *image.NRGBA:
		return direct(opaqueOr(kindNRGBA, p), p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride)
	case *packed:
		return direct(kindRGB, p.pix, p.w*3)
	case *image.Paletted:
		r.at = palettedRows(p)
	case *image.Gray16:
		r.kind, r.at = kindGray, highBytes(p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, r.w)
	case *image.NRGBA64:
		r.kind, r.at = kindNRGBA, highBytes(p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, r.w*4)
	case *image.RGBA64:
		r.at = highBytes(p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, r.w*4)
	case *image.CMYK:
		r.kind, r.at = kindRGBX, cmykRows(p)
	case *image.NYCbCrA:
		r.kind, r.at = kindNRGBA, alphaYCbCrRows(p)
	default:
		r.at = anyRows(img)
	}
	return r
}

// opaqueOr returns kindRGBX for a picture without transparent pixels, which is
// twice as fast to scale, and k for others.
func opaqueOr(k pixelKind, p interface{ Opaque() bool }) pixelKind {
	if p.Opaque() {
		return kindRGBX
	}
	return k
}

func highBytes(pix []uint8, stride, n int) func(int, []byte) []byte {
	return func(y int, buf []byte) []byte {
		row := pix[y*stride : y*stride+2*n]
		buf = buf[:n]
		for i := range buf {
			buf[i] = row[2*i]
		}
		return buf
	}
}

func palettedRows(p *image.Paletted) func(int, []byte) []byte {
	var table [256][4]uint8
	for i, c := range p.Palette[:min(256, len(p.Palette))] {
		r, g, b, a := c.RGBA()
		table[i] = [4]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
	}
	w := p.Bounds().Dx()
	pix := p.Pix[p.PixOffset(p.Rect.Min.X, p.Rect.Min.Y):]
	return func(y int, buf []byte) []byte {
		for x, i := range pix[y*p.Stride : y*p.Stride+w] {
			copy(buf[x*4:x*4+4], table[i][:])
		}
		return buf
	}
}

func cmykRows(p *image.CMYK) func(int, []byte) []byte {
	w := p.Bounds().Dx()
	pix := p.Pix[p.PixOffset(p.Rect.Min.X, p.Rect.Min.Y):]
	return func(y int, buf []byte) []byte {
		row := pix[y*p.Stride : y*p.Stride+w*4]
		for x := 0; x < len(row); x += 4 {
			buf[x], buf[x+1], buf[x+2] = color.CMYKToRGB(row[x], row[x+1], row[x+2], row[x+3])
		}
		return buf
	}
}

func alphaYCbCrRows(p *image.NYCbCrA) func(int, []byte) []byte {
	b := p.Bounds()
	return func(y int, buf []byte) []byte {
		for x := range b.Dx() {
			yi, ci := p.YOffset(b.Min.X+x, b.Min.Y+y), p.COffset(b.Min.X+x, b.Min.Y+y)
			o := buf[x*4 : x*4+4]
			o[0], o[1], o[2] = color.YCbCrToRGB(p.Y[yi], p.Cb[ci], p.Cr[ci])
			o[3] = p.A[p.AOffset(b.Min.X+x, b.Min.Y+y)]
		}
		return buf
	}
}

func anyRows(img image.Image) func(int, []byte) []byte {
	b := img.Bounds()
	return func(y int, buf []byte) []byte {
		for x := range b.Dx() {
			r, g, bl, a := img.At(b.Min.X+x, b.Min.Y+y).RGBA()
			o := buf[x*4 : x*4+4]
			o[0], o[1], o[2], o[3] = uint8(r>>8), uint8(g>>8), uint8(bl>>8), uint8(a>>8)
		}
		return buf
	}
}
