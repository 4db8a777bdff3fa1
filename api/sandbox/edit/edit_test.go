package edit

import (
	"image"
	"image/color"
	"testing"
)

// plate is a disc of one colour on an even ground.
func plate(w, h int, ground, disc color.NRGBA) *image.NRGBA {
	p := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := ground
			if dx, dy := x-w/2, y-h/2; dx*dx+dy*dy < h*h/16 {
				c = disc
			}
			p.SetNRGBA(x, y, c)
		}
	}
	return p
}

var (
	white = color.NRGBA{250, 250, 250, 255}
	red   = color.NRGBA{200, 30, 40, 255}
)

func TestRemoveBackground(t *testing.T) {
	p := RemoveBackground(plate(120, 80, white, red))
	if a := p.NRGBAAt(2, 2).A; a != 0 {
		t.Errorf("the corner has alpha %d", a)
	}
	if c := p.NRGBAAt(60, 40); c != red {
		t.Errorf("the middle is %v", c)
	}
	if !p.Rect.Eq(image.Rect(0, 0, 120, 80)) {
		t.Errorf("size %v", p.Rect)
	}
	// A gradient is followed.
	g := plate(120, 80, white, red)
	for y := range 80 {
		for x := range 120 {
			if g.NRGBAAt(x, y) == white {
				g.SetNRGBA(x, y, color.NRGBA{uint8(120 + x), uint8(140 + y), 200, 255})
			}
		}
	}
	q := RemoveBackground(g)
	if q.NRGBAAt(60, 5).A != 0 || q.NRGBAAt(60, 40) != red {
		t.Errorf("gradient: %v, %v", q.NRGBAAt(60, 5), q.NRGBAAt(60, 40))
	}
	// One colour only: something is left to look at, nothing panics.
	RemoveBackground(plate(3, 2, red, red))
	RemoveBackground(plate(1, 1, red, red))
}

func TestDouble(t *testing.T) {
	p := plate(31, 20, white, red)
	d := Double(p)
	if d.Rect.Dx() != 62 || d.Rect.Dy() != 40 {
		t.Fatalf("size %v", d.Rect)
	}
	for _, at := range []image.Point{{0, 0}, {61, 39}, {30, 20}} {
		if got, want := d.NRGBAAt(at.X, at.Y), p.NRGBAAt(at.X/2, at.Y/2); got != want {
			t.Errorf("at %v: %v, want %v", at, got, want)
		}
	}
	even := Double(plate(5, 7, red, red))
	for i := 0; i < len(even.Pix); i += 4 {
		if even.Pix[i] != red.R || even.Pix[i+3] != 255 {
			t.Fatalf("an even picture is uneven: %v", even.Pix[i:i+4])
		}
	}
}

func TestFit(t *testing.T) {
	p := plate(40, 40, red, red)
	for _, size := range [][2]int{{40, 40}, {7, 90}, {1, 1}, {200, 3}} {
		q := Fit(p, size[0], size[1])
		if q.Rect.Dx() != size[0] || q.Rect.Dy() != size[1] {
			t.Errorf("%v: size %v", size, q.Rect)
		}
		if c := q.NRGBAAt(size[0]/2, size[1]/2); c != red {
			t.Errorf("%v: %v", size, c)
		}
	}
}

// box is a mask that is white inside a rectangle.
func box(w, h int, r image.Rectangle) []uint8 {
	m := make([]uint8, w*h)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			m[y*w+x] = 255
		}
	}
	return m
}

func TestSmooth(t *testing.T) {
	p := plate(64, 64, white, red)
	mask := box(64, 64, image.Rect(10, 10, 54, 54)) // all of the disc
	q := Smooth(p, mask)
	for y := range 64 {
		for x := range 64 {
			c := q.NRGBAAt(x, y)
			if mask[y*64+x] == 0 && c != p.NRGBAAt(x, y) {
				t.Fatalf("%d,%d was to be kept", x, y)
			}
			if c.R < 245 || c.G < 245 {
				t.Fatalf("%d,%d is %v: the disc shows", x, y, c)
			}
		}
	}
	// Nothing known at all.
	Smooth(p, box(64, 64, image.Rect(0, 0, 64, 64)))
}

func TestExtend(t *testing.T) {
	p := plate(80, 40, white, white)
	for y := range 40 {
		for x := 20; x < 60; x++ {
			p.SetNRGBA(x, y, red)
		}
	}
	mask := box(80, 40, image.Rect(0, 0, 20, 40))
	for i, v := range box(80, 40, image.Rect(60, 0, 80, 40)) {
		mask[i] |= v
	}
	q := Extend(p, mask)
	for _, x := range []int{0, 5, 19, 20, 40, 59, 60, 79} {
		if c := q.NRGBAAt(x, 20); c.R < 190 || c.G > 60 {
			t.Errorf("at %d: %v", x, c)
		}
	}
	Extend(p, box(80, 40, image.Rect(0, 0, 80, 40)))
}

func TestMaskAndBounds(t *testing.T) {
	g := image.NewGray(image.Rect(5, 5, 15, 9))
	g.SetGray(8, 6, color.Gray{Y: 255})
	g.SetGray(11, 7, color.Gray{Y: 200})
	m := Mask(g)
	if len(m) != 40 {
		t.Fatalf("%d pixels", len(m))
	}
	if b := Bounds(m, 10); b != image.Rect(3, 1, 7, 3) {
		t.Errorf("bounds %v", b)
	}
	if b := Bounds(make([]uint8, 40), 10); !b.Empty() {
		t.Errorf("bounds of nothing: %v", b)
	}
	soft := Feather(box(20, 20, image.Rect(5, 5, 15, 15)), 20, 20, 3)
	if soft[0] != 0 || soft[4*20+10] != 0 || soft[10*20+10] != 255 || soft[5*20+10] == 255 || soft[5*20+10] == 0 {
		t.Errorf("feathered: %v", soft)
	}
}

func TestOver(t *testing.T) {
	below := plate(4, 4, color.NRGBA{}, color.NRGBA{})
	above := plate(4, 4, color.NRGBA{100, 50, 0, 128}, color.NRGBA{100, 50, 0, 128})
	Over(below, above, nil)
	if c := below.NRGBAAt(1, 1); c != (color.NRGBA{100, 50, 0, 128}) {
		t.Errorf("over nothing: %v", c)
	}
	Over(below, plate(4, 4, red, red), make([]uint8, 16))
	if c := below.NRGBAAt(1, 1); c.R != 100 {
		t.Errorf("a black mask let through: %v", c)
	}
}

func FuzzCut(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, uint8(3))
	f.Fuzz(func(t *testing.T, data []byte, width uint8) {
		w := int(width%32) + 1
		h := len(data) / 4 / w
		if h == 0 || h > 64 {
			return
		}
		p := image.NewNRGBA(image.Rect(0, 0, w, h))
		copy(p.Pix, data)
		mask := make([]uint8, w*h)
		for i := range mask {
			mask[i] = p.Pix[i*4]
		}
		RemoveBackground(p)
		Double(p)
		Extend(p, mask)
	})
}
