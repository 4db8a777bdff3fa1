package sandbox

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // one of the formats an edit takes

	_ "golang.org/x/image/webp" // one of the formats an edit takes

	"imagine-tui/api"
	"imagine-tui/api/sandbox/edit"
	"imagine-tui/api/sandbox/paint"
)

// Limits of a picture sent to be edited. The API documents none.
const (
	maxPixels  = 24_000_000
	maxEdge    = 8192
	maxUpscale = maxPixels / 4
)

// picture decodes a file of the form.
func (f *form) picture(name string) (image.Image, *failure) {
	data := f.files[name]
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, failed(codeInvalid, fmt.Sprintf("The file %s is not a PNG, JPEG, GIF or WebP picture.", name))
	}
	if c.Width < 1 || c.Height < 1 || c.Width > maxEdge || c.Height > maxEdge || c.Width*c.Height > maxPixels {
		return nil, failed(codeInvalid, fmt.Sprintf("The picture %s is %d × %d pixels; at most %d million and %d a side are accepted.",
			name, c.Width, c.Height, maxPixels/1_000_000, maxEdge))
	}
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, failed(codeInvalid, fmt.Sprintf("The picture %s is broken.", name))
	}
	return m, nil
}

// masked decodes the picture and the mask of a form, which must be of one
// size.
func (f *form) masked() (*image.NRGBA, []uint8, *failure) {
	m, bad := f.picture("image")
	if bad != nil {
		return nil, nil, bad
	}
	k, bad := f.picture("mask")
	if bad != nil {
		return nil, nil, bad
	}
	if a, b := m.Bounds().Size(), k.Bounds().Size(); a != b {
		return nil, nil, failed(codeInvalid, fmt.Sprintf("The mask is %d × %d pixels, the picture %d × %d: they must be of one size.",
			b.X, b.Y, a.X, a.Y))
	}
	return copied(m), edit.Mask(k), nil
}

// copied is the picture in the form edits work on, to be changed freely.
func copied(m image.Image) *image.NRGBA {
	p := edit.Picture(m)
	return &image.NRGBA{Pix: bytes.Clone(p.Pix), Stride: p.Stride, Rect: p.Rect}
}

// encode signs a picture and encodes it: as JPEG, or as PNG where it is
// transparent.
func encode(p *image.NRGBA) (reply, *failure) {
	paint.Sign(p)
	if p.Opaque() {
		return encodeJPEG(p)
	}
	out, bad := encodePNG(p)
	out.mediaType = "image/png"
	return out, bad
}

func (h *Handler) removeBackground(f form) (reply, *failure) {
	m, bad := f.picture("image")
	if bad != nil {
		return reply{}, bad
	}
	p := edit.RemoveBackground(edit.Picture(m))
	paint.Sign(p)
	return encodePNG(p)
}

func (h *Handler) upscale(f form) (reply, *failure) {
	m, bad := f.picture("image")
	if bad != nil {
		return reply{}, bad
	}
	p := edit.Picture(m)
	if p.Rect.Dx()*p.Rect.Dy() > maxUpscale {
		return reply{}, failed(codeInvalid, fmt.Sprintf("The picture has more than %d million pixels; it cannot be enlarged.", maxUpscale/1_000_000))
	}
	out, bad := encode(edit.Double(p))
	out.mediaType = untyped
	return out, bad
}

func (h *Handler) retouch(f form) (reply, *failure) {
	p, mask, bad := f.masked()
	if bad != nil {
		return reply{}, bad
	}
	return encode(edit.Smooth(p, mask))
}

func (h *Handler) fill(f form) (reply, *failure) {
	p, mask, bad := f.masked()
	if bad != nil {
		return reply{}, bad
	}
	paintInto(edit.Smooth(p, mask), p, mask, f, f.fingerprint(api.GenerativeFill))
	return encode(p)
}

func (h *Handler) resize(f form) (reply, *failure) {
	p, mask, bad := f.masked()
	if bad != nil {
		return reply{}, bad
	}
	return encode(edit.Extend(p, mask))
}

// paintInto fills the white of a mask with what the prompt asks for: a thing
// is set on the ground that was smoothed over, a place is painted whole. The
// result is in p.
func paintInto(ground, p *image.NRGBA, mask []uint8, f form, id uint64) {
	w, h := p.Rect.Dx(), p.Rect.Dy()
	soft := edit.Feather(mask, w, h, 3)
	edit.Over(p, ground, mask)
	area := edit.Bounds(mask, w)
	if area.Empty() {
		return
	}
	thing := paint.NamesThing(f.text["prompt"])
	if !thing {
		area = p.Rect
	}
	part := scene(f.text["prompt"], "", area.Dx(), area.Dy(), int64(id>>33), thing)
	whole := image.NewNRGBA(p.Rect)
	for y := range area.Dy() {
		copy(whole.Pix[whole.PixOffset(area.Min.X, area.Min.Y+y):], part.Pix[y*part.Stride:][:part.Stride])
	}
	edit.Over(p, whole, soft)
}

// scene paints a picture of exactly w by h pixels, however narrow, without
// the small print.
func scene(prompt, style string, w, h int, seed int64, cutOut bool) *image.NRGBA {
	const side = 1600
	pw, ph := w, h
	if long := max(w, h); long > side {
		pw, ph = max(w*side/long, 1), max(h*side/long, 1)
	}
	m := paint.Paint(paint.Request{
		Prompt: prompt, Style: style, Seed: seed + 1, Width: pw, Height: ph, Transparent: cutOut, Unsigned: true,
	})
	return edit.Fit(m, w, h)
}

// background sets a thing that was cut out into a scene, with its shadow. A
// picture without transparency loses its background first.
func (h *Handler) background(f form) (reply, *failure) {
	m, bad := f.picture("image")
	if bad != nil {
		return reply{}, bad
	}
	p := edit.Picture(m)
	if p.Opaque() {
		p = edit.RemoveBackground(p)
	}
	w, hi := p.Rect.Dx(), p.Rect.Dy()
	seed := f.seed()
	if seed == 0 {
		seed = int64(f.fingerprint(api.AIBackground) >> 33)
	}
	out := scene(f.text["prompt"], "realistic", w, hi, seed, false)
	out = copied(out)
	edit.Over(out, edit.Shadow(p), nil)
	edit.Over(out, p, nil)
	return encode(out)
}
