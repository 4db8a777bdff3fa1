package resize

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// Overlap is how far the mask reaches into the picture from a border, so that
// the seam is painted over: at most so many pixels, and at most a sixteenth of
// the picture. The mask has hard edges.
const Overlap = 8

// gray is what stands for transparent edges of a picture.
const gray = 128

// Compose puts a picture on the larger canvas of a layout. The picture's
// pixels stay as they are; the border takes its colours from the picture's
// edges, smoothed, so that what is painted there has something to go on from.
// The mask is white where the canvas is to be painted and black where it is to
// stay. The layout must pass Check.
func Compose(img image.Image, l Layout) (canvas draw.Image, mask *image.Gray) {
	size := img.Bounds().Size()
	at := l.place(size)
	all := image.Rect(0, 0, l.W, l.H)
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		rgba := image.NewRGBA(all)
		border(rgba.Pix, rgba.Stride, edgesOf(img), at, all)
		draw.Draw(rgba, at, img, img.Bounds().Min, draw.Src)
		canvas = rgba
	} else {
		nrgba := image.NewNRGBA(all)
		border(nrgba.Pix, nrgba.Stride, edgesOf(img), at, all)
		paste(nrgba, at, img)
		canvas = nrgba
	}
	return canvas, maskOf(at, all)
}

// paste copies a picture with transparent parts exactly.
func paste(to *image.NRGBA, at image.Rectangle, img image.Image) {
	from, ok := img.(*image.NRGBA)
	if !ok {
		draw.Draw(to, at, img, img.Bounds().Min, draw.Src)
		return
	}
	for y := range at.Dy() {
		src := from.Pix[from.PixOffset(from.Rect.Min.X, from.Rect.Min.Y+y):]
		copy(to.Pix[to.PixOffset(at.Min.X, at.Min.Y+y):][:at.Dx()*4], src)
	}
}

// maskOf is white outside of the picture and a little into it.
func maskOf(at, all image.Rectangle) *image.Gray {
	mask := image.NewGray(all)
	for i := range mask.Pix {
		mask.Pix[i] = 255
	}
	keep := at
	x, y := reach(at.Dx()), reach(at.Dy())
	if at.Min.X > 0 {
		keep.Min.X += x
	}
	if at.Max.X < all.Max.X {
		keep.Max.X -= x
	}
	if at.Min.Y > 0 {
		keep.Min.Y += y
	}
	if at.Max.Y < all.Max.Y {
		keep.Max.Y -= y
	}
	for y := keep.Min.Y; y < keep.Max.Y; y++ {
		clear(mask.Pix[mask.PixOffset(keep.Min.X, y):mask.PixOffset(keep.Max.X, y)])
	}
	return mask
}

// reach is how far the mask reaches into a picture with sides of n pixels. One of
// a pixel or two has none to spare.
func reach(n int) int {
	into := max(1, min(Overlap, n/16))
	if n <= 2*into {
		return 0
	}
	return into
}

// edges are the smoothed colours along the sides of a picture.
type edges struct{ top, bottom, left, right [][3]uint8 }

func edgesOf(img image.Image) edges {
	b := img.Bounds()
	across := func(y int) [][3]uint8 {
		return smooth(b.Dx(), func(i int) color.Color { return img.At(b.Min.X+i, y) })
	}
	down := func(x int) [][3]uint8 {
		return smooth(b.Dy(), func(i int) color.Color { return img.At(x, b.Min.Y+i) })
	}
	return edges{across(b.Min.Y), across(b.Max.Y - 1), down(b.Min.X), down(b.Max.X - 1)}
}

// smooth returns n colours, each the mean of those around it; what is
// transparent shows gray.
func smooth(n int, at func(int) color.Color) [][3]uint8 {
	radius := max(1, n/32)
	sums := make([][3]int, n+1)
	for i := range n {
		r, g, b, a := at(i).RGBA()
		rest := (0xffff - a) * gray / 255
		for c, v := range [3]uint32{r, g, b} {
			sums[i+1][c] = sums[i][c] + int((v+rest)>>8)
		}
	}
	out := make([][3]uint8, n)
	for i := range out {
		from, to := max(0, i-radius), min(n, i+radius+1)
		for c := range 3 {
			out[i][c] = uint8((sums[to][c] - sums[from][c]) / (to - from))
		}
	}
	return out
}

// border fills what is outside of at with the colours of the nearest edge; in
// the corners the two that meet there are mixed by distance.
func border(pix []uint8, stride int, e edges, at, all image.Rectangle) {
	for y := range all.Dy() {
		row := pix[y*stride:]
		dy := max(at.Min.Y-y, y-at.Max.Y+1, 0)
		side := max(0, min(y-at.Min.Y, at.Dy()-1))
		for x := range all.Dx() {
			dx := max(at.Min.X-x, x-at.Max.X+1, 0)
			if dx == 0 && dy == 0 {
				continue
			}
			across, down := e.top, e.left
			if y >= at.Max.Y {
				across = e.bottom
			}
			if x >= at.Max.X {
				down = e.right
			}
			a, d := across[max(0, min(x-at.Min.X, at.Dx()-1))], down[side]
			px := row[x*4 : x*4+4]
			for c := range 3 {
				px[c] = uint8((int(a[c])*dy + int(d[c])*dx) / (dx + dy))
			}
			px[3] = 255
		}
	}
}

// Draw is Compose with the mask as a PNG of 8 bits of gray; inverted ones are
// black where the canvas is to be painted. It takes a while for large pictures.
func Draw(img image.Image, l Layout, inverted bool) (canvas image.Image, mask []byte, err error) {
	b := img.Bounds()
	if err := l.Check(b.Dx(), b.Dy()); err != nil {
		return nil, nil, err
	}
	canvas, m := Compose(img, l)
	if inverted {
		for i := range m.Pix {
			m.Pix[i] = 255 - m.Pix[i]
		}
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, m); err != nil {
		return nil, nil, fmt.Errorf("cannot make the mask of %d×%d pixels: %w", l.W, l.H, err)
	}
	return canvas, out.Bytes(), nil
}
