package pixels

import (
	"image"
	"image/color"
)

// rows is a picture that gives its rows one by one.
type rows struct {
	w, h int
	kind Kind
	// at returns row y. It may write it into buf, which holds w pixels of four
	// bytes, and may be called from several goroutines at once.
	at func(y int, buf []byte) []byte
}

// rowsOf gives the rows of a picture: as they are where that is possible, else
// converted row by row.
func rowsOf(img image.Image) rows {
	b := img.Bounds()
	r := rows{w: b.Dx(), h: b.Dy(), kind: RGBA}
	direct := func(k Kind, pix []uint8, stride int) rows {
		r.kind, r.at = k, func(y int, _ []byte) []byte { return pix[y*stride : y*stride+r.w*k.Bytes()] }
		return r
	}
	switch p := img.(type) {
	case *image.Gray:
		return direct(Gray, p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride)
	case *image.RGBA:
		return direct(opaqueOr(RGBA, p), p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride)
	case *image.NRGBA:
		return direct(opaqueOr(NRGBA, p), p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride)
	case *Packed:
		return direct(RGB, p.Pix, p.W*3)
	case *image.Paletted:
		r.at = palettedRows(p)
	case *image.Gray16:
		r.kind, r.at = Gray, highBytes(p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, r.w)
	case *image.NRGBA64:
		r.kind, r.at = NRGBA, highBytes(p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, r.w*4)
	case *image.RGBA64:
		r.at = highBytes(p.Pix[p.PixOffset(b.Min.X, b.Min.Y):], p.Stride, r.w*4)
	case *image.CMYK:
		r.kind, r.at = RGBX, cmykRows(p)
	case *image.NYCbCrA:
		r.kind, r.at = NRGBA, alphaYCbCrRows(p)
	default:
		r.at = anyRows(img)
	}
	return r
}

// opaqueOr returns RGBX for a picture without transparent pixels, which is
// twice as fast to scale, and k for others.
func opaqueOr(k Kind, p interface{ Opaque() bool }) Kind {
	if p.Opaque() {
		return RGBX
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
