package generate_test

import (
	"bytes"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"imagine-tui/api/media"
	"imagine-tui/history"
	"imagine-tui/history/upload/uploadtest"
	"imagine-tui/tui/cli/clitest"
)

// put writes a file into the home folder of a desk.
func put(t *testing.T, d *clitest.Desk, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(d.Env["HOME"], name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// kept are the files that lie in the library to be sent.
func kept(t *testing.T, d *clitest.Desk) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(d.Folder, ".inputs", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// gray is a PNG of 30 × 40 with the tones that at gives.
func gray(t *testing.T, at func(x, y int) uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 30, 40))
	for i := range m.Pix {
		m.Pix[i] = at(i%30, i/30)
	}
	return uploadtest.File{Format: media.PNG}.Of(t, m)
}

// A photo that lies on its side is worked on as it is seen, by every operation:
// its mask is as large as it is upright, and no name leaves with it. A dry run
// writes nothing.
func TestOwnFilesAreSentAsTheyAreSeen(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	photo := put(t, d, "Ada at home.jpg", uploadtest.File{Format: media.JPEG, Turn: 6, Space: "Display P3", Marked: true}.Of(t, uploadtest.Stored(uploadtest.Patches(30, 40), 6)))
	mask := put(t, d, "mask.png", gray(t, func(x, _ int) uint8 { return uint8(x / 15 * 255) }))
	for _, args := range [][]string{
		{"upscale"},
		{"remove-background"},
		{"retouch", "--mask", mask},
		{"retouch", "--mask", mask, "--invert-mask"},
		{"generative-fill", "a hat", "--mask", mask},
		{"ai-background", "a wood", "--seed", "5"},
	} {
		call := append([]string{"generate", "--op", args[0], "--image", photo, "-k", "sandbox", "--yes"}, args[1:]...)
		before := len(kept(t, d))
		printed, said := d.Run(0, append(call, "--dry-run")...)
		clitest.Contains(t, printed, "Ada at home.jpg")
		clitest.Contains(t, said, "Ada at home.jpg is sent turned upright, in sRGB: a PNG of")
		if strings.Contains(printed, ".inputs") || len(kept(t, d)) != before {
			t.Errorf("%q: a dry run printed %q, kept %v", args, printed, kept(t, d))
		}
		printed, _ = d.Run(0, call...)
		path := strings.TrimSpace(printed)
		e, err := d.Library.Entry(path)
		if err != nil || len(e.Sidecar.Request.Inputs) == 0 {
			t.Fatalf("%q: %v, %+v", args, err, e.Sidecar.Request)
		}
		in := e.Sidecar.Request.Inputs[0]
		sent, err := os.ReadFile(d.Library.Locate(in.Path))
		if err != nil || in.From != photo {
			t.Fatalf("%q: %v, %+v", args, err, in)
		}
		if w, h := media.Size(bytes.NewReader(sent)); w != 30 || h != 40 {
			t.Errorf("%q: sent with %d × %d pixels", args, w, h)
		}
		result, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range append(uploadtest.Marks, "Ada at home") {
			if bytes.Contains(sent, []byte(secret)) || bytes.Contains(result, []byte(secret)) {
				t.Errorf("%q: %s is in what was sent, or in the result", args, secret)
			}
		}
		printed, _ = d.Run(0, append(call, "--json")...)
		clitest.Contains(t, printed, `"reused":true`)
	}
	// The setting sends what the camera wrote along.
	d.Configure("[upload]\nstrip = false\n")
	upright := put(t, d, "upright.jpg", uploadtest.File{Format: media.JPEG, Marked: true}.Of(t, uploadtest.Patches(30, 40)))
	printed, _ := d.Run(0, "generate", "--op", "upscale", "--image", upright, "-k", "sandbox")
	e, err := d.Library.Entry(strings.TrimSpace(printed))
	if err != nil || e.Sidecar.Request.Inputs[0].Path != upright {
		t.Errorf("%v, %+v", err, e.Sidecar.Request.Inputs)
	}
}

// A result has the name of the result it was made from inside, and never that of
// a file of the person's own.
func TestNamesInsideResults(t *testing.T) {
	t.Parallel()
	d := clitest.Harbour(t)
	own := put(t, d, "Ada.png", uploadtest.File{Format: media.PNG}.Of(t, uploadtest.Patches(30, 40)))
	for from, want := range map[string]string{d.Paths[0]: filepath.Base(d.Paths[0]), own: ""} {
		printed, _ := d.Run(0, "generate", "--op", "upscale", "--image", from, "-k", "sandbox")
		inside, err := history.ReadRecipe(strings.TrimSpace(printed))
		if err != nil || inside.Parent != want {
			t.Errorf("%s: %q inside, %v", from, inside.Parent, err)
		}
	}
}

// Masks that nobody can mean cost nothing: each is refused with a sentence, with
// and without --invert-mask, and nothing is written.
func TestMasksThatSayNothing(t *testing.T) {
	t.Parallel()
	d := clitest.New(t)
	photo := uploadtest.File{Format: media.PNG}.Of(t, colourful())
	picture := put(t, d, "picture.png", photo)
	veiled := image.NewNRGBA(image.Rect(0, 0, 30, 40))
	for i := range 30 * 40 {
		veiled.SetNRGBA(i%30, i/30, color.NRGBA{255, 255, 255, uint8(i % 30 / 15 * 255)})
	}
	turned := uploadtest.File{Format: media.PNG, Turn: 3}.Of(t, image.NewGray(image.Rect(0, 0, 30, 40)))
	for name, tt := range map[string]struct {
		data []byte
		says string
	}{
		"black.png":  {gray(t, func(int, int) uint8 { return 0 }), "entirely"},
		"white.png":  {gray(t, func(int, int) uint8 { return 255 }), "entirely"},
		"grey.png":   {gray(t, func(int, int) uint8 { return 128 }), "neither black nor white"},
		"photo.png":  {photo, "The mask"},
		"clear.png":  {uploadtest.File{Format: media.PNG}.Of(t, veiled), "The mask"},
		"turned.png": {turned, "entirely"},
		"small.png":  {uploadtest.File{Format: media.PNG}.Of(t, image.NewGray(image.Rect(0, 0, 40, 30))), "The mask is 40 × 30 pixels and the picture 30 × 40"},
		"mask.jpg":   {uploadtest.File{Format: media.JPEG}.Of(t, colourful()), "PNG"},
		"mask.webp":  {uploadtest.WebP(colourful()), "PNG"},
		"text.png":   {[]byte("no picture"), "not a PNG, JPEG or WebP picture"},
		"empty.png":  {nil, "it is empty"},
	} {
		path := put(t, d, name, tt.data)
		for _, more := range [][]string{nil, {"--invert-mask"}, {"--dry-run"}} {
			_, said := d.Run(2, append([]string{"generate", "--op", "retouch", "--image", picture, "--mask", path, "-k", "sandbox", "--yes"}, more...)...)
			want := tt.says
			if len(more) > 0 && more[0] == "--invert-mask" {
				want = "" // what is wrong with it may go by another name then
			}
			clitest.Contains(t, said, want)
		}
	}
	if list := kept(t, d); len(list) > 0 {
		t.Errorf("kept %v", list)
	}
	if list, err := filepath.Glob(filepath.Join(d.Folder, "*")); err != nil || len(list) > 0 {
		t.Errorf("made %v, %v", list, err)
	}
}

// colourful is like a photo.
func colourful() image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 30, 40))
	for i := range 30 * 40 {
		m.Set(i%30, i/30, color.RGBA{uint8(200 + i%30), uint8(i / 12), 40, 255})
	}
	return m
}
