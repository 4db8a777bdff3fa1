package resize

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
)

// Invert turns a mask round, for a server that means black where Encode's
// masks are white. The error is that of a PNG that cannot be read.
func Invert(mask []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(mask))
	if err != nil {
		return nil, fmt.Errorf("turn the mask round: %w", err)
	}
	gray, ok := img.(*image.Gray)
	if !ok {
		gray = image.NewGray(img.Bounds())
		draw.Draw(gray, gray.Bounds(), img, img.Bounds().Min, draw.Src)
	}
	for i := range gray.Pix {
		gray.Pix[i] = 255 - gray.Pix[i]
	}
	return encode(gray)
}
