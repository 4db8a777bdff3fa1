package pixels

import (
	"image"
	"math/rand/v2"
	"testing"
)

// The quick way to scale a little comes out as the exact one does, within a step of
// each plane, whatever part of which kind of picture it is.
func TestNearIsAsExact(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	quick := 0
	for range 300 {
		ratio := image.YCbCrSubsampleRatio(random.IntN(6))
		whole := image.NewYCbCr(image.Rect(0, 0, 1+random.IntN(90), 1+random.IntN(90)), ratio)
		for _, plane := range [][]uint8{whole.Y, whole.Cb, whole.Cr} {
			for i := range plane {
				plane[i] = uint8(random.Uint32())
			}
		}
		b := whole.Rect
		b.Min = image.Pt(random.IntN(b.Dx()+1)/2, random.IntN(b.Dy()+1)/2)
		img, is := whole.SubImage(b).(*image.YCbCr)
		if !is || img.Rect.Empty() {
			continue
		}
		a := All(img)
		a.X, a.Y = random.Float64()*a.W/3, random.Float64()*a.H/3
		a.W, a.H = (a.W-a.X)*(0.2+0.8*random.Float64()), (a.H-a.Y)*(0.2+0.8*random.Float64())
		w, h := max(1, int(a.W*(0.5+random.Float64()))), max(1, int(a.H*(0.5+random.Float64())))
		row, ok := Rows(img, a, w, h)
		if !ok {
			continue
		}
		quick++
		got, want := shrinkYCbCr(img, a, w, h), exactYCbCr(img, a, w, h)
		to := make([]byte, 3*w)
		for y := range h {
			row(y, to)
			for i := range 4 * w {
				at := y*4*w + i
				// A step of each plane, as red, green and blue have parts of them.
				if d := int(got.Pix[at]) - int(want.Pix[at]); d < -4 || d > 4 {
					t.Fatalf("%v of %v into %d × %d, row %d, byte %d: %d, exactly %d", a, img.Rect, w, h, y, i, got.Pix[at], want.Pix[at])
				}
				if i%4 < 3 && to[i/4*3+i%4] != got.Pix[at] {
					t.Fatalf("row %d, byte %d is another one by itself", y, i)
				}
			}
		}
	}
	if quick < 100 {
		t.Errorf("%d were scaled in the quick way", quick)
	}
}

// What becomes much smaller, or is no more than a line, is left to the exact way.
func TestNotNear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ w, h, toW, toH int }{{90, 90, 30, 30}, {90, 90, 60, 20}, {2, 90, 2, 90}, {90, 2, 90, 2}} {
		if _, ok := Rows(image.NewYCbCr(image.Rect(0, 0, c.w, c.h), image.YCbCrSubsampleRatio444), Whole(c.w, c.h), c.toW, c.toH); ok {
			t.Errorf("%+v", c)
		}
	}
	if _, ok := Rows(image.NewGray(image.Rect(0, 0, 9, 9)), Whole(9, 9), 9, 9); ok {
		t.Error("gray has no planes of colour")
	}
}

func BenchmarkShrinkALittle(b *testing.B) {
	img := image.NewYCbCr(image.Rect(0, 0, 1024, 1024), image.YCbCrSubsampleRatio420)
	b.Run("quick", func(b *testing.B) {
		for b.Loop() {
			shrinkYCbCr(img, All(img), 800, 800)
		}
	})
	b.Run("exact", func(b *testing.B) {
		for b.Loop() {
			exactYCbCr(img, All(img), 800, 800)
		}
	})
}
