package sandbox

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"imagine-tui/api"
)

// sample pictures that the edits and image to video work on.
const sampleW, sampleH = 48, 36

func pngBytes(tb testing.TB, m image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func samples(tb testing.TB) (picture, maskFile []byte) {
	tb.Helper()
	return pngBytes(tb, plate(sampleW, sampleH)), pngBytes(tb, mask(sampleW, sampleH, image.Rect(10, 10, 30, 30)))
}

// sampleFiles are the samples on disk, as the program sends them.
func sampleFiles(t *testing.T) (picture, maskFile string) {
	t.Helper()
	p, m := samples(t)
	dir := t.TempDir()
	picture, maskFile = filepath.Join(dir, "picture.png"), filepath.Join(dir, "mask.png")
	for path, data := range map[string][]byte{picture: p, maskFile: m} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return picture, maskFile
}

// onFiles returns a request with the files it works on, "" for none.
func onFiles(t *testing.T, r api.Request, picture, maskFile string) api.Request {
	t.Helper()
	var err error
	if r.Inputs, err = api.LoadInputs(r.Operation, picture, maskFile); err != nil {
		t.Fatal(err)
	}
	return r
}

// outcome is what an operation gave.
type outcome struct {
	image api.Image // of the operations that make pictures
	job   api.Job   // of those that begin videos
	video api.Video // of the status
}

// clientCall is a call as the program makes it; id is that of a video.
type clientCall func(ctx context.Context, c *api.Client, id string, dst *bytes.Buffer) (outcome, error)

// operation is a row of the conformance table: a call as the program makes
// it, and the same call as anybody makes it, whose answer is the judge.
type operation struct {
	op    api.Operation
	call  clientCall
	plain func(t *testing.T, s *Server, id string) answer
	// format and size are of the picture, "" for the others.
	format string
	size   image.Point
	// unknownStyle makes the call with a style nobody knows, nil where there
	// is none to choose or any will do.
	unknownStyle func(ctx context.Context, c *api.Client) error
}

const fox = "a red fox in the snow"

// generated makes a picture as the program does.
func generated(r api.Request) clientCall {
	return func(ctx context.Context, c *api.Client, _ string, dst *bytes.Buffer) (outcome, error) {
		img, err := c.Generate(ctx, r, dst, nil)
		return outcome{image: img}, err
	}
}

// ordered begins a video as the program does.
func ordered(r api.Request) clientCall {
	return func(ctx context.Context, c *api.Client, _ string, _ *bytes.Buffer) (outcome, error) {
		job, err := c.Submit(ctx, r, nil)
		return outcome{job: job}, err
	}
}

// styled is a call with another style.
func styled(r api.Request, style string, call func(api.Request) clientCall) func(context.Context, *api.Client) error {
	r.Style = style
	return func(ctx context.Context, c *api.Client) error {
		_, err := call(r)(ctx, c, "", &bytes.Buffer{})
		return err
	}
}

// operations are all of them.
func operations(t *testing.T) []operation {
	t.Helper()
	picture, maskFile := sampleFiles(t)
	p, m := samples(t)
	files := map[string]image.Image{"image": decode(t, p), "mask": decode(t, m)}
	edit := func(path string, r api.Request, format string, size image.Point) operation {
		f, send := fields{}, map[string]image.Image{}
		for name, value := range map[string]string{"prompt": r.Prompt, "style": r.Style} {
			if value != "" {
				f[name] = value
			}
		}
		if r.Seed > 0 {
			f["seed"] = strconv.FormatInt(r.Seed, 10)
		}
		for _, in := range r.Inputs {
			send[in.Field] = files[in.Field]
		}
		return operation{
			op: r.Operation, format: format, size: size, call: generated(r),
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				a, err := upload(t.Context(), s.BaseURL()+path, f, send)
				if err != nil {
					t.Fatal(err)
				}
				return a
			},
		}
	}
	same := image.Pt(sampleW, sampleH)
	scene := onFiles(t, api.Request{Operation: api.AIBackground, Prompt: "a beach", Seed: 12}, picture, "")
	rows := []operation{
		edit("/image/background/remover", onFiles(t, api.Request{Operation: api.RemoveBackground}, picture, ""), "png", same),
		edit("/image/enhance", onFiles(t, api.Request{Operation: api.Upscale}, picture, ""), "jpeg", same.Mul(2)),
		edit("/image/edits/generative-fill", onFiles(t, api.Request{Operation: api.GenerativeFill, Prompt: "a green apple"}, picture, maskFile), "jpeg", same),
		edit("/image/edits/ai-resize", onFiles(t, api.Request{Operation: api.Resize, Prompt: "more of it"}, picture, maskFile), "jpeg", same),
		edit("/image/edits/remove", onFiles(t, api.Request{Operation: api.Retouch}, picture, maskFile), "jpeg", same),
		edit("/image/generations/ai-background", scene, "jpeg", same),
	}
	rows[5].unknownStyle = styled(scene, "digital-art", generated)
	return slices.Concat(painted(), rows, filmed(t, picture, files["image"]), watched())
}

func decode(t *testing.T, data []byte) image.Image {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// painted are the operations that make a picture of words.
func painted() []operation {
	words := api.Request{Operation: api.TextToImage, Prompt: fox, Style: "flux-dev", AspectRatio: "3:2", Seed: 7}
	return []operation{
		{
			op: api.TextToImage, format: "jpeg", size: image.Pt(64, 42), call: generated(words),
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				return ask(t, s.BaseURL()+"/image/generations", good, fields{"prompt": fox, "style": "flux-dev", "aspect_ratio": "3:2", "seed": "7"})
			},
			unknownStyle: styled(words, "digital-art", generated),
		},
		{
			op: api.TextToPNG, format: "png", size: image.Pt(36, 64),
			call: generated(api.Request{Operation: api.TextToPNG, Prompt: fox, AspectRatio: "9:16", Seed: 7}),
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				return ask(t, s.BaseURL()+"/image/generations/transparent", good, fields{"prompt": fox, "aspect_ratio": "9:16", "seed": "7"})
			},
		},
	}
}

// filmed are the operations that begin a video.
func filmed(t *testing.T, picture string, shown image.Image) []operation {
	t.Helper()
	words := api.Request{Operation: api.TextToVideo, Prompt: "waves", Style: "kling-1.0-pro", AspectRatio: "16:9"}
	moved := words
	moved.Operation = api.ImageToVideo
	moved = onFiles(t, moved, picture, "")
	f := fields{"prompt": "waves", "style": "kling-1.0-pro", "aspect_ratio": "16:9"}
	return []operation{
		{
			op: api.TextToVideo, call: ordered(words),
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				return ask(t, s.BaseURL()+"/video/text-to-video", good, f)
			},
		},
		{
			op: api.ImageToVideo, call: ordered(moved),
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				a, err := upload(t.Context(), s.BaseURL()+"/video/image-to-video", f, map[string]image.Image{"file": shown})
				if err != nil {
					t.Fatal(err)
				}
				return a
			},
		},
	}
}

// watched are the operations about a video.
func watched() []operation {
	return []operation{
		{
			op: api.VideoStatus,
			call: func(ctx context.Context, c *api.Client, id string, _ *bytes.Buffer) (outcome, error) {
				v, err := c.VideoStatus(ctx, id)
				return outcome{video: v}, err
			},
			plain: func(t *testing.T, s *Server, id string) answer {
				t.Helper()
				return request(t, http.MethodGet, s.BaseURL()+"/video/"+id+"/status", good)
			},
		},
		{
			op: api.VideoDelete,
			call: func(ctx context.Context, c *api.Client, id string, _ *bytes.Buffer) (outcome, error) {
				return outcome{}, c.VideoDelete(ctx, id)
			},
			plain: func(t *testing.T, s *Server, id string) answer {
				t.Helper()
				return request(t, http.MethodDelete, s.BaseURL()+"/video/delete/"+id, good)
			},
		},
	}
}
