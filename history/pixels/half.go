package pixels

import "image"

// Half returns a picture half as large, faster than Shrink would; an odd last
// line or column is left out.
func Half(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, m.Rect.Dx()/2, m.Rect.Dy()/2))
	for y := range out.Rect.Dy() {
		a, b := m.Pix[2*y*m.Stride:], m.Pix[(2*y+1)*m.Stride:]
		to := out.Pix[y*out.Stride:][:out.Rect.Dx()*4]
		for i := range to {
			at := i/4*8 + i%4
			to[i] = uint8((int(a[at]) + int(a[at+4]) + int(b[at]) + int(b[at+4]) + 2) / 4)
		}
	}
	return out
}
