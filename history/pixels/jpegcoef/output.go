package jpegcoef

import (
	"image"
	"image/color"
	"math"

	"imagine-tui/history/pixels"
)

// cosines are ½·c(u)·cos((2x+1)uπ/16).
var cosines = func() (t [8][8]float32) {
	for x := range 8 {
		for u := range 8 {
			v := 0.5 * math.Cos(float64(2*x+1)*float64(u)*math.Pi/16)
			if u == 0 {
				v /= math.Sqrt2
			}
			t[x][u] = float32(v)
		}
	}
	return t
}()

// inverse makes the 64 pixels of a block.
func inverse(coefs []int16, quant *[64]int32, out *[64]float32) {
	var rows [64]float32
	for v := range 8 {
		var in [8]float32
		some := false
		for u := range 8 {
			if c := coefs[8*v+u]; c != 0 {
				in[u] = float32(int32(c) * quant[8*v+u])
				some = true
			}
		}
		if !some {
			continue
		}
		for x := range 8 {
			c := &cosines[x]
			rows[8*v+x] = in[0]*c[0] + in[1]*c[1] + in[2]*c[2] + in[3]*c[3] + in[4]*c[4] + in[5]*c[5] + in[6]*c[6] + in[7]*c[7]
		}
	}
	for x := range 8 {
		for y := range 8 {
			c := &cosines[y]
			out[8*y+x] = rows[x]*c[0] + rows[8+x]*c[1] + rows[16+x]*c[2] + rows[24+x]*c[3] +
				rows[32+x]*c[4] + rows[40+x]*c[5] + rows[48+x]*c[6] + rows[56+x]*c[7]
		}
	}
}

func pixel(v float32) uint8 {
	return uint8(max(0, min(255, int(math.Floor(float64(v)+128.5)))))
}

// plane is the pixels of a component.
type plane struct {
	pix    []uint8
	stride int
	c      *component
}

// plane makes the pixels of a component, each the mean of a square of them.
func (d *decoder) plane(c *component, shift uint) plane {
	side := 8 >> shift
	p := plane{make([]uint8, c.stride*side*c.rows*side), c.stride * side, c}
	quant := &d.quant[c.tq]
	var out [64]float32
	for by := range c.rows {
		for bx := range c.stride {
			coefs := c.coefs[64*(by*c.stride+bx):][:64]
			to := p.pix[by*side*p.stride+bx*side:]
			if shift == 3 {
				to[0] = pixel(float32(int32(coefs[0])*quant[0]) / 8)
				continue
			}
			inverse(coefs, quant, &out)
			for y := range side {
				for x := range side {
					to[y*p.stride+x] = mean(&out, x<<shift, y<<shift, 1<<shift)
				}
			}
		}
	}
	return p
}

// mean averages a square of a block.
func mean(block *[64]float32, x, y, n int) uint8 {
	if n == 1 {
		return pixel(block[8*y+x])
	}
	sum := 0
	for j := range n {
		for i := range n {
			sum += int(pixel(block[8*(y+j)+x+i]))
		}
	}
	return uint8((sum + n*n/2) / (n * n))
}

// picture makes the picture of the coefficients.
func (d *decoder) picture(shift uint) image.Image {
	round := 1<<shift - 1
	rect := image.Rect(0, 0, (d.w+round)>>shift, (d.h+round)>>shift)
	planes := make([]plane, len(d.comps))
	for i := range d.comps {
		planes[i] = d.plane(&d.comps[i], shift)
		d.comps[i].coefs = nil
	}
	if len(planes) == 1 {
		return &image.Gray{Pix: planes[0].pix, Stride: planes[0].stride, Rect: rect}
	}
	if ratio, ok := d.usual(); ok {
		return &image.YCbCr{
			Y: planes[0].pix, Cb: planes[1].pix, Cr: planes[2].pix, YStride: planes[0].stride, CStride: planes[1].stride,
			SubsampleRatio: ratio, Rect: rect,
		}
	}
	return d.mixed(planes, rect)
}

// usual returns the sampling of a file that an image.YCbCr can hold as it is.
func (d *decoder) usual() (image.YCbCrSubsampleRatio, bool) {
	if len(d.comps) != 3 || d.isRGB() {
		return 0, false
	}
	return pixels.Subsampling(d.comps[0].sampling(), d.comps[1].sampling(), d.comps[2].sampling())
}

func (c *component) sampling() pixels.Plane { return pixels.Plane{H: c.h, V: c.v} }

// isRGB tells whether the planes are red, green and blue.
func (d *decoder) isRGB() bool {
	return pixels.IsRGB(d.adobe, string([]byte{d.comps[0].id, d.comps[1].id, d.comps[2].id}))
}

// sample returns that of a plane for a pixel of the picture.
func (d *decoder) sample(p *plane, x, y int) uint8 {
	return p.pix[y*p.c.v/d.vmax*p.stride+x*p.c.h/d.hmax]
}

// mixed brings planes of any sampling and meaning together. Adobe stores four
// colours inverted.
func (d *decoder) mixed(planes []plane, rect image.Rectangle) image.Image {
	m := image.NewRGBA(rect)
	for y := range rect.Dy() {
		row := m.Pix[y*m.Stride:]
		for x := range rect.Dx() {
			var v [4]uint8
			for i := range planes {
				v[i] = d.sample(&planes[i], x, y)
			}
			o := row[4*x : 4*x+4]
			o[3] = 255
			switch {
			case len(planes) == 3 && d.isRGB():
				o[0], o[1], o[2] = v[0], v[1], v[2]
			case len(planes) == 3:
				o[0], o[1], o[2] = color.YCbCrToRGB(v[0], v[1], v[2])
			default:
				c, m, ye, k := v[0], v[1], v[2], v[3]
				switch {
				case d.adobe > 0: // they were turned into brightness and colour as if they were not inverted
					c, m, ye = color.YCbCrToRGB(c, m, ye)
					c, m, ye = 255-c, 255-m, 255-ye
				case d.adobe < 0:
					c, m, ye, k = 255-c, 255-m, 255-ye, 255-k
				}
				for i, v := range []uint8{c, m, ye} {
					o[i] = uint8(int(v) * int(k) / 255)
				}
			}
		}
	}
	return m
}
