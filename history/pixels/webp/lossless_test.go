package webp

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// losslessSamples are pictures that cwebp made: a scene with slopes, one with
// transparency, and two of few colours.
var losslessSamples = []string{"lossless-scene", "lossless-sheer", "lossless-few", "lossless-two"}

func decodedLossless(tb testing.TB, data []byte) *image.NRGBA {
	tb.Helper()
	m, err := Decode(data)
	if err != nil {
		tb.Fatal(err)
	}
	whole, ok := m.(*image.NRGBA)
	if !ok {
		tb.Fatalf("%T", m)
	}
	return whole
}

// rowsThere counts the rows of the upper part of a picture, and fails where that is
// not the upper part of the whole one, or something is below it.
func rowsThere(tb testing.TB, whole *image.NRGBA, part image.Image) (rows int) {
	tb.Helper()
	m, ok := part.(*image.NRGBA)
	if !ok || m.Rect != whole.Rect {
		tb.Fatalf("%T of %v, want %v", part, part.Bounds(), whole.Rect)
	}
	for rows = m.Rect.Dy(); rows > 0; rows-- {
		if last := m.Pix[(rows-1)*m.Stride : rows*m.Stride]; !bytes.Equal(last, make([]byte, m.Stride)) {
			break
		}
	}
	if n := rows * m.Stride; !bytes.Equal(m.Pix[:n], whole.Pix[:n]) {
		tb.Fatalf("%d rows are not those of the whole", rows)
	}
	return rows
}

// A lossless file that is cut anywhere shows the rows that are there, the more the
// more of it there is.
func TestCutLossless(t *testing.T) {
	t.Parallel()
	for _, name := range losslessSamples {
		data := sample(t, name)
		whole := decodedLossless(t, data)
		before := 0
		for n := 0; n < len(data); n += 1 + len(data)/400 {
			part := DecodeCut(t.Context(), data[:n])
			if part == nil {
				if before > 0 {
					t.Errorf("%s: nothing of %d bytes", name, n)
				}
				continue
			}
			rows := rowsThere(t, whole, part)
			if rows < before {
				t.Errorf("%s: %d rows of %d bytes, %d of fewer", name, rows, n, before)
			}
			before = rows
		}
		if all := whole.Rect.Dy(); before < all-4 {
			t.Errorf("%s: %d rows of %d of nearly all of it", name, before, all)
		}
		if got := rowsThere(t, whole, DecodeCut(t.Context(), data)); got != whole.Rect.Dy() {
			t.Errorf("%s: %d rows of all of it", name, got)
		}
	}
}

// Also the first picture of an animation that breaks off in it.
func TestCutLosslessAnimation(t *testing.T) {
	t.Parallel()
	still := sample(t, "lossless-scene")
	data := animated(61, 47, still, still)
	part := DecodeCut(t.Context(), data[:len(still)*2/3])
	if part == nil || rowsThere(t, decodedLossless(t, still), part) < 20 {
		t.Errorf("%v", part)
	}
}

// Where a file says that its transparency means nothing, it means nothing, be the
// file whole or cut.
func TestMeaninglessTransparency(t *testing.T) {
	t.Parallel()
	data := bytes.Clone(sample(t, "lossless-sheer"))
	const flags = frameStart + 4
	if data[flags]&0x10 == 0 {
		t.Fatal("it has no transparency")
	}
	data[flags] &^= 0x10
	whole := decodedLossless(t, data)
	if !whole.Opaque() {
		t.Error("the picture is not opaque")
	}
	if rows := rowsThere(t, whole, DecodeCut(t.Context(), data[:len(data)*9/10])); rows < 10 {
		t.Errorf("%d rows", rows)
	}
}

// Public sets of lossless pictures are decoded as the standard decoder does it, and
// as far as they are there. IMAGINE_TEST_VECTORS names the folder of the sets.
func TestLosslessVectors(t *testing.T) {
	root := os.Getenv("IMAGINE_TEST_VECTORS")
	if root == "" {
		t.Skip("IMAGINE_TEST_VECTORS names no folder of test pictures")
	}
	found := 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".webp") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || losslessFrame(data) == nil {
			return err
		}
		found++
		whole := decodedLossless(t, data)
		for _, n := range []int{len(data), len(data) * 3 / 4, len(data) / 2} {
			part := DecodeCut(t.Context(), data[:n])
			if part == nil && n == len(data) {
				t.Errorf("%s is not decoded", path)
			}
			if part != nil {
				rowsThere(t, whole, part)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d lossless pictures", found)
}
