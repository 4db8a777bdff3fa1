package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif"  // the standard decoders
	_ "image/jpeg" // as above
	_ "image/png"  // as above
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "golang.org/x/image/webp" // as above

	"imagine-tui/api/media"
	"imagine-tui/history/pixels"
)

// Public sets of test pictures are drawn as the standard decoders see them, at
// every reduction; those that the standard decoders refuse give a picture or a
// reason. The folder of the sets is named by IMAGINE_TEST_VECTORS.
func TestVectors(t *testing.T) {
	root := os.Getenv("IMAGINE_TEST_VECTORS")
	if root == "" {
		t.Skip("IMAGINE_TEST_VECTORS names no folder of test pictures")
	}
	same, shown, refused := 0, 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		h, err := readHeader(data)
		if err != nil || h.w*h.h > 4_000_000 {
			refused++
			return nil //nolint:nilerr // counted
		}
		want, _, standard := image.Decode(bytes.NewReader(data))
		meaningless(data, want)
		if standard == nil && want.Bounds().Size() != image.Pt(h.w, h.h) {
			return nil // the first picture of an animation, without what is around it
		}
		near := 8.0 // of means of noise, which is cut where it is too bright
		if h.format == media.WebP {
			near = 12 // it is given the contrast that it is meant to have
		}
		for _, k := range []int{1, 2, 4, 8} {
			got, whole, err := decodeReduced(context.Background(), h, data, k)
			switch {
			case h.format == media.JPEG && k > 1 && min(h.w, h.h) < 5*k:
				continue // hardly a square of it is whole
			case standard != nil && err == nil:
				shown++
			case standard != nil:
				refused++
			case err != nil || !whole:
				t.Errorf("%s, 1/%d: whole %v, %v", path, k, whole, err)
			case meanDifference(want, got, h.format == media.JPEG) > near:
				t.Errorf("%s, 1/%d: %.1f off", path, k, meanDifference(want, got, h.format == media.JPEG))
			default:
				same++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d as the standard decoders see them, %d others shown, %d refused", same, shown, refused)
}

// meaningless takes the transparency out of a lossless WebP that says that it
// means nothing, which the standard decoder does not look at.
func meaningless(data []byte, img image.Image) {
	m, ok := img.(*image.NRGBA)
	at := bytes.Index(data, []byte("VP8L"))
	if flags := at + 4 + 4 + 4; !ok || media.Sniff(data) != media.WebP || at < 0 || len(data) <= flags || data[flags]&0x10 != 0 {
		return
	}
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 0xFF
	}
}

// Examples of every orientation, called NAME_1 to NAME_8, are all drawn as the first
// of them.
func TestOrientationVectors(t *testing.T) {
	root := os.Getenv("IMAGINE_TEST_VECTORS")
	if root == "" {
		t.Skip("IMAGINE_TEST_VECTORS names no folder of test pictures")
	}
	found := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		first, isFirst := strings.CutSuffix(path, "_1.jpg")
		if err != nil || d.IsDir() || !isFirst {
			return err
		}
		want, err := Decode(path)
		if err != nil {
			return err
		}
		for turn := 2; turn <= 8; turn++ {
			got, err := Decode(fmt.Sprintf("%s_%d.jpg", first, turn))
			switch {
			case errors.Is(err, fs.ErrNotExist):
				continue
			case err != nil || got.Bounds().Size() != want.Bounds().Size():
				t.Errorf("%s_%d: %v", first, turn, err)
				continue
			}
			found++
			// They were compressed one by one.
			if off := meanDifference(want, pixels.Shrink(got, pixels.All(got), 100, 100).Image(), false); off > 6 {
				t.Errorf("%s_%d: %.1f off", first, turn, off)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d examples", found)
}

// meanDifference compares a picture with a smaller one of it. In blocks says that
// each pixel stands for a square of whole pixels, of which the last row and column
// may reach over the edge: they are left out then.
func meanDifference(a, b image.Image, inBlocks bool) float64 {
	w, h := b.Bounds().Dx(), b.Bounds().Dy()
	area := pixels.All(a)
	if inBlocks && w < a.Bounds().Dx() && w > 1 && h > 1 {
		times := float64(1)
		for int(times)*w < a.Bounds().Dx() {
			times++
		}
		if int(times)*w > a.Bounds().Dx() || int(times)*h > a.Bounds().Dy() {
			w, h = w-1, h-1
			area.W, area.H = float64(w)*times, float64(h)*times
		}
	}
	part := pixels.Area{W: float64(w), H: float64(h)}
	if inBlocks {
		// At least three pixels along each side are left for each one drawn.
		w, h = (w+2)/3, (h+2)/3
	}
	one := pixels.Shrink(a, area, w, h).Image()
	two := pixels.Shrink(b, part, w, h).Image()
	sum := 0
	for y := range h {
		for x := range w {
			p, _ := color.RGBAModel.Convert(one.At(x, y)).(color.RGBA)
			q, _ := color.RGBAModel.Convert(two.At(x, y)).(color.RGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B), int(p.A) - int(q.A)} {
				sum += max(d, -d)
			}
		}
	}
	return float64(sum) / float64(4*w*h)
}
