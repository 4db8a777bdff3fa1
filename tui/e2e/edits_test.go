package e2e

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// origin is what a sidecar tells about where a result comes from.
type origin struct {
	Request struct {
		Operation string `json:"operation"`
		Inputs    []struct{ Field, Path, SHA256 string }
		Extra     map[string]string
	}
	Parent     string
	Job        string
	MediaType  string `json:"media_type"`
	DurationMS int64  `json:"duration_ms"`
}

func originOf(t *testing.T, path string) origin {
	t.Helper()
	var o origin
	data, err := os.ReadFile(path + ".json")
	if err == nil {
		err = json.Unmarshal(data, &o)
	}
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// made generates one result and returns its path.
func (h *home) made(t *testing.T, args ...string) string {
	t.Helper()
	saved := only(h.run(append([]string{"generate", "--yes", "--json"}, args...)...).want(t, 0).events(t), "saved")
	if len(saved) != 1 {
		t.Fatalf("%d results", len(saved))
	}
	return saved[0].Path
}

// halfMask writes a mask of the size of a picture whose right half is white.
func halfMask(t *testing.T, picture, path string) {
	t.Helper()
	file, err := os.Open(picture)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	size, _, err := image.DecodeConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	mask := image.NewGray(image.Rect(0, 0, size.Width, size.Height))
	for y := range size.Height {
		for x := size.Width / 2; x < size.Width; x++ {
			mask.SetGray(x, y, color.Gray{Y: 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, mask); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestGenerateEdits takes a picture further with every operation there is.
func TestGenerateEdits(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.vendor("4")
	source := h.made(t, "a fox", "--op", "text-to-png", "--seed", "1")
	mask := h.path("mask.png")
	halfMask(t, source, mask)
	library := h.path("home", "Pictures", "imagine")
	rel, err := filepath.Rel(library, source)
	if err != nil {
		t.Fatal(err)
	}
	hashes := map[string]string{}
	for _, args := range [][]string{
		{"remove-background"},
		{"upscale"},
		{"generative-fill", "a boat", "--mask", mask},
		{"resize", "more sea", "--mask", mask},
		{"retouch", "--mask", mask},
		{"retouch", "--mask", mask, "--invert-mask"},
		{"ai-background", "a table", "--seed", "5"},
	} {
		call := append([]string{"generate", "--op", args[0], "--image", source, "--yes", "--json"}, args[1:]...)
		all := h.run(call...).want(t, 0).events(t)
		saved := only(all, "saved")
		if len(saved) != 1 || saved[0].Request.Operation != args[0] || all[0].Tokens != nil || saved[0].Tokens != nil {
			t.Fatalf("%q: %+v", args, all)
		}
		checkSaved(t, saved[0])
		o := originOf(t, saved[0].Path)
		if o.Parent != filepath.ToSlash(rel) || o.Request.Inputs[0].Path != o.Parent || o.Request.Inputs[0].SHA256 == "" {
			t.Errorf("%q: made from %+v", args, o)
		}
		if saved[0].Request.Seed != 0 && args[0] != "ai-background" {
			t.Errorf("%q: a seed nobody asked for", args)
		}
		name := strings.Join(args, " ")
		hashes[name] = saved[0].SHA256
		again := only(h.run(call...).want(t, 0).events(t), "saved")
		if len(again) != 1 || !again[0].Reused || again[0].Path != saved[0].Path {
			t.Errorf("%q a second time: %+v", args, again)
		}
	}
	if a, b := hashes["retouch --mask "+mask], hashes["retouch --mask "+mask+" --invert-mask"]; a == b {
		t.Error("an inverted mask changes nothing")
	}
	h.run("doctor", "--check").want(t, 0)
}

// TestGenerateBatch works on several files at once, of the person's own too.
func TestGenerateBatch(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.vendor("4")
	h.configureMore("[operation.retouch]\nextra = { strength = \"0.5\" }\n")
	a := h.made(t, "a fox", "--seed", "1")
	own := h.path("home", "own.png")
	halfMask(t, a, own) // any picture will do
	mask := h.path("mask.png")
	halfMask(t, a, mask)
	r := h.run("generate", "--op", "retouch", "--image", a, "--image", "own.png", "--mask", mask, "--yes", "--json").want(t, 0)
	all := r.events(t)
	saved := only(all, "saved")
	if all[0].Runs != 2 || len(saved) != 2 {
		t.Fatalf("%s", r.stdout)
	}
	for _, e := range saved {
		o := originOf(t, e.Path)
		if in := o.Request.Inputs[0]; (in.Path == own) != (o.Parent == own) || len(o.Request.Inputs) != 2 || o.Request.Extra["strength"] != "0.5" {
			t.Errorf("%+v", o)
		}
	}
	h.run("generate", "--op", "retouch", "--image", a, "--mask", mask, "--dry-run").want(t, 0, "1 picture = 1", "1 saved already")
	rerun := h.run("rerun", saved[0].Path, "--yes").want(t, 0)
	if !strings.HasPrefix(rerun.stdout, "identical\t") {
		t.Errorf("made again: %s", rerun.stdout)
	}
	again := strings.Split(strings.TrimSpace(rerun.stdout), "\t")[2]
	if got, want := originOf(t, again), originOf(t, saved[0].Path); got.Parent != want.Parent || got.Request.Inputs[0] != want.Request.Inputs[0] {
		t.Errorf("made again from %+v, not %+v", got, want)
	}
}

// TestGenerateRefusesFiles gives what cannot be sent: nothing is, and nothing
// stays behind.
func TestGenerateRefusesFiles(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	v := h.vendor("4")
	picture := h.made(t, "a fox", "--seed", "1")
	mask, text, cut := h.path("mask.png"), h.path("text.png"), h.path("cut.jpg")
	halfMask(t, picture, mask)
	h.write(text, "no picture")
	data, err := os.ReadFile(picture)
	if err != nil {
		t.Fatal(err)
	}
	h.write(cut, string(data[:len(data)/2]))
	for words, args := range map[string][]string{
		"needs a picture: name it with --image": {"--op", "upscale"},
		"takes no prompt":                       {"a fox", "--op", "upscale", "--image", picture},
		"takes no picture":                      {"a fox", "--image", picture},
		"no such file":                          {"--op", "upscale", "--image", h.path("nothing.png")},
		"it is a folder":                        {"--op", "upscale", "--image", h.path("home")},
		"not a PNG, JPEG or WebP picture":       {"--op", "upscale", "--image", text},
		"cut off":                               {"--op", "upscale", "--image", cut},
		"needs a mask":                          {"--op", "retouch", "--image", picture},
		"takes no mask":                         {"--op", "upscale", "--image", picture, "--mask", mask},
		"needs a picture":                       {"--op", "retouch", "--mask", mask},
		"2 masks and 3 pictures":                {"--op", "retouch", "--image", picture, "--image", picture, "--image", picture, "--mask", mask, "--mask", mask},
		"no --mask to invert":                   {"--op", "upscale", "--image", picture, "--invert-mask"},
		"has no seed":                           {"--op", "upscale", "--image", picture, "--seed", "4"},
		"has no such option":                    {"--op", "upscale", "--image", picture, "-s", "anime"},
		"write a prompt first":                  {"--op", "generative-fill", "--image", picture, "--mask", mask},
		"Choose a style":                        {"waves", "--op", "image-to-video", "--image", picture},
		"does not make anything":                {"--op", "video-status"},
	} {
		h.run(append([]string{"generate", "--yes"}, args...)...).want(t, 2, words)
	}
	if n, _ := v.requests(); n != 1 {
		t.Errorf("%d requests were sent", n)
	}
	h.run("recover").want(t, 0, "Nothing was left unfinished.")
}
