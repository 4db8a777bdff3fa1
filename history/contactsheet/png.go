package contactsheet

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"iter"
	"slices"

	"imagine-tui/history/inorder"
)

// The largest PNG that is written: what common viewers open.
const (
	maxSide = 32_000
	maxArea = 200_000_000
)

// colours of a PNG.
type colours struct{ paper, ink, faint, card color.RGBA }

func coloursOf(t Theme) colours {
	if t == ThemeDark {
		return colours{
			paper: color.RGBA{0x17, 0x17, 0x16, 0xff}, ink: color.RGBA{0xec, 0xea, 0xe6, 0xff},
			faint: color.RGBA{0xa0, 0x9c, 0x95, 0xff}, card: color.RGBA{0x2a, 0x29, 0x27, 0xff},
		}
	}
	return colours{
		paper: color.RGBA{0xfb, 0xfa, 0xf8, 0xff}, ink: color.RGBA{0x1d, 0x1c, 0x1a, 0xff},
		faint: color.RGBA{0x6d, 0x69, 0x62, 0xff}, card: color.RGBA{0xe9, 0xe6, 0xe0, 0xff},
	}
}

// thumb is a picture for a PNG, or why there is none.
type thumb struct {
	m   *image.RGBA
	err error
}

// WritePNG writes the sheet as one picture. It is drawn and written a row at a
// time, so that memory does not grow with the number of pictures.
func (s *Sheet) WritePNG(ctx context.Context, w io.Writer) (Result, error) {
	s.problems = nil
	boxes := 0
	faces, err := newTypefaces(&boxes)
	if err != nil {
		return Result{}, err
	}
	d := &drawing{sheet: s, faces: faces, colours: coloursOf(s.o.Theme), side: s.o.Thumb}
	if d.side == 0 {
		d.side = pngThumb
	}
	bands, size, err := d.fitted()
	if err != nil {
		return Result{}, err
	}
	next, stop := iter.Pull(inorder.Map(ctx, s.atOnce, slices.Values(s.order), func(i int) thumb {
		m, err := s.thumb(ctx, i, d.side)
		return thumb{m, err}
	}))
	defer stop()
	d.next = next
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := encoder.Encode(stopping{ctx, &marking{w: w, source: s.source}}, newStrips(size, bands, d.colours.paper)); err != nil {
		return Result{}, err
	}
	result := s.result()
	result.Boxes = boxes
	return result, nil
}

// thumb is the picture of an entry, of a video its poster.
func (s *Sheet) thumb(ctx context.Context, i, side int) (*image.RGBA, error) {
	e := &s.entries[i]
	if !e.isVideo() {
		return scaled(ctx, e.Path, side)
	}
	if e.Poster == "" {
		return nil, errNoPoster
	}
	return scaled(ctx, e.Poster, side)
}

// errNoPoster is shown on a card; it is nothing that went wrong.
var errNoPoster = errors.New("video")

// stopping fails when its context ends, and ends an encoder that way.
type stopping struct {
	ctx context.Context
	w   io.Writer
}

func (s stopping) Write(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.w.Write(p)
}
