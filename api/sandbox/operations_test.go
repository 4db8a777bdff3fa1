package sandbox

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"net/http"
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

func uploads(t *testing.T) (picture, maskFile api.Upload) {
	t.Helper()
	p, m := samples(t)
	picture, err := api.NewUpload("picture.png", p)
	if err != nil {
		t.Fatal(err)
	}
	maskFile, err = api.NewUpload("mask.png", m)
	if err != nil {
		t.Fatal(err)
	}
	return picture, maskFile
}

// outcome is what an operation gave.
type outcome struct {
	image api.Image // of the operations that make pictures
	job   api.Job   // of those that begin videos
	video api.Video // of the status
}

// operation is a row of the conformance table: a call as the program makes
// it, and the same call as anybody makes it, whose answer is the judge.
type operation struct {
	op    api.Operation
	call  func(ctx context.Context, c *api.Client, id string, dst *bytes.Buffer) (outcome, error)
	plain func(t *testing.T, s *Server, id string) answer
	// format and size are of the picture, "" for the others.
	format string
	size   image.Point
	// unknownStyle makes the call with a style nobody knows, nil where there
	// is none to choose.
	unknownStyle func(ctx context.Context, c *api.Client) error
}

const fox = "a red fox in the snow"

// operations are all of them.
func operations(t *testing.T) []operation {
	t.Helper()
	picture, maskFile := uploads(t)
	p, m := samples(t)
	files := map[string]image.Image{"image": decode(t, p), "mask": decode(t, m)}
	edit := func(op api.Operation, path string, call func(context.Context, *api.Client, api.EditParams, *bytes.Buffer) (api.Image, error),
		f fields, names []string, format string, size image.Point,
	) operation {
		params := api.EditParams{Prompt: f["prompt"], Style: f["style"]}
		params.Seed, _ = strconv.ParseInt(f["seed"], 10, 64) // none is 0
		send := map[string]image.Image{}
		for _, name := range names {
			send[name] = files[name]
		}
		if params.Image = picture; slices.Contains(names, "mask") {
			params.Mask = maskFile
		}
		return operation{
			op: op, format: format, size: size,
			call: func(ctx context.Context, c *api.Client, _ string, dst *bytes.Buffer) (outcome, error) {
				img, err := call(ctx, c, params, dst)
				return outcome{image: img}, err
			},
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
	one, both := []string{"image"}, []string{"image", "mask"}
	same := image.Pt(sampleW, sampleH)
	rows := []operation{
		edit(api.RemoveBackground, "/image/background/remover", func(ctx context.Context, c *api.Client, p api.EditParams, dst *bytes.Buffer) (api.Image, error) {
			return c.RemoveBackground(ctx, p, dst, nil)
		}, nil, one, "png", same),
		edit(api.Upscale, "/image/enhance", func(ctx context.Context, c *api.Client, p api.EditParams, dst *bytes.Buffer) (api.Image, error) {
			return c.Upscale(ctx, p, dst, nil)
		}, nil, one, "jpeg", same.Mul(2)),
		edit(api.GenerativeFill, "/image/edits/generative-fill", func(ctx context.Context, c *api.Client, p api.EditParams, dst *bytes.Buffer) (api.Image, error) {
			return c.GenerativeFill(ctx, p, dst, nil)
		}, fields{"prompt": "a green apple"}, both, "jpeg", same),
		edit(api.Resize, "/image/edits/ai-resize", func(ctx context.Context, c *api.Client, p api.EditParams, dst *bytes.Buffer) (api.Image, error) {
			return c.Resize(ctx, p, dst, nil)
		}, fields{"prompt": "more of it"}, both, "jpeg", same),
		edit(api.Retouch, "/image/edits/remove", func(ctx context.Context, c *api.Client, p api.EditParams, dst *bytes.Buffer) (api.Image, error) {
			return c.Retouch(ctx, p, dst, nil)
		}, nil, both, "jpeg", same),
		edit(api.AIBackground, "/image/generations/ai-background", func(ctx context.Context, c *api.Client, p api.EditParams, dst *bytes.Buffer) (api.Image, error) {
			return c.AIBackground(ctx, p, dst, nil)
		}, fields{"prompt": "a beach", "seed": "12"}, one, "jpeg", same),
	}
	rows[5].unknownStyle = func(ctx context.Context, c *api.Client) error {
		_, err := c.AIBackground(ctx, api.EditParams{Prompt: fox, Image: picture, Style: "digital-art", Seed: 1}, nil, nil)
		return err
	}
	return slices.Concat(painted(), rows, filmed(picture, files["image"]), watched())
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
	return []operation{
		{
			op: api.TextToImage, format: "jpeg", size: image.Pt(64, 42),
			call: func(ctx context.Context, c *api.Client, _ string, dst *bytes.Buffer) (outcome, error) {
				img, err := c.TextToImage(ctx, api.TextToImageParams{Prompt: fox, Style: "flux-dev", AspectRatio: "3:2", Seed: 7}, dst, nil)
				return outcome{image: img}, err
			},
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				return ask(t, s.BaseURL()+"/image/generations", good, fields{"prompt": fox, "style": "flux-dev", "aspect_ratio": "3:2", "seed": "7"})
			},
			unknownStyle: func(ctx context.Context, c *api.Client) error {
				_, err := c.TextToImage(ctx, api.TextToImageParams{Prompt: fox, Style: "digital-art", Seed: 7}, nil, nil)
				return err
			},
		},
		{
			op: api.TextToPNG, format: "png", size: image.Pt(36, 64),
			call: func(ctx context.Context, c *api.Client, _ string, dst *bytes.Buffer) (outcome, error) {
				img, err := c.TextToPNG(ctx, api.TextToPNGParams{Prompt: fox, AspectRatio: "9:16", Seed: 7}, dst, nil)
				return outcome{image: img}, err
			},
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				return ask(t, s.BaseURL()+"/image/generations/transparent", good, fields{"prompt": fox, "aspect_ratio": "9:16", "seed": "7"})
			},
		},
	}
}

// filmed are the operations that begin a video.
func filmed(picture api.Upload, shown image.Image) []operation {
	params := api.VideoParams{Prompt: "waves", Style: "kling-1.0-pro", AspectRatio: "16:9"}
	f := fields{"prompt": "waves", "style": "kling-1.0-pro", "aspect_ratio": "16:9"}
	unknown := api.VideoParams{Prompt: "waves", Style: "kling-0.1"}
	withPicture, unknownWithPicture := params, unknown
	withPicture.Image, unknownWithPicture.Image = picture, picture
	return []operation{
		{
			op: api.TextToVideo,
			call: func(ctx context.Context, c *api.Client, _ string, _ *bytes.Buffer) (outcome, error) {
				job, err := c.TextToVideo(ctx, params, nil)
				return outcome{job: job}, err
			},
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				return ask(t, s.BaseURL()+"/video/text-to-video", good, f)
			},
			unknownStyle: func(ctx context.Context, c *api.Client) error {
				_, err := c.TextToVideo(ctx, unknown, nil)
				return err
			},
		},
		{
			op: api.ImageToVideo,
			call: func(ctx context.Context, c *api.Client, _ string, _ *bytes.Buffer) (outcome, error) {
				job, err := c.ImageToVideo(ctx, withPicture, nil)
				return outcome{job: job}, err
			},
			plain: func(t *testing.T, s *Server, _ string) answer {
				t.Helper()
				a, err := upload(t.Context(), s.BaseURL()+"/video/image-to-video", f, map[string]image.Image{"file": shown})
				if err != nil {
					t.Fatal(err)
				}
				return a
			},
			unknownStyle: func(ctx context.Context, c *api.Client) error {
				_, err := c.ImageToVideo(ctx, unknownWithPicture, nil)
				return err
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
