package upload

import (
	"fmt"
	"image"
	"image/color"
	"runtime"

	"golang.org/x/sync/errgroup"

	"imagine-tui/api"
	"imagine-tui/history/pixels"
	"imagine-tui/history/pixels/colour"
)

// flat returns a picture upright with 8 bits a channel, its colours converted by
// the table, which may be nil. One without colours stays so. The error is about a
// picture that is not what its decoder says.
func flat(img image.Image, turn int, table *colour.Table) (flat image.Image, err error) {
	size := img.Bounds().Size()
	out := image.NewNRGBA(pixels.Upright(img, turn).Bounds())
	put := placing(turn, size)
	read := reader(img)
	stripe := func(from, to int) {
		row := make([]pixel, size.X)
		for y := from; y < to; y++ {
			read(y, row)
			for x, p := range row {
				at := put(x, y)
				to := out.Pix[at.Y*out.Stride+4*at.X:][:4:4]
				if table != nil {
					to[0], to[1], to[2] = table.At(p.r, p.g, p.b)
				} else {
					to[0], to[1], to[2] = narrow(p.r), narrow(p.g), narrow(p.b)
				}
				to[3] = narrow(p.a)
			}
		}
	}
	each := (size.Y + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0)
	var work errgroup.Group
	for from := 0; from < size.Y; from += each {
		work.Go(func() (err error) {
			// A panic here would end the program before anyone could recover it.
			defer func() {
				if p := recover(); p != nil {
					err = fmt.Errorf("%w: %v", api.ErrPictureDamaged, p)
				}
			}()
			stripe(from, min(from+each, size.Y))
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	switch img.(type) {
	case *image.Gray, *image.Gray16:
		return onlyGray(out), nil
	}
	return out, nil
}

// onlyGray returns a picture whose channels are equal with one of them.
func onlyGray(m *image.NRGBA) *image.Gray {
	out := image.NewGray(m.Rect)
	for i := range out.Pix {
		out.Pix[i] = m.Pix[4*i]
	}
	return out
}

// narrow makes 8 bits of 16: the nearest.
func narrow(v uint16) uint8 { return uint8((uint32(v) + 128) / 257) }

// placing returns where a stored pixel is seen.
func placing(turn int, size image.Point) func(x, y int) image.Point {
	right, bottom := size.X-1, size.Y-1
	switch turn {
	case 2:
		return func(x, y int) image.Point { return image.Pt(right-x, y) }
	case 3:
		return func(x, y int) image.Point { return image.Pt(right-x, bottom-y) }
	case 4:
		return func(x, y int) image.Point { return image.Pt(x, bottom-y) }
	case 5:
		return func(x, y int) image.Point { return image.Pt(y, x) }
	case 6:
		return func(x, y int) image.Point { return image.Pt(bottom-y, x) }
	case 7:
		return func(x, y int) image.Point { return image.Pt(bottom-y, right-x) }
	case 8:
		return func(x, y int) image.Point { return image.Pt(y, right-x) }
	}
	return image.Pt
}

// pixel has 16 bits a channel, not multiplied by alpha.
type pixel struct{ r, g, b, a uint16 }

func wide(r, g, b, a uint8) pixel {
	return pixel{uint16(r) * 257, uint16(g) * 257, uint16(b) * 257, uint16(a) * 257}
}

// reader returns what reads a row of a picture. It may be called from several
// goroutines at once.
func reader(img image.Image) func(y int, row []pixel) {
	b := img.Bounds()
	each := func(at func(x, y int) pixel) func(int, []pixel) {
		return func(y int, row []pixel) {
			for x := range row {
				row[x] = at(b.Min.X+x, b.Min.Y+y)
			}
		}
	}
	switch m := img.(type) {
	case *image.YCbCr:
		return each(func(x, y int) pixel {
			l, c := m.YOffset(x, y), m.COffset(x, y)
			red, green, blue := color.YCbCrToRGB(m.Y[l], m.Cb[c], m.Cr[c])
			return wide(red, green, blue, 255)
		})
	case *image.NYCbCrA:
		return each(func(x, y int) pixel {
			l, c := m.YOffset(x, y), m.COffset(x, y)
			red, green, blue := color.YCbCrToRGB(m.Y[l], m.Cb[c], m.Cr[c])
			return wide(red, green, blue, m.A[m.AOffset(x, y)])
		})
	case *image.Gray:
		return each(func(x, y int) pixel { v := m.Pix[m.PixOffset(x, y)]; return wide(v, v, v, 255) })
	case *image.NRGBA:
		return each(func(x, y int) pixel { p := m.Pix[m.PixOffset(x, y):][:4:4]; return wide(p[0], p[1], p[2], p[3]) })
	case *image.CMYK:
		return each(func(x, y int) pixel {
			p := m.Pix[m.PixOffset(x, y):][:4:4]
			red, green, blue := color.CMYKToRGB(p[0], p[1], p[2], p[3])
			return wide(red, green, blue, 255)
		})
	}
	return each(func(x, y int) pixel {
		switch c := img.At(x, y).(type) {
		case color.NRGBA:
			return wide(c.R, c.G, c.B, c.A)
		case color.NRGBA64:
			return pixel{c.R, c.G, c.B, c.A}
		default:
			n, _ := color.NRGBA64Model.Convert(c).(color.NRGBA64) // what the model gives
			return pixel{n.R, n.G, n.B, n.A}
		}
	})
}
