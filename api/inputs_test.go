package api

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/media"
)

// lying is a JPEG of 40 × 30 that EXIF says is to be turned.
func lying(tb testing.TB, orientation uint16) []byte {
	tb.Helper()
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	exif = append(binary.BigEndian.AppendUint16(exif, orientation), 0, 0, 0, 0, 0, 0)
	jpg := jpegSample(tb, 40, 30)
	return append(append(bytes.Clone(jpg[:2]), segment(media.APP1, exif...)...), jpg[2:]...)
}

// TestInputPictures is the table of files a person may give: each is taken, or
// refused before anything is sent, with the reason.
func TestInputPictures(t *testing.T) {
	t.Parallel()
	anim := riffChunk("ANMF", append(make([]byte, 16), lossless(9, 7)...))
	picture := pngSample(t, scene(40, 30))
	for _, tt := range []struct {
		name string
		data []byte
		says string // "" = taken
	}{
		{"PNG", picture, ""},
		{"PNG with alpha", pngSample(t, image.NewNRGBA(image.Rect(0, 0, 4, 4))), ""},
		{"PNG of 16 bits", pngSample(t, image.NewNRGBA64(image.Rect(0, 0, 5, 3))), ""},
		{"JPEG", jpegSample(t, 40, 30), ""},
		{"progressive JPEG", rawJPEG(media.SOF2, 8, 8, 8, 1), ""},
		{"CMYK JPEG", rawJPEG(media.SOF0, 8, 8, 8, 4, adobe()), ""},
		{"JPEG turned by EXIF", lying(t, 6), ""},
		{"WebP", riff(lossy(33, 17)), ""},
		{"lossless WebP", riff(lossless(9, 7)), ""},
		{"1 × 1", pngSample(t, image.NewGray(image.Rect(0, 0, 1, 1))), ""},
		{"8000 × 8000", rawPNG(8000, 8000, 1, 0, 0, make([]byte, 8000*1001), 1<<20), ""},
		{"1 × 30000", rawPNG(1, 30000, 1, 0, 0, make([]byte, 60000), 1<<20), ""},

		{"animated WebP", riff(extended(2, 9, 7), riffChunk("ANIM", make([]byte, 6)), anim, anim), "it is animated"},
		{"animated PNG", rawPNG(3, 2, 8, 0, 0, make([]byte, 8), 99, chunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0})), "it is animated"},
		{"PNG of one frame", rawPNG(3, 2, 8, 0, 0, make([]byte, 8), 99, chunk("acTL", []byte{0, 0, 0, 1, 0, 0, 0, 0})), ""},
		{"GIF", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "not a PNG, JPEG or WebP picture"},
		{"empty", nil, "it is empty"},
		{"text", []byte("<html>"), "not a PNG, JPEG or WebP picture"},
		{"video", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), "not a PNG, JPEG or WebP picture"},
		{"cut PNG", picture[:len(picture)-20], "cut off"},
		{"cut JPEG", jpegSample(t, 40, 30)[:500], "cut off"},
		{"cut WebP", riff(lossy(33, 17))[:40], "cut off"},
		{"damaged PNG", bytes.Replace(picture, []byte("IDAT"), []byte("IDAX"), 1), "damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "picture")
			if err := os.WriteFile(path, tt.data, 0o600); err != nil {
				t.Fatal(err)
			}
			inputs, err := LoadInputs(Upscale, path, "")
			if tt.says != "" {
				var wrong *RequestError
				if !errors.As(err, &wrong) || !strings.Contains(err.Error(), tt.says) {
					t.Errorf("%v, want %q", err, tt.says)
				}
				return
			}
			if err != nil || len(inputs) != 1 || inputs[0].Field != "image" || inputs[0].Path != path {
				t.Fatalf("%+v, %v", inputs, err)
			}
			s := newService(t, answering(http.StatusOK, "", string(picture)))
			if _, err := s.client(t).Generate(t.Context(), Request{Operation: Upscale, Inputs: inputs}, nil, nil); err != nil || s.count() != 1 {
				t.Errorf("%v, %d requests", err, s.count())
			}
		})
	}
}

func TestMasks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	picture, turned := file("picture.jpg", jpegSample(t, 40, 30)), file("turned.jpg", lying(t, 8))
	mask := file("mask.png", usualMask(t, 40, 30))
	upright := file("upright.png", usualMask(t, 30, 40))
	for _, tt := range []struct {
		op            Operation
		picture, mask string
		says          string
	}{
		{Retouch, picture, mask, ""},
		{GenerativeFill, picture, mask, ""},
		{Resize, picture, mask, ""},
		{Retouch, picture, "", "needs a mask"},
		{Retouch, "", mask, "needs a picture"},
		{Retouch, picture, picture, "The mask is a JPEG. Save it as PNG"},
		{Retouch, picture, upright, "The mask is 30 × 40 pixels and the picture 40 × 30. They must have the same size."},
		{Retouch, turned, upright, "The mask is 30 × 40 pixels and the picture 40 × 30."},
		{Retouch, turned, mask, "stored rotated"},
		{Upscale, turned, "", ""},
		{Upscale, picture, mask, "takes no mask"},
		{TextToImage, picture, "", "takes no picture"},
		{TextToImage, "", "", ""},
		{ImageToVideo, picture, "", ""},
		{"text-to-song", "", "", "no operation"},
	} {
		inputs, err := LoadInputs(tt.op, tt.picture, tt.mask)
		if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %q", tt.op, err, tt.says)
		}
		if err == nil {
			r := Request{Operation: tt.op, Prompt: "a boat", Inputs: inputs}
			if files, err := r.loadInputs(); err != nil || len(files) != len(inputs) || r.CheckFiles() != nil {
				t.Errorf("%s: %v", tt.op, err)
			}
		}
	}
}

func TestChangedFiles(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.png")
	put := func(data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(pngSample(t, scene(9, 9)))
	inputs, err := LoadInputs(Upscale, path, "")
	r := Request{Operation: Upscale, Inputs: inputs}
	if err != nil || r.CheckFiles() != nil {
		t.Fatal(err, r.CheckFiles())
	}
	put(pngSample(t, scene(9, 8)))
	if err := r.CheckFiles(); err == nil || !strings.Contains(err.Error(), "has changed") {
		t.Errorf("a changed file: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := r.CheckFiles(); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a missing file: %v", err)
	}
}

func TestOperationConfig(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		op   Operation
		c    OperationConfig
		says string
	}{
		{"nothing", Upscale, OperationConfig{}, ""},
		{"path", Upscale, OperationConfig{Path: "/image/upscale"}, ""},
		{"several", VideoStatus, OperationConfig{Paths: []string{"/assets/{id}/status", "/video/{id}"}}, ""},
		{"extra", TextToImage, OperationConfig{Extra: map[string]string{"negative_prompt": "blur"}}, ""},
		{"unknown", "upscal", OperationConfig{}, "there is no such operation; known: text-to-image,"},
		{"host", Upscale, OperationConfig{Path: "https://elsewhere/x"}, "below the base URL"},
		{"host in disguise", Upscale, OperationConfig{Path: "//elsewhere/x"}, ""},
		{"query", Upscale, OperationConfig{Path: "/image?x=1"}, "below the base URL"},
		{"up", Upscale, OperationConfig{Path: "/../x"}, "below the base URL"},
		{"escape", Upscale, OperationConfig{Path: "/image/%2e%2e/x"}, "below the base URL"},
		{"two", Upscale, OperationConfig{Paths: []string{"/a", "/b"}}, "only one address"},
		{"no id", VideoDelete, OperationConfig{Path: "/video/delete"}, "must contain {id}"},
		{"id", Upscale, OperationConfig{Path: "/image/{id}"}, "{id} is not allowed"},
		{"known field", Upscale, OperationConfig{Extra: map[string]string{"image": "x"}}, "has its own setting"},
		{"no form", VideoStatus, OperationConfig{Extra: map[string]string{"x": "x"}}, "no form"},
		{"odd name", Upscale, OperationConfig{Extra: map[string]string{"a\"b": "x"}}, "cannot be the name"},
		{"odd value", Upscale, OperationConfig{Extra: map[string]string{"a": "\x1b"}}, "must be text"},
	} {
		err := Operations{tt.op: tt.c}.Validate()
		if (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
}

// TestOverriddenOperation sends to another path, with another field.
func TestOverriddenOperation(t *testing.T) {
	t.Parallel()
	o := Operations{
		TextToPNG:   {Path: "/image/png", Extra: map[string]string{"steps": "30", "cfg": "7.5"}},
		VideoStatus: {Path: "/jobs/{id}"},
	}
	r := Request{Operation: TextToPNG, Prompt: "a boat", Seed: 1}
	bare := r.Hash()
	r.Extra = o.Extra(TextToPNG)
	if r.Hash() == bare || o.Extra(Upscale) != nil {
		t.Error("the extra fields are no part of the request's identity")
	}
	s := newService(t, answering(http.StatusOK, "", string(pngSample(t, scene(9, 9)))))
	c := s.client(t, WithOperations(o))
	if _, err := c.Generate(t.Context(), r, nil, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.form[0].Value; s.seen[0].URL.Path != "/v2/image/png" || got["steps"][0] != "30" || got["cfg"][0] != "7.5" {
		t.Errorf("%s, %v", s.seen[0].URL, got)
	}
	if _, err := c.VideoStatus(t.Context(), "abc"); err == nil || s.seen[1].URL.Path != "/v2/jobs/abc" {
		t.Errorf("%s, %v", s.seen[1].URL, err)
	}
}

func TestInvertedMask(t *testing.T) {
	t.Parallel()
	m := image.NewNRGBA(image.Rect(0, 0, 3, 1))
	m.SetNRGBA(0, 0, color.NRGBA{255, 255, 255, 255})
	m.SetNRGBA(1, 0, color.NRGBA{0, 0, 0, 255})
	data, err := upload(t, "mask", pngSample(t, m)).Inverted()
	if err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(bytes.NewReader(data))
	if err != nil || back.Bounds() != m.Bounds() {
		t.Fatal(back, err)
	}
	for x, want := range []uint8{0, 255, 255} { // what is transparent counts as black
		if got, _ := back.At(x, 0).(color.Gray); got.Y != want {
			t.Errorf("pixel %d is %d", x, got.Y)
		}
	}
	for _, u := range []Upload{upload(t, "mask", jpegSample(t, 8, 8)), upload(t, "mask", rawPNG(8000, 8000, 1, 0, 0, make([]byte, 8000*1001), 1<<20))} {
		if _, err := u.Inverted(); err == nil {
			t.Errorf("%+v inverted", u.info)
		}
	}
}

func TestIsLocal(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"http://127.0.0.1:8787/v2": true, "http://localhost": true, "https://[::1]/v2": true,
		"https://api.vyro.ai/v2": false, "https://localhost.example": false, "": false, "%": false,
	} {
		if IsLocal(address) != want {
			t.Errorf("%s: %v", address, !want)
		}
	}
}
