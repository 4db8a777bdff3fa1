package sandbox

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"math/rand/v2"

	"imagine-tui/api"
	"imagine-tui/api/sandbox/paint"
)

// picture is what an operation answers with.
type picture struct {
	mediaType string
	data      []byte
}

// makers make the pictures of the operations the sandbox serves.
var makers = map[api.Operation]func(*Handler, form) (picture, *failure){
	api.TextToImage: (*Handler).textToImage,
	api.TextToPNG:   (*Handler).textToPNG,

	api.RemoveBackground: (*Handler).removeBackground,
	api.Upscale:          (*Handler).upscale,
	api.GenerativeFill:   (*Handler).fill,
	api.Resize:           (*Handler).resize,
	api.Retouch:          (*Handler).retouch,
	api.AIBackground:     (*Handler).background,
}

// paintFor paints what a form asks for. Without a seed it draws one, like the
// API, which does not tell it either.
func (h *Handler) paintFor(f form, transparent bool) *image.NRGBA {
	seed := f.seed()
	if seed == 0 {
		seed = rand.Int64N(api.MaxSeed) + 1
	}
	return paint.Paint(paint.Request{
		Prompt: f.text["prompt"], Style: f.text["style"], AspectRatio: f.text["aspect_ratio"],
		Seed: seed, Transparent: transparent, MaxSide: h.o.MaxSide,
	})
}

func (h *Handler) textToImage(f form) (picture, *failure) {
	return encodeJPEG(h.paintFor(f, false))
}

func (h *Handler) textToPNG(f form) (picture, *failure) {
	return encodePNG(h.paintFor(f, true))
}

// quality is the JPEG quality of the pictures: large areas stay free of
// blocks, and a megapixel stays around 200 KB.
const quality = 88

// encodeJPEG encodes an opaque picture.
func encodeJPEG(m *image.NRGBA) (picture, *failure) {
	// The same bytes in opaque RGBA, for which the encoder has a fast way.
	opaque := &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
	var b bytes.Buffer
	b.Grow(len(m.Pix) / 12)
	if err := jpeg.Encode(&b, opaque, &jpeg.Options{Quality: quality}); err != nil {
		return picture{}, failed(0, err.Error())
	}
	return picture{"image/jpeg", b.Bytes()}, nil
}

// encodePNG encodes a picture with transparency. Its declared type is the one
// of the reference, which says nothing about the format.
func encodePNG(m *image.NRGBA) (picture, *failure) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&b, m); err != nil {
		return picture{}, failed(0, err.Error())
	}
	return picture{"application/octet-stream", b.Bytes()}, nil
}
