// Package webp decodes WebP files to be looked at: with the contrast that they
// are meant to have, of an animation the first picture, and of a lossy file
// that is cut short as much as there is.
package webp

import (
	"bytes"
	"image"

	standard "golang.org/x/image/webp"

	"imagine-tui/api/media"
)

// Decode decodes a WebP file.
func Decode(file []byte) (image.Image, error) {
	file = media.FirstFrame(file)
	m, err := standard.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	if pixels, ok := m.(*image.NRGBA); ok {
		if head, ok := readLosslessHeader(losslessFrame(file)); ok && !head.sheer {
			opaque(pixels.Pix) // what is stored there means nothing
		}
	}
	return fullRange(m), nil
}

// Config tells size and colours of a WebP file, of an animation those of its
// first picture.
func Config(file []byte) (image.Config, error) {
	return standard.DecodeConfig(bytes.NewReader(media.FirstFrame(file)))
}
