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

// reply is what an operation answers with.
type reply struct {
	mediaType string
	data      []byte
}

// makers answer the operations that are paid for: with a picture, or with the
// id of a video.
var makers = map[api.Operation]func(*Handler, form) (reply, *failure){
	api.TextToImage: (*Handler).textToImage,
	api.TextToPNG:   (*Handler).textToPNG,

	api.RemoveBackground: (*Handler).removeBackground,
	api.Upscale:          (*Handler).upscale,
	api.GenerativeFill:   (*Handler).fill,
	api.Resize:           (*Handler).resize,
	api.Retouch:          (*Handler).retouch,
	api.AIBackground:     (*Handler).background,

	api.TextToVideo:  (*Handler).textToVideo,
	api.ImageToVideo: (*Handler).imageToVideo,
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

func (h *Handler) textToImage(f form) (reply, *failure) {
	return encodeJPEG(h.paintFor(f, false))
}

func (h *Handler) textToPNG(f form) (reply, *failure) {
	return encodePNG(h.paintFor(f, true))
}

// quality is the JPEG quality of the pictures: large areas stay free of
// blocks, and a megapixel stays around 200 KB.
const quality = 88

// encodeJPEG encodes an opaque picture.
func encodeJPEG(m *image.NRGBA) (reply, *failure) {
	// The same bytes in opaque RGBA, for which the encoder has a fast way.
	opaque := &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
	var b bytes.Buffer
	b.Grow(len(m.Pix) / 12)
	if err := jpeg.Encode(&b, opaque, &jpeg.Options{Quality: quality}); err != nil {
		return reply{}, failed(0, err.Error())
	}
	return reply{"image/jpeg", b.Bytes()}, nil
}

// untyped is the type that the reference declares for Text to PNG, the
// background remover and the upscaler: it says nothing about the format.
const untyped = "application/octet-stream"

// encodePNG encodes a picture with transparency.
func encodePNG(m *image.NRGBA) (reply, *failure) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(&b, m); err != nil {
		return reply{}, failed(0, err.Error())
	}
	return reply{untyped, b.Bytes()}, nil
}
