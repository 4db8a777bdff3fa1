package recipe

import (
	"errors"
	"image"

	"imagine-tui/api/media"
	"imagine-tui/history/pixels/pngrows"
	"imagine-tui/history/pixels/webp"
)

// layout says how the rows of a picture hold its pixels.
type layout struct {
	width, height, each int
	alpha               int  // where transparency is in a pixel, -1 for none
	coloured            bool // colours come first, as they were written
}

// rowsOf gives a picture row by row, after how they are laid out. It tells
// whether that was all of it.
type rowsOf func(begin func(layout), row func(y int, pix []byte)) bool

// source gives the pixels of a PNG or WebP, of which nothing is decoded twice.
func source(data []byte) rowsOf {
	if media.Sniff(data) == media.WebP {
		img, err := webp.Decode(data)
		if err != nil {
			return noRows
		}
		return imageRows(img)
	}
	img, whole, err := pngrows.Interlaced(data)
	switch {
	case errors.Is(err, pngrows.ErrUnsupported):
		return pngRows(data)
	case err != nil || !whole:
		return noRows
	}
	return imageRows(img)
}

func noRows(func(layout), func(int, []byte)) bool { return false }

// pngRows decodes a PNG each time it is asked: that takes next to no memory.
func pngRows(data []byte) rowsOf {
	return func(begin func(layout), row func(y int, pix []byte)) bool {
		_, err := pngrows.Decode(data, func(i pngrows.Info) {
			l := layout{width: i.Width, height: i.Height, each: i.Kind.Bytes(), alpha: -1, coloured: i.Kind != pngrows.Gray}
			if i.Kind == pngrows.NRGBA {
				l.alpha = 3
			}
			begin(l)
		}, row)
		return err == nil
	}
}

// imageRows gives the rows of a picture that is decoded. The colours of a lossy
// one hide nothing.
func imageRows(img image.Image) rowsOf {
	return func(begin func(layout), row func(y int, pix []byte)) bool {
		size := img.Bounds().Size()
		switch m := img.(type) {
		case *image.NRGBA:
			begin(layout{size.X, size.Y, 4, 3, true})
			for y := range size.Y {
				row(y, m.Pix[y*m.Stride:])
			}
		case *image.NYCbCrA:
			begin(layout{size.X, size.Y, 1, 0, false})
			for y := range size.Y {
				row(y, m.A[y*m.AStride:])
			}
		default:
			return false
		}
		return true
	}
}
