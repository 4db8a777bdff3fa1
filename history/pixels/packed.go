package pixels

import (
	"image"
	"image/color"
)

// Packed is a picture of three bytes a pixel, which the standard library has
// no type for.
type Packed struct {
	Pix  []uint8
	W, H int
}

// ColorModel returns the model of the colours At gives.
func (p *Packed) ColorModel() color.Model { return color.RGBAModel }

// Bounds returns the size, from 0, 0.
func (p *Packed) Bounds() image.Rectangle { return image.Rect(0, 0, p.W, p.H) }

// At returns the pixel at x, y, black outside.
func (p *Packed) At(x, y int) color.Color {
	if !(image.Point{x, y}).In(p.Bounds()) {
		return color.RGBA{}
	}
	at := (y*p.W + x) * 3
	return color.RGBA{p.Pix[at], p.Pix[at+1], p.Pix[at+2], 255}
}
