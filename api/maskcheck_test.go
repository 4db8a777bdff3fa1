package api

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// drawn is a PNG of 40 × 30 with the colour that at gives each pixel.
func drawn(tb testing.TB, img interface {
	image.Image
	Set(x, y int, c color.Color)
}, at func(x, y int) color.Color,
) []byte {
	tb.Helper()
	b := img.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			img.Set(x, y, at(x, y))
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// usualMask is white in its left half.
func usualMask(tb testing.TB, w, h int) []byte {
	tb.Helper()
	return drawn(tb, image.NewGray(image.Rect(0, 0, w, h)), func(x, _ int) color.Color { return color.Gray{Y: half(x < w/2)} })
}

func half(white bool) uint8 {
	if white {
		return 255
	}
	return 0
}

// Masks that nobody can mean are refused with a sentence, and those that people
// draw are taken, however their program saves them.
func TestWhatMasksSay(t *testing.T) {
	t.Parallel()
	size := image.Rect(0, 0, 40, 30)
	gray := func(at func(x, y int) uint8) []byte {
		return drawn(t, image.NewGray(size), func(x, y int) color.Color { return color.Gray{Y: at(x, y)} })
	}
	nrgba := func(at func(x, y int) color.Color) []byte { return drawn(t, image.NewNRGBA(size), at) }
	left := func(x int) bool { return x < 20 }
	photo := pngSample(t, scene(40, 30))
	picture := upload(t, "picture", photo)
	for name, tt := range map[string]struct {
		mask []byte
		says string // "" = taken
	}{
		"white in black":   {gray(func(x, _ int) uint8 { return half(left(x)) }), ""},
		"a single pixel":   {gray(func(x, y int) uint8 { return half(x == 3 && y == 3) }), ""},
		"all but a pixel":  {gray(func(x, y int) uint8 { return half(x != 3 || y != 3) }), ""},
		"soft edges":       {gray(func(x, _ int) uint8 { return uint8(max(0, min(255, (x-10)*25))) }), ""},
		"a long gradient":  {gray(func(x, _ int) uint8 { return uint8(x * 255 / 39) }), ""},
		"colours of a PNG": {drawn(t, image.NewRGBA(size), func(x, _ int) color.Color { return color.Gray{Y: half(left(x))} }), ""},
		"a palette":        {drawn(t, image.NewPaletted(size, color.Palette{color.Black, color.White}), func(x, _ int) color.Color { return color.Gray{Y: half(left(x))} }), ""},
		"16 bits":          {drawn(t, image.NewGray16(size), func(x, _ int) color.Color { return color.Gray{Y: half(left(x))} }), ""},
		"nearly":           {gray(func(x, _ int) uint8 { return half(left(x))/2 + half(left(x))/3 + 20 }), ""},
		"white on clear": {nrgba(func(x, _ int) color.Color {
			return color.NRGBA{half(left(x)), half(left(x)), half(left(x)), half(left(x))}
		}), ""},
		"the photo":         {photo, "is the picture itself"},
		"another photo":     {pngSample(t, colourful(40, 30)), "has colours"},
		"the photo in grey": {gray(func(x, y int) uint8 { return uint8(60 + (x*7+y*13)%130) }), "like a photo"},
		"black":             {gray(func(int, int) uint8 { return 0 }), "is entirely black"},
		"nearly black":      {gray(func(x, _ int) uint8 { return uint8(x) }), "is entirely black"},
		"white":             {gray(func(int, int) uint8 { return 255 }), "is entirely white"},
		"grey":              {gray(func(int, int) uint8 { return 128 }), "neither black nor white"},
		"grey on black":     {gray(func(x, _ int) uint8 { return half(left(x)) / 2 }), "has no white"},
		"grey on white":     {gray(func(x, _ int) uint8 { return 255 - half(left(x))/2 }), "has no black"},
		"red":               {nrgba(func(x, _ int) color.Color { return color.NRGBA{half(left(x)), 0, 0, 255} }), "has colours"},
		"clear white":       {nrgba(func(x, _ int) color.Color { return color.NRGBA{255, 255, 255, half(left(x))} }), "alpha channel"},
		"clear black":       {nrgba(func(x, _ int) color.Color { return color.NRGBA{0, 0, 0, half(left(x))} }), "alpha channel"},
		"clear white, deep": {drawn(t, image.NewNRGBA64(size), func(x, _ int) color.Color { return color.NRGBA64{0xFFFF, 0xFFFF, 0xFFFF, uint16(half(left(x))) * 257} }), "alpha channel"},
		"a hole in a photo": {nrgba(func(x, y int) color.Color {
			r, g, b, _ := scene(40, 30).At(x, y).RGBA()
			return color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), half(left(x))}
		}), "The mask "},
		"wrong size": {usualMask(t, 30, 40), "The mask is 30 × 40 pixels and the picture 40 × 30"},
		"a JPEG":     {jpegSample(t, 40, 30), "The mask is a JPEG. Save it as PNG"},
	} {
		mask := upload(t, "mask", tt.mask)
		err := CheckMask(picture, mask)
		var wrong *RequestError
		if tt.says == "" && err != nil || tt.says != "" && (!errors.As(err, &wrong) || !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: %v, want %q", name, err, tt.says)
		}
	}
	if err := CheckMask(Upload{}, picture); err != nil {
		t.Errorf("no picture: %v", err)
	}
}

// colourful has no greys.
func colourful(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(200 + x%50), uint8(y * 3), 40, 255})
		}
	}
	return m
}
