package difference

import (
	"image"
	"image/color"
	"image/draw"
)

// strip is how many rows are brought into one form at a time.
const strip = 16

// each calls row for every row of two pictures of one size, as NRGBA bytes.
func each(a, b image.Image, row func(y int, one, two []byte)) {
	size := a.Bounds().Size()
	one, two := newStrips(a), newStrips(b)
	for top := 0; top < size.Y; top += strip {
		rows := min(strip, size.Y-top)
		left, right := one.take(top, rows), two.take(top, rows)
		for y := range rows {
			row(top+y, left[y], right[y])
		}
	}
}

// strips gives rows of a picture of any kind as NRGBA.
type strips struct {
	m      image.Image
	opaque bool
	direct *image.NRGBA // the picture itself, where it is NRGBA already
	buffer *image.NRGBA
	rows   [strip][]byte
}

func newStrips(m image.Image) *strips {
	s := &strips{m: m}
	if n, ok := m.(*image.NRGBA); ok {
		s.direct = n
		return s
	}
	if o, ok := m.(interface{ Opaque() bool }); ok {
		s.opaque = o.Opaque()
	}
	s.buffer = image.NewNRGBA(image.Rect(0, 0, m.Bounds().Dx(), min(strip, m.Bounds().Dy())))
	return s
}

func (s *strips) take(top, rows int) [strip][]byte {
	b := s.m.Bounds()
	from, y0 := s.direct, top
	if from == nil {
		from, y0 = s.buffer, 0
		s.convert(b.Min.Y+top, rows)
	}
	for y := range rows {
		at := (y0 + y) * from.Stride
		s.rows[y] = from.Pix[at : at+4*b.Dx()]
	}
	return s.rows
}

// convert fills the buffer. draw.Draw goes by way of premultiplied colours,
// which loses nothing of opaque pictures; those with alpha are taken pixel by
// pixel.
func (s *strips) convert(y0, rows int) {
	b := s.m.Bounds()
	if s.opaque {
		draw.Draw(s.buffer, image.Rect(0, 0, b.Dx(), rows), s.m, image.Pt(b.Min.X, y0), draw.Src)
		return
	}
	for y := range rows {
		for x := range b.Dx() {
			c, _ := color.NRGBAModel.Convert(s.m.At(b.Min.X+x, y0+y)).(color.NRGBA)
			s.buffer.SetNRGBA(x, y, c)
		}
	}
}
