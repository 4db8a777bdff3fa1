package flowtest

import (
	"image"
	"image/color"
	"testing"
)

// sixel decodes a picture without its introduction. Pixels that are not drawn stay
// transparent.
func sixel(tb testing.TB, body string) *image.RGBA {
	tb.Helper()
	number := func() int {
		v := 0
		for body != "" && body[0] >= '0' && body[0] <= '9' {
			v, body = v*10+int(body[0]-'0'), body[1:]
		}
		return v
	}
	numbers := func() (all []int) {
		for {
			all = append(all, number())
			if body == "" || body[0] != ';' {
				return all
			}
			body = body[1:]
		}
	}
	if body == "" || body[0] != '"' {
		tb.Fatalf("no sixel picture: %.20q", body)
	}
	body = body[1:]
	size := numbers()
	img := image.NewRGBA(image.Rect(0, 0, size[2], size[3]))
	colours := map[int]color.RGBA{}
	var colour color.RGBA
	x, y := 0, 0
	for body != "" {
		c, n := body[0], 1
		body = body[1:]
		switch c {
		case '#':
			v := numbers()
			if len(v) == 5 {
				colours[v[0]] = color.RGBA{uint8(v[2] * 255 / 100), uint8(v[3] * 255 / 100), uint8(v[4] * 255 / 100), 255}
			}
			colour = colours[v[0]]
			continue
		case '$':
			x = 0
			continue
		case '-':
			x, y = 0, y+6
			continue
		case '!':
			n = number()
			c, body = body[0], body[1:]
		}
		for ; n > 0; n, x = n-1, x+1 {
			for i := range 6 {
				if (c-'?')>>i&1 == 1 {
					img.SetRGBA(x, y+i, colour)
				}
			}
		}
	}
	return img
}
