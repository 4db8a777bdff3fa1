package upload

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"

	"imagine-tui/api"
)

// What decides the format of a picture that is made to be sent.
const (
	// little is a size that is no burden, whatever the file had.
	little = 2 << 20
	// triedPixels is the most of which a PNG is made to see how large it is.
	triedPixels = 4_000_000
	// quickPixels is from where on a PNG is packed less well, since it takes
	// seconds.
	quickPixels = 8_000_000
	// most is what a file at the limit leaves for a profile.
	most = api.MaxUpload - 1<<20
)

// qualities of JPEG that are tried in turn until the size is in proportion.
var qualities = []int{95, 92, 88}

// Encode makes a file of what was drawn after a picture, as that is sent: a larger
// canvas may be larger in proportion.
func (p *Picture) Encode(img image.Image) (api.Upload, error) {
	info, b := p.Upload.Info(), img.Bounds()
	grown := float64(b.Dx()*b.Dy()) / float64(max(1, info.Width*info.Height))
	data, err := encode(img, p.Lossy, int(float64(p.Size)*max(1, grown)))
	if err != nil {
		return api.Upload{}, err
	}
	return api.NewUpload(p.Path, withProfile(data, p.Profile))
}

// encode makes a file of a picture. lossy tells that what it was made of was
// packed with losses, in size bytes: then it may be again, unless it has clear
// parts, or is about as small without. Others are packed so only where they
// would be too large to send.
func encode(img image.Image, lossy bool, size int) ([]byte, error) {
	b := img.Bounds()
	solid := opaque(img)
	if !lossy || !solid || b.Dx()*b.Dy() <= triedPixels {
		data, err := packed(img)
		if err != nil {
			return nil, err
		}
		fits := len(data) <= most
		if lossy && solid {
			fits = len(data) <= inProportion(size)
		}
		if fits || !solid {
			return data, nil
		}
	}
	var data []byte
	for _, q := range qualities {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, plain(img), &jpeg.Options{Quality: q}); err != nil {
			return nil, err
		}
		if data = out.Bytes(); len(data) <= inProportion(size) {
			break
		}
	}
	return data, nil
}

// inProportion is how large a file may be that is made of one of so many bytes.
func inProportion(size int) int { return min(most, max(little, 2*size)) }

// packed makes a PNG.
func packed(img image.Image) ([]byte, error) {
	level := png.DefaultCompression
	if b := img.Bounds(); b.Dx()*b.Dy() > quickPixels {
		level = png.BestSpeed
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: level}).Encode(&out, img)
	return out.Bytes(), err
}

func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// plain returns an opaque picture in the form that is packed fastest.
func plain(img image.Image) image.Image {
	switch m := img.(type) {
	case *image.NRGBA:
		return &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect} // the same where nothing is clear
	case *image.RGBA, *image.Gray:
		return m
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, out.Rect.Min, draw.Src)
	return out
}
