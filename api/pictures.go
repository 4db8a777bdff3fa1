package api

import (
	"context"
	"io"
)

// TextToImageParams asks for a picture made from words.
type TextToImageParams struct {
	// Prompt is what the picture shows, of any length.
	Prompt string
	// Style is the model that draws, see Styles.
	Style string
	// AspectRatio is one of AspectRatios, or "" for the API's default, 1:1.
	AspectRatio string
	// Seed is 1 … MaxSeed.
	Seed int64
}

// TextToImage makes a picture from words and writes it to dst. Errors are as
// Generate's, and so they are for the other operations.
func (c *Client) TextToImage(ctx context.Context, p TextToImageParams, dst io.Writer, tr *Trace) (Image, error) {
	r := Request{Operation: TextToImage, Prompt: p.Prompt, Style: p.Style, AspectRatio: p.AspectRatio, Seed: p.Seed}
	return c.image(ctx, r, nil, dst, tr)
}

// TextToPNGParams asks for a picture with a transparent background.
type TextToPNGParams struct {
	// Prompt is what the picture shows.
	Prompt string
	// AspectRatio is one of AspectRatios, or "" for the API's default, 1:1.
	AspectRatio string
	// Seed is 1 … MaxSeed.
	Seed int64
}

// TextToPNG makes a picture with a transparent background from words.
func (c *Client) TextToPNG(ctx context.Context, p TextToPNGParams, dst io.Writer, tr *Trace) (Image, error) {
	r := Request{Operation: TextToPNG, Prompt: p.Prompt, AspectRatio: p.AspectRatio, Seed: p.Seed}
	return c.image(ctx, r, nil, dst, tr)
}

// EditParams asks for a picture made from another one. Which fields are
// needed is the operation's matter.
type EditParams struct {
	// Prompt says what is wanted, for GenerativeFill, Resize and AIBackground.
	Prompt string
	// Image is the picture to start from.
	Image Upload
	// Mask is as large as Image, white where it is to change and black where
	// not, for GenerativeFill, Resize and Retouch.
	Mask Upload
	// Style is the kind of scene, for AIBackground; "" for the API's default.
	Style string
	// Seed is 1 … MaxSeed, for AIBackground.
	Seed int64
}

// RemoveBackground cuts out what the picture is about. It needs Image.
func (c *Client) RemoveBackground(ctx context.Context, p EditParams, dst io.Writer, tr *Trace) (Image, error) {
	return c.edit(ctx, RemoveBackground, p, dst, tr)
}

// Upscale makes a picture larger, by how much the API decides. It needs Image.
func (c *Client) Upscale(ctx context.Context, p EditParams, dst io.Writer, tr *Trace) (Image, error) {
	return c.edit(ctx, Upscale, p, dst, tr)
}

// GenerativeFill paints what the prompt says where the mask is white. It
// needs Prompt, Image and Mask. The answer may differ in size from Image.
func (c *Client) GenerativeFill(ctx context.Context, p EditParams, dst io.Writer, tr *Trace) (Image, error) {
	return c.edit(ctx, GenerativeFill, p, dst, tr)
}

// Resize fills the empty border of a picture that was put on a larger canvas.
// It needs Prompt, Image and Mask.
func (c *Client) Resize(ctx context.Context, p EditParams, dst io.Writer, tr *Trace) (Image, error) {
	return c.edit(ctx, Resize, p, dst, tr)
}

// Retouch removes what the mask covers. It needs Image and Mask.
func (c *Client) Retouch(ctx context.Context, p EditParams, dst io.Writer, tr *Trace) (Image, error) {
	return c.edit(ctx, Retouch, p, dst, tr)
}

// AIBackground puts a scene behind a cut out picture. It needs Prompt, Image
// and Seed.
func (c *Client) AIBackground(ctx context.Context, p EditParams, dst io.Writer, tr *Trace) (Image, error) {
	return c.edit(ctx, AIBackground, p, dst, tr)
}

func (c *Client) edit(ctx context.Context, op Operation, p EditParams, dst io.Writer, tr *Trace) (Image, error) {
	r := Request{Operation: op, Prompt: p.Prompt, Style: p.Style, Seed: p.Seed}
	files := map[string]Upload{}
	for _, f := range []struct {
		name   string
		upload Upload
	}{{fieldImage, p.Image}, {fieldMask, p.Mask}} {
		if f.upload.data != nil {
			files[f.name] = f.upload
			r.Inputs = append(r.Inputs, f.upload.input(f.name))
		}
	}
	if err := checkMask(p.Image, p.Mask); err != nil {
		return Image{}, err
	}
	return c.image(ctx, r, files, dst, tr)
}
