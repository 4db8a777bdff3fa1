package uploadtest

import (
	"image"
	"image/color"
	"strings"

	"imagine-tui/api/media"
)

// WebP packs a picture as a lossless WebP, without any of what makes that small.
func WebP(img image.Image, chunks ...Chunk) []byte {
	b := img.Bounds()
	frame := vp8l(img)
	if len(chunks) == 0 {
		return media.StillWebP("VP8L", frame)
	}
	head := make([]byte, 10)
	flags := map[string]byte{"ICCP": 1 << 5, "EXIF": 1 << 3, "XMP": 1 << 2}
	w, h := b.Dx()-1, b.Dy()-1
	copy(head[4:], []byte{byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
	var before, after []byte
	for _, c := range chunks {
		head[0] |= flags[strings.TrimSpace(c.Kind)]
		if c.Kind == "ICCP" {
			before = media.AppendWebPChunk(before, c.Kind, c.Data)
		} else {
			after = media.AppendWebPChunk(after, c.Kind, c.Data)
		}
	}
	body := media.AppendWebPChunk(nil, "VP8X", head)
	body = append(body, before...)
	body = media.AppendWebPChunk(body, "VP8L", frame)
	body = append(body, after...)
	out := append([]byte("RIFF"), 0, 0, 0, 0)
	out = append(append(out, "WEBP"...), body...)
	n := len(out) - 8
	copy(out[4:], []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
	return out
}

// Chunk is what a WebP or PNG holds beside its pixels.
type Chunk struct {
	Kind string
	Data []byte
}

// bits are written lowest first.
type bits struct {
	out []byte
	n   uint
}

func (b *bits) put(v uint32, n uint) {
	for i := range n {
		if b.n%8 == 0 {
			b.out = append(b.out, 0)
		}
		b.out[b.n/8] |= byte(v>>i&1) << (b.n % 8)
		b.n++
	}
}

// vp8l writes each pixel with eight bits a channel: every number has a code of
// that length.
func vp8l(img image.Image) []byte {
	r := img.Bounds()
	b := &bits{out: []byte{0x2F}, n: 8}
	b.put(uint32(r.Dx()-1), 14)
	b.put(uint32(r.Dy()-1), 14)
	b.put(1, 1) // alpha
	b.put(0, 3+1+1+1)
	for _, symbols := range []int{256 + 24, 256, 256, 256} {
		b.put(0, 1)
		b.put(12-4, 4)
		for _, length := range [12]uint32{2: 1, 11: 1} { // of 0 and of 8, in their odd order
			b.put(length, 3)
		}
		b.put(0, 1)
		for i := range symbols {
			b.put(map[bool]uint32{true: 1}[i < 256], 1)
		}
	}
	b.put(1, 4) // distances: one code, for nothing
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c, _ := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			for _, v := range [4]uint8{c.G, c.R, c.B, c.A} {
				for i := range 8 {
					b.put(uint32(v>>(7-i)&1), 1)
				}
			}
		}
	}
	return b.out
}
