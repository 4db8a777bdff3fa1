// Package salvage shows what there is of pictures that the usual decoders refuse:
// damaged ones, ones that are cut, and ones of rare kinds. What is missing is
// gray, or not there.
package salvage

import (
	"bytes"
	"compress/lzw"
	"context"
	"errors"
	"image"
	"image/color"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/history/pixels/jpegcoef"
	"imagine-tui/history/pixels/pngrows"
	"imagine-tui/history/pixels/webp"
)

// ErrNothing says that nothing of a picture can be shown.
var ErrNothing = errors.New("nothing of the picture can be shown")

// UnsupportedError says what a file needs that nobody here does.
type UnsupportedError = jpegcoef.UnsupportedError

// Decode decodes what there is of a picture. The width and height of a JPEG may
// be divided by 2, 4 or 8 (a shift of 1, 2 or 3). whole tells that nothing is
// missing after all. The error says why nothing can be shown.
func Decode(ctx context.Context, data []byte, shift uint) (img image.Image, whole bool, err error) {
	switch media.Sniff(data) {
	case media.JPEG:
		return jpegcoef.Decode(ctx, data, shift)
	case media.PNG:
		return pngPart(data)
	case media.WebP:
		if m := webp.DecodeCut(ctx, data); m != nil {
			return m, false, nil
		}
	case media.GIF:
		if m := gifPart(data); m != nil {
			return m, false, nil
		}
	default:
	}
	return nil, false, ErrNothing
}

// pngPart decodes the rows or passes that there are.
func pngPart(data []byte) (image.Image, bool, error) {
	m, whole, err := pngrows.Interlaced(data)
	if !errors.Is(err, pngrows.ErrUnsupported) {
		if err != nil {
			return nil, false, err
		}
		return m, whole, nil
	}
	var img *image.NRGBA
	var kind pngrows.Kind
	rows, err := pngrows.Decode(data, func(i pngrows.Info) {
		img, kind = image.NewNRGBA(image.Rect(0, 0, i.Width, i.Height)), i.Kind
	}, func(y int, pix []byte) {
		to := img.Pix[y*img.Stride:]
		each := kind.Bytes()
		for x := range img.Rect.Dx() {
			v, o := pix[x*each:], to[4*x:4*x+4]
			switch kind {
			case pngrows.Gray:
				o[0], o[1], o[2], o[3] = v[0], v[0], v[0], 255
			case pngrows.RGB:
				o[0], o[1], o[2], o[3] = v[0], v[1], v[2], 255
			case pngrows.NRGBA:
				copy(o, v[:4])
			}
		}
	})
	if rows == 0 {
		return nil, false, err
	}
	return img, err == nil, nil
}

// gifPart decodes what there is of the first picture of a GIF.
func gifPart(data []byte) image.Image {
	const head, most = 13, 50_000_000
	if len(data) < head {
		return nil
	}
	screen := image.Rect(0, 0, int(data[6])|int(data[7])<<8, int(data[8])|int(data[9])<<8)
	for walk := media.NewBlocks(data); ; {
		b, ok := walk.Next()
		if !ok {
			return nil
		}
		if !b.Frame() || b.Bits < 2 || b.Bits > 8 {
			continue
		}
		d := b.Head
		x, y := int(d[1])|int(d[2])<<8, int(d[3])|int(d[4])<<8
		w, h := int(d[5])|int(d[6])<<8, int(d[7])|int(d[8])<<8
		if w == 0 || h == 0 || w > most/h || screen.Dx() > most/max(1, screen.Dy()) {
			return nil
		}
		codes := make([]byte, w*h)
		z := lzw.NewReader(bytes.NewReader(b.Joined()), lzw.LSB, int(b.Bits))
		n, _ := io.ReadFull(z, codes) // what can be read is shown
		if n == 0 {
			return nil
		}
		m := image.NewPaletted(screen, palette(b, walk.Colours))
		paintGIF(m, codes[:n], image.Rect(x, y, x+w, y+h), d[9]&0x40 != 0)
		return m
	}
}

// palette are the colours of a picture of a GIF, else those of the file.
func palette(b media.Block, all []byte) color.Palette {
	const descriptor = 10
	table := b.Head[descriptor:]
	if len(table) == 0 {
		table = all
	}
	p := make(color.Palette, 256)
	for i := range p {
		c := color.RGBA{A: 255}
		if 3*i+3 <= len(table) {
			c.R, c.G, c.B = table[3*i], table[3*i+1], table[3*i+2]
		}
		p[i] = c
	}
	return p
}

// paintGIF puts the codes of a picture where it is on the screen, row by row or
// in four passes.
func paintGIF(m *image.Paletted, codes []byte, at image.Rectangle, interlaced bool) {
	rows := make([]int, 0, at.Dy())
	if interlaced {
		for _, pass := range [][2]int{{0, 8}, {4, 8}, {2, 4}, {1, 2}} {
			for y := pass[0]; y < at.Dy(); y += pass[1] {
				rows = append(rows, y)
			}
		}
	} else {
		for y := range at.Dy() {
			rows = append(rows, y)
		}
	}
	for i, c := range codes {
		p := image.Pt(at.Min.X+i%at.Dx(), at.Min.Y+rows[i/at.Dx()])
		if p.In(m.Rect) {
			m.SetColorIndex(p.X, p.Y, c)
		}
	}
}
