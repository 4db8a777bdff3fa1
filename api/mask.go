package api

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// Inverted returns a mask with black and white exchanged, as PNG: other
// programs mean black where the API means white. The error is a *RequestError.
func (u Upload) Inverted() ([]byte, error) {
	refuse := func(why string) ([]byte, error) {
		return nil, &RequestError{fieldMask, fmt.Sprintf("The mask cannot be inverted: %s.", why)}
	}
	switch {
	case u.info.Ext != ".png":
		return refuse("it is not a PNG")
	case !u.info.small():
		return refuse(fmt.Sprintf("it has more than %d megapixels", MaxPixels/1_000_000))
	}
	m, err := png.Decode(bytes.NewReader(u.data))
	if err != nil {
		return refuse(reason(err))
	}
	b := m.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			grey, _ := color.GrayModel.Convert(m.At(b.Min.X+x, b.Min.Y+y)).(color.Gray) // what the model gives
			out.SetGray(x, y, color.Gray{Y: 255 - grey.Y})
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, out); err != nil {
		return refuse(reason(err))
	}
	return buf.Bytes(), nil
}

// straightOf returns the channels of a colour, not multiplied by its alpha.
func straightOf(c color.Color) (red, green, blue, alpha uint8) {
	if deep, ok := c.(color.NRGBA64); ok {
		return uint8(deep.R >> 8), uint8(deep.G >> 8), uint8(deep.B >> 8), uint8(deep.A >> 8)
	}
	n, _ := color.NRGBAModel.Convert(c).(color.NRGBA) // what the model gives
	return n.R, n.G, n.B, n.A
}

// luma is how bright a pixel is.
func luma(red, green, blue uint8) uint8 {
	return uint8((299*int(red) + 587*int(green) + 114*int(blue) + 500) / 1000)
}
