package mask

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
)

// encode returns the region as a PNG file of w × h pixels, 8 bits of gray: in
// the region white, elsewhere black; with inverted the other way round.
func encode(r region, w, h int, inverted bool) ([]byte, error) {
	img := image.NewGray(image.Rect(0, 0, w, h))
	in, out := uint8(255), uint8(0)
	if inverted {
		in, out = out, in
		for i := range img.Pix {
			img.Pix[i] = out
		}
	}
	for _, b := range r {
		first := img.Pix[b.y0*img.Stride:][:w]
		for i := 0; i < len(b.spans); i += 2 {
			part := first[b.spans[i]:b.spans[i+1]]
			for x := range part {
				part[x] = in
			}
		}
		for y := b.y0 + 1; y < b.y1; y++ {
			copy(img.Pix[y*img.Stride:][:w], first)
		}
	}
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, img); err != nil {
		return nil, fmt.Errorf("cannot make the mask of %d×%d pixels: %w", w, h, err)
	}
	return buf.Bytes(), nil
}

// decode returns the region of the light pixels of a mask, with inverted of
// the dark ones. Transparent pixels count as dark.
func decode(img image.Image, inverted bool) region {
	b := img.Bounds()
	var out region
	line := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	for y := range b.Dy() {
		clear(line.Pix)
		draw.Draw(line, line.Rect, img, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
		var spans []int
		inside := false
		for x := range b.Dx() {
			p := line.Pix[x*4 : x*4+3]
			light := 299*int(p[0])+587*int(p[1])+114*int(p[2]) >= 128_000
			if now := light != inverted; now != inside {
				spans, inside = append(spans, x), now
			}
		}
		if inside {
			spans = append(spans, b.Dx())
		}
		out = out.add(band{y, y + 1, spans})
	}
	return out
}
