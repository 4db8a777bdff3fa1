package paint

import "image"

// Sign puts the small print into the lower left corner of a picture the
// sandbox has edited; painted pictures have it on the right.
func Sign(m *image.NRGBA) {
	c := newCanvas(m.Rect.Dx(), m.Rect.Dy())
	c.print(0)
	for i, p := range c.pix {
		a := p >> 24
		if a == 0 {
			continue
		}
		o := m.Pix[i/c.w*m.Stride+i%c.w*4:][:4]
		for j := range 3 {
			// The print is premultiplied.
			o[j] = uint8(p>>(16-8*j)&255 + uint32(o[j])*(255-a)/255)
		}
		o[3] = uint8(a + uint32(o[3])*(255-a)/255)
	}
}

// smallPrint is SANDBOX in a bitmap font: for each letter its rows of three
// pixels, from the top.
var smallPrint = [...][5]uint8{
	{7, 4, 7, 1, 7}, {2, 5, 7, 5, 5}, {5, 7, 7, 7, 5}, {6, 5, 5, 5, 6}, {6, 5, 6, 5, 6}, {7, 5, 5, 5, 7}, {5, 5, 2, 5, 5},
}

// print signs the picture, so that nobody takes it for the API's: up to the
// right edge given, or from the left edge if that is 0.
func (c *canvas) print(right int) {
	px := max(min(c.w, c.h)/380, 1)
	w := len(smallPrint)*4*px - px
	x0, y0 := right-w-5*px, c.h-10*px
	if right == 0 {
		x0 = 5 * px
	}
	if x0 < 0 || x0+w > c.w || y0 < 0 {
		return
	}
	dot := func(x, y int, k col, a uint32) {
		for j := range px {
			row := c.pix[(y+j)*c.w:][:c.w]
			for i := x; i < min(x+px, c.w); i++ {
				row[i] = over(row[i], k.pixel(), a)
			}
		}
	}
	for pass, k := range []col{0x101018, 0xffffff} {
		d := (1 - pass) * max(px/2, 1)
		for i, letter := range smallPrint {
			for y, bits := range letter {
				for x := range 3 {
					if bits>>(2-x)&1 == 1 {
						dot(x0+(i*4+x)*px+d, y0+y*px+d, k, uint32(110+pass*90))
					}
				}
			}
		}
	}
}
