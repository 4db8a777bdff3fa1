package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"

	"imagine-tui/history/pixels/pngpack"
)

// faithful is how like the picture must be what is sent in its place, in dB
// against it at the size that is drawn: beyond it eyes see no difference.
const faithful = 40

// qualities are those of JPEG that are tried, the smallest file first.
var qualities = []int{88, 93, 97}

// packer makes files of parts of one picture, all in the same way.
type packer struct{ quality int } // 0 for PNG

// packerFor returns the way that makes the smallest files that are faithful:
// JPEG for what is soft, PNG for what is drawn in few colours or sharp edges.
func packerFor(g grid) packer {
	if few(g) != nil {
		return packer{}
	}
	for _, q := range qualities {
		if data := (packer{q}).pack(g); likeness(data, g) >= faithful {
			return packer{q}
		}
	}
	return packer{}
}

// pack returns a file of a grid.
func (p packer) pack(g grid) []byte {
	var b bytes.Buffer
	// Neither a buffer nor a picture of this size can fail.
	if p.quality == 0 {
		flat := few(g)
		if flat == nil {
			return pngpack.Encode(g.w, g.h, g.line)
		}
		(&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, flat) //nolint:errcheck // see above
		return b.Bytes()
	}
	jpeg.Encode(&b, g.image(), &jpeg.Options{Quality: p.quality}) //nolint:errcheck // see above
	return b.Bytes()
}

// fewer is a PNG file of a grid in 256 colours where that is smaller than another:
// better than fewer pixels.
func fewer(than []byte, g grid) []byte {
	p := paletteOf(g, maxRegisters)
	flat := image.NewPaletted(image.Rect(0, 0, g.w, g.h), nil)
	for _, c := range p.colors {
		flat.Palette = append(flat.Palette, color.RGBA{c.r, c.g, c.b, 255})
	}
	copy(flat.Pix, p.apply(g, false))
	var b bytes.Buffer
	// Neither a buffer nor a picture of this size can fail.
	(&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&b, flat) //nolint:errcheck // see above
	if b.Len() < len(than) {
		return b.Bytes()
	}
	return than
}

// line writes a line of pixels as bytes.
func (g grid) line(y int, to []byte) {
	for _, c := range g.px[y*g.w : (y+1)*g.w] {
		to[0], to[1], to[2] = c.r, c.g, c.b
		to = to[3:]
	}
}

// few returns a grid of at most 256 colours by their numbers, which makes much
// smaller files; nil for one of more.
func few(g grid) *image.Paletted {
	numbers := map[rgb]uint8{}
	var colours color.Palette
	img := image.NewPaletted(image.Rect(0, 0, g.w, g.h), nil)
	for i, c := range g.px {
		n, known := numbers[c]
		if !known {
			if len(colours) == 256 {
				return nil
			}
			n = uint8(len(colours))
			numbers[c] = n
			colours = append(colours, color.RGBA{c.r, c.g, c.b, 255})
		}
		img.Pix[i] = n
	}
	img.Palette = colours
	return img
}

// likeness is how like a grid a JPEG file of it is, in dB.
func likeness(data []byte, g grid) float64 {
	img, err := jpeg.Decode(bytes.NewReader(data))
	ycc, is := img.(*image.YCbCr)
	if err != nil || !is {
		return 0
	}
	sum := 0
	for i, c := range g.px {
		x, y := i%g.w, i/g.w
		at, of := ycc.COffset(x, y), ycc.YOffset(x, y)
		r, gr, b := color.YCbCrToRGB(ycc.Y[of], ycc.Cb[at], ycc.Cr[at])
		sum += apart(c, int(r), int(gr), int(b))
	}
	if sum == 0 {
		return math.Inf(1)
	}
	return 10 * math.Log10(255*255*3*float64(len(g.px))/float64(sum))
}
