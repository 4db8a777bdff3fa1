package mask

import (
	"bytes"
	"image"
	"image/png"
	"math/rand/v2"
	"testing"
)

// bitmap is the plain form of a region, to judge it by.
type bitmap [24][32]bool

func (b *bitmap) paint(r image.Rectangle, on bool) {
	for y := range b {
		for x := range b[y] {
			if image.Pt(x, y).In(r) {
				b[y][x] = on
			}
		}
	}
}

func bitmapOf(t *testing.T, r region) *bitmap {
	t.Helper()
	var b bitmap
	last := 0
	for i, band := range r {
		if band.y0 < last || band.y1 <= band.y0 || len(band.spans) == 0 || len(band.spans)%2 != 0 {
			t.Fatalf("band %d of %v is not in order", i, r)
		}
		last = band.y1
		for j := 0; j < len(band.spans); j += 2 {
			if band.spans[j] >= band.spans[j+1] || j > 0 && band.spans[j] <= band.spans[j-1] {
				t.Fatalf("spans of band %d of %v are not in order", i, r)
			}
			b.paint(image.Rect(band.spans[j], band.y0, band.spans[j+1], band.y1), true)
		}
	}
	return &b
}

func TestRegionsAgreeWithBitmaps(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	random := func() image.Rectangle {
		x, y := rnd.IntN(32), rnd.IntN(24)
		return image.Rect(x, y, x+rnd.IntN(33-x), y+rnd.IntN(25-y))
	}
	for range 100 {
		var r region
		var want bitmap
		for range rnd.IntN(25) {
			area := random()
			switch rnd.IntN(5) {
			case 0:
				r = combine(rectangle(image.Rect(0, 0, 32, 24)), r, subtract)
				for y := range want {
					for x := range want[y] {
						want[y][x] = !want[y][x]
					}
				}
			case 1, 2:
				before := bitmapOf(t, r)
				next := combine(r, rectangle(area), subtract)
				if *bitmapOf(t, r) != *before {
					t.Fatal("combine changed what it was given")
				}
				r = next
				want.paint(area, false)
			default:
				r = combine(r, rectangle(area), union)
				want.paint(area, true)
			}
			if got := bitmapOf(t, r); *got != want {
				t.Fatalf("region %v is not the bitmap", r)
			}
		}
		n := 0
		for y := range want {
			for x := range want[y] {
				if want[y][x] {
					n++
				}
			}
		}
		if r.pixels() != n {
			t.Fatalf("%d pixels, want %d", r.pixels(), n)
		}
		for _, inverted := range []bool{false, true} {
			data, err := encode(r, 32, 24, inverted)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			gray, ok := img.(*image.Gray)
			if !ok || gray.Rect != image.Rect(0, 0, 32, 24) {
				t.Fatalf("%T %v", img, img.Bounds())
			}
			for y := range want {
				for x := range want[y] {
					if (gray.GrayAt(x, y).Y == 255) != (want[y][x] != inverted) || gray.GrayAt(x, y).Y != 255 && gray.GrayAt(x, y).Y != 0 {
						t.Fatalf("pixel %d,%d is %d", x, y, gray.GrayAt(x, y).Y)
					}
				}
			}
			if !decode(img, inverted).equal(r) {
				t.Fatal("a mask does not read back")
			}
		}
	}
}

func TestGridsDividePicturesExactly(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 3000}, {3000, 1}, {7, 5}, {97, 101}, {1024, 1024}, {1344, 768}, {8000, 8000}} {
		for _, room := range []image.Point{{1, 1}, {3, 2}, {20, 10}, {78, 20}, {118, 36}, {300, 90}} {
			for _, times := range []int{1, 2, 4} {
				g := fit(size.X, size.Y, room.X, room.Y, times)
				if g.cols < 1 || g.rows < 1 || g.cols > size.X || g.rows > size.Y {
					t.Fatalf("%v in %v: %+v", size, room, g)
				}
				if times == 1 && (g.cols > room.X || g.rows > 2*room.Y) {
					t.Fatalf("%v in %v does not fit: %+v", size, room, g)
				}
				at := 0
				for x := range g.cols {
					r := g.rect(x, 0, x+1, 1)
					if r.Min.X != at || r.Empty() {
						t.Fatalf("%v in %v: dot %d is %v", size, room, x, r)
					}
					at = r.Max.X
					if g.dot(image.Pt(r.Min.X, 0)).X != x || g.dot(image.Pt(r.Max.X-1, 0)).X != x || g.dot(g.middle(image.Pt(x, 0))).X != x {
						t.Fatalf("%v in %v: dot %d does not hold its own pixels", size, room, x)
					}
				}
				if at != size.X || g.rect(0, g.rows-1, 1, g.rows).Max.Y != size.Y {
					t.Fatalf("%v in %v: the dots are not the picture", size, room)
				}
			}
		}
	}
	if g := fit(0, 5, 10, 10, 1); g != (grid{}) || g.dot(image.Pt(3, 3)) != (image.Point{}) || !g.rect(0, 0, 5, 5).Empty() {
		t.Fatal("a picture without pixels has no dots")
	}
}

func TestCover(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		g := fit(32, 24, 1+rnd.IntN(20), 1+rnd.IntN(10), 1)
		var r region
		for range rnd.IntN(6) {
			x, y := rnd.IntN(32), rnd.IntN(24)
			r = combine(r, rectangle(image.Rect(x, y, x+rnd.IntN(33-x), y+rnd.IntN(25-y))), union)
		}
		bits := bitmapOf(t, r)
		x0, y0 := rnd.IntN(g.cols), rnd.IntN(g.rows)
		window := image.Rect(x0, y0, x0+1+rnd.IntN(g.cols-x0), y0+1+rnd.IntN(g.rows-y0))
		for i, got := range g.cover(r, window) {
			x, y := window.Min.X+i%window.Dx(), window.Min.Y+i/window.Dx()
			px, n := g.rect(x, y, x+1, y+1), 0
			for py := px.Min.Y; py < px.Max.Y; py++ {
				for pxx := px.Min.X; pxx < px.Max.X; pxx++ {
					if bits[py][pxx] {
						n++
					}
				}
			}
			want := n * 255 / (px.Dx() * px.Dy())
			if n > 0 {
				want = max(1, want)
			}
			if int(got) != want {
				t.Fatalf("dot %d,%d is covered %d, want %d", x, y, got, want)
			}
		}
	}
}
