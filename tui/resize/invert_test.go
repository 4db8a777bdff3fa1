package resize

import (
	"bytes"
	"image"
	"image/png"
	"testing"
)

func TestInvert(t *testing.T) {
	t.Parallel()
	_, mask, err := Encode(image.NewNRGBA(image.Rect(0, 0, 40, 20)), Layout{W: 60, H: 20, Left: 20})
	if err != nil {
		t.Fatal(err)
	}
	turned, err := Invert(mask)
	if err != nil {
		t.Fatal(err)
	}
	a, errA := png.Decode(bytes.NewReader(mask))
	b, errB := png.Decode(bytes.NewReader(turned))
	if errA != nil || errB != nil || a.Bounds() != b.Bounds() {
		t.Fatal(errA, errB)
	}
	for _, x := range []int{0, 30, 59} {
		was, _, _, _ := a.At(x, 10).RGBA()
		is, _, _, _ := b.At(x, 10).RGBA()
		if was+is != 0xffff {
			t.Errorf("at %d: %x became %x", x, was, is)
		}
	}
	if _, err := Invert([]byte("no mask")); err == nil {
		t.Error("no PNG was turned round")
	}
}
