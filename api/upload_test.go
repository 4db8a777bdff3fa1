package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
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
	image, mask := upload(t, "image", jpegSample(t, 40, 30)), upload(t, "mask", pngSample(t, scene(40, 30)))
	type method = func(*Client, context.Context, EditParams, io.Writer, *Trace) (Image, error)
	for _, tt := range []struct {
		op     Operation
		call   method
		params EditParams
		values map[string][]string
		files  string
	}{
		{RemoveBackground, (*Client).RemoveBackground, EditParams{Image: image}, map[string][]string{}, "image.jpg"},
		{Upscale, (*Client).Upscale, EditParams{Image: image}, map[string][]string{}, "image.jpg"},
		{GenerativeFill, (*Client).GenerativeFill, EditParams{Prompt: "a boat", Image: image, Mask: mask}, map[string][]string{"prompt": {"a boat"}}, "image.jpg mask.png"},
		{Resize, (*Client).Resize, EditParams{Prompt: "more sea", Image: image, Mask: mask}, map[string][]string{"prompt": {"more sea"}}, "image.jpg mask.png"},
		{Retouch, (*Client).Retouch, EditParams{Image: image, Mask: mask}, map[string][]string{}, "image.jpg mask.png"},
		{
			AIBackground, (*Client).AIBackground,
			EditParams{Prompt: "a table", Image: image, Style: "product-shoot", Seed: 12},
			map[string][]string{"prompt": {"a table"}, "style": {"product-shoot"}, "seed": {"12"}},
			"image.jpg",
		},
	} {
		t.Run(string(tt.op), func(t *testing.T) {
			t.Parallel()
			s := newService(t, answering(http.StatusOK, "", string(pngSample(t, scene(80, 60)))))
			img, err := tt.call(s.client(t), t.Context(), tt.params, nil, nil)
			if err != nil || img.Width != 80 {
				t.Fatalf("%+v, %v", img, err)
			}
			spec, _ := Lookup(tt.op)
			if s.seen[0].URL.Path != "/v2"+spec.Paths[0] || !reflect.DeepEqual(s.form[0].Value, tt.values) {
				t.Errorf("%s, form %v", s.seen[0].URL, s.form[0].Value)
			}
			names := sentFiles(t, s.form[0], map[string]Upload{"image": image, "mask": mask})
			if strings.Join(names, " ") != tt.files {
				t.Errorf("files %q, want %q", names, tt.files)
			}
			var wrong *RequestError
			if _, err := tt.call(s.client(t), t.Context(), EditParams{}, nil, nil); !errors.As(err, &wrong) || s.count() != 1 {
				t.Errorf("without anything: %v, %d requests", err, s.count())
			}
		})
	}
	c, err := NewClient("https://api.vyro.ai", secret(t))
	if err != nil {
		t.Fatal(err)
	}
	small := upload(t, "mask", pngSample(t, scene(9, 9)))
	_, err = c.Retouch(t.Context(), EditParams{Image: image, Mask: small}, nil, nil)
	if err == nil || !strings.Contains(err.Error(), "The mask is 9 × 9 pixels and the picture 40 × 30.") {
		t.Error(err)
	}
}

func TestRefusedFiles(t *testing.T) {
	t.Parallel()
	image := upload(t, "image", jpegSample(t, 8, 8))
	for status, kind := range map[int]Kind{413: KindUploadRefused, 415: KindUploadRefused, 422: KindUploadRefused} {
		s := newService(t, answering(status, "", ""))
		_, err := s.client(t).Upscale(t.Context(), EditParams{Image: image}, nil, nil)
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
	if err != nil || u.SHA256() != hex.EncodeToString(sum[:]) || u.Info().Width != 40 {
		t.Errorf("%+v, %v", u.Info(), err)
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
	r := Request{Operation: Upscale, Inputs: []Input{{Field: "image", Path: path, SHA256: u.SHA256()}}}
	files, err := r.loadInputs()
	if err != nil || files["image"].SHA256() != u.SHA256() {
		t.Errorf("%v, %v", files, err)
	}
	if err := os.WriteFile(path, pngSample(t, scene(9, 8)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.loadInputs(); err == nil || !strings.Contains(err.Error(), "not the picture it was") {
		t.Errorf("a changed file: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := r.loadInputs(); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a missing file: %v", err)
	}
}
