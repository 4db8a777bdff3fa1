package difference

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"imagine-tui/history/pixels"
)

// Pixels is how two pictures compare, whatever their files look like.
type Pixels struct {
	// A and B are the sizes. Where they differ, the other numbers compare the
	// pictures brought to the smaller of the widths and heights.
	A, B image.Point
	// Share is how many of the pixels differ at all, 0 to 1.
	Share float64
	// Mean is the average difference of a channel over all pixels, Max the
	// largest of all; both 0 to 1. Transparency is a channel where it differs.
	Mean, Max float64
	// PSNR is the peak signal to noise ratio in decibels, +Inf where no pixel
	// differs: above 40 hardly anybody sees a difference, below 20 the
	// pictures show different things.
	PSNR float64
}

// Same tells whether the pictures are equal pixel by pixel.
func (p Pixels) Same() bool { return p.A == p.B && p.Share == 0 }

// String says it in a few words: "same pixels", or by how much they differ.
func (p Pixels) String() string {
	if p.Same() {
		return "same pixels"
	}
	text := "differs: "
	if p.A != p.B {
		text += fmt.Sprintf("%d×%d became %d×%d", p.A.X, p.A.Y, p.B.X, p.B.Y)
		if p.Share == 0 {
			return text
		}
		text += ", at one size "
	}
	return text + fmt.Sprintf("%s of the pixels, by %s on average, %s at most (PSNR %.1f dB)",
		percent(p.Share), percent(p.Mean), percent(p.Max), p.PSNR)
}

// percent writes a share so that a small one does not look like none.
func percent(share float64) string {
	if share < 0.001 {
		return "less than 0.1 %"
	}
	return fmt.Sprintf("%.1f %%", share*100)
}

// Compare compares two pictures pixel by pixel, transparency included. Beside
// the pictures it needs memory for a few rows; where their sizes differ, for
// copies in the smaller size.
func Compare(a, b image.Image) Pixels {
	p := Pixels{A: a.Bounds().Size(), B: b.Bounds().Size(), PSNR: math.Inf(1)}
	a, b = sameSize(a, b, 0)
	w, h := a.Bounds().Dx(), a.Bounds().Dy()
	if w == 0 || h == 0 {
		return p
	}
	var differing, sum, squares uint64
	most, channels := 0, 3.0 // and the fourth where transparency differs
	each(a, b, func(_ int, one, two []byte) {
		for i := 0; i < len(one); i += 4 {
			if [4]byte(one[i:i+4]) == [4]byte(two[i:i+4]) {
				continue
			}
			differing++
			if one[i+3] != two[i+3] {
				channels = 4
			}
			for c := i; c < i+4; c++ {
				d := apart(one[c], two[c])
				sum += uint64(d)
				squares += uint64(d * d)
				most = max(most, d)
			}
		}
	})
	area := float64(w) * float64(h)
	p.Share = float64(differing) / area
	p.Mean = float64(sum) / (255 * channels * area)
	p.Max = float64(most) / 255
	if squares > 0 {
		p.PSNR = 10 * math.Log10(255*255*channels*area/float64(squares))
	}
	return p
}

// Picture draws where two pictures differ: black where they do not, brighter
// the more they do, amplified so that small differences are seen. It is at
// most side pixels wide and high (0: as large as the smaller of the two).
// Where the sizes differ, both are brought to one.
func Picture(a, b image.Image, side int) *image.NRGBA {
	a, b = sameSize(a, b, side)
	out := image.NewNRGBA(image.Rectangle{Max: a.Bounds().Size()})
	each(a, b, func(y int, one, two []byte) {
		row := out.Pix[y*out.Stride:]
		for i := 0; i < len(one); i += 4 {
			fade := apart(one[i+3], two[i+3])
			for c := i; c < i+3; c++ {
				row[c] = amplified[max(apart(one[c], two[c]), fade)]
			}
			row[i+3] = 255
		}
	})
	return out
}

// amplified makes differences visible: a square root lifts the small ones
// most, and leaves room above for the large.
var amplified = func() (table [256]byte) {
	for d := range table {
		table[d] = byte(math.Round(255 * math.Sqrt(float64(d)/255)))
	}
	return table
}()

func apart(a, b byte) int {
	if a > b {
		return int(a) - int(b)
	}
	return int(b) - int(a)
}

// sameSize brings two pictures to one size: the smaller of the widths and of
// the heights, and no side longer than limit unless that is 0. Pictures that
// have it come back as they are.
func sameSize(a, b image.Image, limit int) (image.Image, image.Image) {
	sizeA, sizeB := a.Bounds().Size(), b.Bounds().Size()
	w, h := min(sizeA.X, sizeB.X), min(sizeA.Y, sizeB.Y)
	if longest := max(w, h); limit > 0 && longest > limit {
		w, h = max(1, w*limit/longest), max(1, h*limit/longest)
	}
	if w <= 0 || h <= 0 {
		empty := image.NewNRGBA(image.Rectangle{})
		return empty, empty
	}
	return scaled(a, w, h), scaled(b, w, h)
}

// scaled returns m with w × h pixels: each is the mean of those it covers, so
// that no small difference falls between.
func scaled(m image.Image, w, h int) image.Image {
	if m.Bounds().Size() == image.Pt(w, h) {
		return m
	}
	return pixels.Straight(m, w, h)
}

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
