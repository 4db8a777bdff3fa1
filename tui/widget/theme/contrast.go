package theme

import (
	"image/color"
	"math"
)

// Luminance is how bright a colour is to an eye, from 0 to 1, as WCAG 2 reckons.
func Luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(channel uint32) float64 {
	v := float64(channel) / 0xffff
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// Contrast is by how much one of two colours is brighter than the other, from 1 to
// 21, as WCAG 2 reckons: text is read easily from 4.5 on.
func Contrast(a, b color.Color) float64 {
	la, lb := Luminance(a), Luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}
