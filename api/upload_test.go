package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func upload(tb testing.TB, name string, data []byte) Upload {
	tb.Helper()
	u, err := NewUpload(name, data)
	if err != nil {
		tb.Fatal(err)
	}
	return u
}

// withFiles returns a request with pictures as its files, on disk as they are
// for the program.
func withFiles(tb testing.TB, r Request, files map[string]Upload) Request {
	tb.Helper()
	dir := tb.TempDir()
	for _, field := range slices.Sorted(maps.Keys(files)) {
		u := files[field]
		path := filepath.Join(dir, field+u.info.Ext)
		if err := os.WriteFile(path, u.data, 0o600); err != nil {
			tb.Fatal(err)
		}
		r.Inputs = append(r.Inputs, Input{Field: field, Path: path, SHA256: u.hash})
	}
	return r
}

// sentFiles returns the names of the files in a form, whose content must be
// that of the uploads.
func sentFiles(t *testing.T, form *multipart.Form, uploads map[string]Upload) (names []string) {
	t.Helper()
	for _, field := range []string{"image", "mask"} {
		for _, f := range form.File[field] {
			names = append(names, f.Filename)
			part, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, _ := io.ReadAll(part) // from memory
			if want := uploads[field]; !bytes.Equal(data, want.data) || f.Header.Get("Content-Type") != want.info.MediaType {
				t.Errorf("%s differs, %v", field, f.Header)
			}
		}
	}
	return names
}

// TestEdits sends each operation on a picture and looks at its form.
func TestEdits(t *testing.T) {
	t.Parallel()
	image, mask := upload(t, "image", jpegSample(t, 40, 30)), upload(t, "mask", usualMask(t, 40, 30))
	one, both := map[string]Upload{"image": image}, map[string]Upload{"image": image, "mask": mask}
	for _, tt := range []struct {
		request Request
		values  map[string][]string
		files   map[string]Upload
	}{
		{Request{Operation: RemoveBackground}, map[string][]string{}, one},
		{Request{Operation: Upscale}, map[string][]string{}, one},
		{Request{Operation: GenerativeFill, Prompt: "a boat"}, map[string][]string{"prompt": {"a boat"}}, both},
		{Request{Operation: Resize, Prompt: "more sea"}, map[string][]string{"prompt": {"more sea"}}, both},
		{Request{Operation: Retouch}, map[string][]string{}, both},
		{
			Request{Operation: AIBackground, Prompt: "a table", Style: "product-shoot", Seed: 12},
			map[string][]string{"prompt": {"a table"}, "style": {"product-shoot"}, "seed": {"12"}},
			one,
		},
	} {
		t.Run(string(tt.request.Operation), func(t *testing.T) {
			t.Parallel()
			s := newService(t, answering(http.StatusOK, "", string(pngSample(t, scene(80, 60)))))
			img, err := s.client(t).Generate(t.Context(), withFiles(t, tt.request, tt.files), nil, nil)
			if err != nil || img.Width != 80 {
				t.Fatalf("%+v, %v", img, err)
			}
			spec, _ := Lookup(tt.request.Operation)
			if s.seen[0].URL.Path != "/v2"+spec.Paths[0] || !reflect.DeepEqual(s.form[0].Value, tt.values) {
				t.Errorf("%s, form %v", s.seen[0].URL, s.form[0].Value)
			}
			want := []string{"image.jpg", "mask.png"}[:len(tt.files)]
			if names := sentFiles(t, s.form[0], tt.files); !slices.Equal(names, want) {
				t.Errorf("files %q, want %q", names, want)
			}
			var wrong *RequestError
			if _, err := s.client(t).Generate(t.Context(), tt.request, nil, nil); !errors.As(err, &wrong) || s.count() != 1 {
				t.Errorf("without anything: %v, %d requests", err, s.count())
			}
		})
	}
	c, err := NewClient("https://api.vyro.ai", secret(t))
	if err != nil {
		t.Fatal(err)
	}
	small := upload(t, "mask", pngSample(t, scene(9, 9)))
	_, err = c.Generate(t.Context(), withFiles(t, Request{Operation: Retouch}, map[string]Upload{"image": image, "mask": small}), nil, nil)
	if err == nil || !strings.Contains(err.Error(), "The mask is 9 × 9 pixels and the picture 40 × 30.") {
		t.Error(err)
	}
}

func TestRefusedFiles(t *testing.T) {
	t.Parallel()
	image := upload(t, "image", jpegSample(t, 8, 8))
	for status, kind := range map[int]Kind{413: KindUploadRefused, 415: KindUploadRefused, 422: KindUploadRefused} {
		s := newService(t, answering(status, "", ""))
		_, err := s.client(t).Generate(t.Context(), withFiles(t, Request{Operation: Upscale}, map[string]Upload{"image": image}), nil, nil)
		if e := wantError(t, err, kind, Refused); !strings.Contains(e.Remedy(), "smaller") {
			t.Error(e.Remedy())
		}
	}
}

func TestLoadUpload(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	picture := pngSample(t, scene(40, 30))
	huge := write("huge.png", nil)
	if err := os.Truncate(huge, MaxUpload+1); err != nil {
		t.Fatal(err)
	}
	for path, says := range map[string]string{
		filepath.Join(dir, "missing\x1b[2J"): `missing\x1b[2J" cannot be sent: no such file`,
		dir:                                  "it is a folder",
		os.DevNull:                           "not a regular file",
		write("empty.png", nil):              "it is empty",
		huge:                                 "larger than 64 MB",
		write("page.png", []byte("<html>")):  "not a PNG, JPEG or WebP picture",
		write("cut.png", picture[:200]):      "cut off",
	} {
		_, err := LoadUpload(path)
		var wrong *RequestError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", path, err, says)
		}
	}
	u, err := LoadUpload(write("good.png", picture))
	sum := sha256.Sum256(picture)
	if err != nil || u.hash != hex.EncodeToString(sum[:]) || u.info.Width != 40 {
		t.Errorf("%+v, %v", u.info, err)
	}
	if _, err := NewUpload("x", make([]byte, MaxUpload+1)); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Error(err)
	}
}

func TestInputsOfARequest(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.png")
	if err := os.WriteFile(path, pngSample(t, scene(9, 9)), 0o600); err != nil {
		t.Fatal(err)
	}
	u, err := LoadUpload(path)
	if err != nil {
		t.Fatal(err)
	}
	r := Request{Operation: Upscale, Inputs: []Input{{Field: "image", Path: path, SHA256: u.hash}}}
	files, err := r.loadInputs()
	if err != nil || files["image"].hash != u.hash {
		t.Errorf("%v, %v", files, err)
	}
	if err := os.WriteFile(path, pngSample(t, scene(9, 8)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.loadInputs(); err == nil || !strings.Contains(err.Error(), "has changed") {
		t.Errorf("a changed file: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := r.loadInputs(); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a missing file: %v", err)
	}
}
