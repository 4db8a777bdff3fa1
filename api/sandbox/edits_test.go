package sandbox

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"mime/multipart"
	"net/http"
	"testing"

	"imagine-tui/api"
)

// upload posts a form with files.
func upload(ctx context.Context, url string, f fields, files map[string]image.Image) (answer, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range f {
		if err := w.WriteField(k, v); err != nil {
			return answer{}, err
		}
	}
	for k, m := range files {
		p, err := w.CreateFormFile(k, k+".png")
		if err != nil {
			return answer{}, err
		}
		if err := png.Encode(p, m); err != nil {
			return answer{}, err
		}
	}
	if err := w.Close(); err != nil {
		return answer{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, &b)
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	req.Header.Set("Authorization", "Bearer "+good)
	return do(req)
}

// plate is a red square on a white ground.
func plate(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, image.NewUniform(color.NRGBA{248, 248, 246, 255}), image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(w/3, h/3, w*2/3, h*2/3), image.NewUniform(color.NRGBA{200, 30, 40, 255}), image.Point{}, draw.Src)
	return m
}

// mask is white in a rectangle.
func mask(w, h int, r image.Rectangle) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(m, r, image.White, image.Point{}, draw.Src)
	return m
}

// far is how different two colours are, as 8-bit values.
func far(a, b color.Color) uint32 {
	ar, ag, ab, aa := a.RGBA()
	br, bg, bb, ba := b.RGBA()
	d := func(x, y uint32) uint32 { return max(x, y)/257 - min(x, y)/257 }
	return d(ar, br) + d(ag, bg) + d(ab, bb) + d(aa, ba)
}

// editCase is an edit and what its answer must show.
type editCase struct {
	name, path string
	f          fields
	files      map[string]image.Image
	check      func(t *testing.T, got image.Image)
}

// editCases are all edits, of a picture whose middle the mask covers.
func editCases(src *image.NRGBA, middle *image.Gray) []editCase {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	both := map[string]image.Image{"image": src, "mask": middle}
	one := map[string]image.Image{"image": src}
	side := map[string]image.Image{"image": src, "mask": mask(w, h, image.Rect(0, 0, w/4, h))}
	return []editCase{
		{"remove background", "/image/background/remover", nil, one, func(t *testing.T, got image.Image) {
			t.Helper()
			if _, _, _, a := got.At(5, 5).RGBA(); a != 0 {
				t.Error("the background is still there")
			}
			if far(got.At(w/2, h/2), src.At(w/2, h/2)) > 4 {
				t.Errorf("the subject became %v", got.At(w/2, h/2))
			}
		}},
		{"upscale", "/image/enhance", nil, one, func(t *testing.T, got image.Image) {
			t.Helper()
			if got.Bounds().Dx() != 2*w || got.Bounds().Dy() != 2*h || far(got.At(w, h), src.At(w/2, h/2)) > 30 {
				t.Errorf("%v, %v in the middle", got.Bounds(), got.At(w, h))
			}
		}},
		{"fill with a thing", "/image/edits/generative-fill", fields{"prompt": "a green apple"}, both, keepsRest(src, middle)},
		{"fill with a place", "/image/edits/generative-fill", fields{"prompt": "mountains at night"}, both, keepsRest(src, middle)},
		{"retouch", "/image/edits/remove", nil, both, func(t *testing.T, got image.Image) {
			t.Helper()
			if far(got.At(w/2, h/2), src.At(5, 5)) > 30 {
				t.Errorf("the square shows: %v", got.At(w/2, h/2))
			}
		}},
		{"resize", "/image/edits/ai-resize", fields{"prompt": "more of it"}, side, func(t *testing.T, got image.Image) {
			t.Helper()
			if far(got.At(5, 5), src.At(w-5, 5)) > 40 {
				t.Errorf("the added side is %v", got.At(5, 5))
			}
		}},
		{"background", "/image/generations/ai-background", fields{"prompt": "a beach at sunset", "seed": "12"}, one, func(t *testing.T, got image.Image) {
			t.Helper()
			if far(got.At(w/2, h/2), src.At(w/2, h/2)) > 40 || far(got.At(5, 5), src.At(5, 5)) < 40 {
				t.Errorf("%v in the middle, %v in the corner", got.At(w/2, h/2), got.At(5, 5))
			}
		}},
	}
}

// TestEdits: each edit does its work, and the same request twice gives the
// same bytes.
func TestEdits(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	const w, h = 240, 160
	middle := mask(w, h, image.Rect(w/3-4, h/3-4, w*2/3+4, h*2/3+4))
	for _, tt := range editCases(plate(w, h), middle) {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a, err := upload(t.Context(), s.BaseURL()+tt.path, tt.f, tt.files)
			if err != nil || a.status != http.StatusOK {
				t.Fatalf("%v, %d: %.300s", err, a.status, a.body)
			}
			got, _, err := image.Decode(bytes.NewReader(a.body))
			if err != nil {
				t.Fatal(err)
			}
			tt.check(t, got)
			b, err := upload(t.Context(), s.BaseURL()+tt.path, tt.f, tt.files)
			if err != nil || !bytes.Equal(a.body, b.body) {
				t.Errorf("the same request gave other bytes (%v)", err)
			}
		})
	}
}

// keepsRest wants the black of a mask kept and the white changed.
func keepsRest(src *image.NRGBA, m *image.Gray) func(*testing.T, image.Image) {
	// JPEG smears colours over up to 16 pixels.
	white := func(x, y int) bool {
		for _, d := range [][2]int{{-17, -17}, {0, -17}, {17, -17}, {-17, 0}, {17, 0}, {-17, 17}, {0, 17}, {17, 17}} {
			if m.GrayAt(x+d[0], y+d[1]).Y != 0 {
				return true
			}
		}
		return false
	}
	return func(t *testing.T, got image.Image) {
		t.Helper()
		changed := 0
		for y := 20; y < m.Rect.Dy()-20; y++ {
			for x := range m.Rect.Dx() {
				d := far(got.At(x, y), src.At(x, y))
				inside := m.GrayAt(x, y).Y != 0
				if !inside && d > 24 && !white(x, y) {
					t.Fatalf("%d,%d was to be kept: %v", x, y, got.At(x, y))
				}
				if inside && d > 60 {
					changed++
				}
			}
		}
		if changed < 500 {
			t.Errorf("only %d pixels changed", changed)
		}
	}
}

// claims is a PNG that says it is w by h pixels, and holds one.
func claims(t *testing.T, w, h uint32) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	p := b.Bytes()
	// Signature, length, "IHDR", width, height, five more bytes, checksum.
	binary.BigEndian.PutUint32(p[16:], w)
	binary.BigEndian.PutUint32(p[20:], h)
	binary.BigEndian.PutUint32(p[29:], crc32.ChecksumIEEE(p[12:29]))
	return string(p)
}

func TestEditErrors(t *testing.T) {
	t.Parallel()
	s := start(t, Options{})
	src := plate(64, 48)
	for name, tt := range map[string]struct {
		path  string
		f     fields
		files map[string]image.Image
	}{
		"no picture":       {"/image/enhance", fields{"image": "not a picture"}, nil},
		"nothing":          {"/image/background/remover", nil, nil},
		"no mask":          {"/image/edits/generative-fill", fields{"prompt": "x"}, map[string]image.Image{"image": src}},
		"no prompt":        {"/image/edits/generative-fill", nil, map[string]image.Image{"image": src, "mask": mask(64, 48, src.Rect)}},
		"sizes differ":     {"/image/edits/remove", nil, map[string]image.Image{"image": src, "mask": mask(64, 47, src.Rect)}},
		"style of another": {"/image/generations/ai-background", fields{"prompt": "x", "style": "anime"}, map[string]image.Image{"image": src}},
		"too wide":         {"/image/enhance", nil, map[string]image.Image{"image": image.NewGray(image.Rect(0, 0, maxEdge+1, 1))}},
		"too many pixels":  {"/image/enhance", fields{"image": claims(t, 8000, 8000)}, nil},
	} {
		a, err := upload(t.Context(), s.BaseURL()+tt.path, tt.f, tt.files)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if a.status != http.StatusBadRequest {
			t.Errorf("%s: status %d", name, a.status)
			continue
		}
		checkError(t, a, http.StatusBadRequest, codeInvalid, "BadRequest")
	}
	if n := s.Stats(); n.Billed != 0 || n.Requests[api.Upscale] != 3 {
		t.Errorf("stats %+v", n)
	}
}
