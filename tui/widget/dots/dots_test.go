package dots

import (
	"image"
	"image/color"
	"testing"

	"imagine-tui/tui/cells"
)

func checker(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(3, 5, 3+w, 5+h))
	for y := range h {
		for x := range w {
			img.Set(3+x, 5+y, color.Gray{uint8((x + y) % 2 * 255)})
		}
	}
	return img
}

func TestPixelsAreDotsAtTheirOwnSize(t *testing.T) {
	l := Of(checker(9, 7)).At(9, 7)
	for y := range 7 {
		for x := range 9 {
			v := uint8((x + y) % 2 * 255)
			if got := l.Over(x, y, RGB{1, 2, 3}); got != (RGB{v, v, v}) {
				t.Fatalf("dot %d,%d is %v", x, y, got)
			}
		}
	}
}

func TestSmallerSizesAreAverages(t *testing.T) {
	for _, size := range []image.Point{{64, 64}, {3000, 40}, {2304, 300}} {
		l := Of(checker(size.X, size.Y)).At(8, 8)
		for i := range 64 {
			c := l.Over(i%8, i/8, RGB{})
			if c[0] < 110 || c[0] > 145 {
				t.Fatalf("%v: dot %d is %v", size, i, c)
			}
		}
	}
}

func TestTransparentAndMissing(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	img.SetNRGBA(0, 0, color.NRGBA{200, 0, 0, 128})
	l := Of(img).At(2, 1)
	if c := l.Over(0, 0, RGB{0, 0, 200}); c[0] < 98 || c[0] > 102 || c[2] < 98 || c[2] > 102 {
		t.Fatalf("half transparent: %v", c)
	}
	if c := l.Over(1, 0, RGB{9, 8, 7}); c != (RGB{9, 8, 7}) {
		t.Fatalf("transparent: %v", c)
	}
	if c := Of(image.NewGray(image.Rectangle{})).At(3, 3).Over(1, 1, RGB{4, 5, 6}); c != (RGB{4, 5, 6}) {
		t.Fatalf("no picture: %v", c)
	}
	if c := Of(checker(1, 4000)).At(1, 1).Over(0, 0, RGB{}); c[0] < 60 || c[0] > 200 {
		t.Fatalf("thin picture: %v", c)
	}
}

func TestLines(t *testing.T) {
	var l Line
	red, blue := RGB{255, 0, 0}, RGBOf(color.NRGBA{0, 0, 255, 255})
	l.Put(red, blue, "▀")
	l.Put(red, blue, "▀")
	l.Over(red, "▄")
	l.Put(blue, blue, " ")
	want := "\x1b[38;2;255;0;0m\x1b[48;2;0;0;255m▀▀\x1b[49m▄\x1b[38;2;0;0;255m\x1b[48;2;0;0;255m \x1b[m"
	if l.String() != want || cells.Width(l.String()) != 4 {
		t.Fatalf("%q", l.String())
	}
	if Sign(255, true) != "@" || Sign(0, true) != " " || Sign(0, false) != "@" {
		t.Fatal("signs")
	}
	if red.Mix(blue, 255) != blue || red.Mix(blue, 0) != red || red.Against() != (RGB{255, 255, 255}) || (RGB{250, 250, 200}).Against() != (RGB{}) {
		t.Fatal("colours")
	}
}
