package picture

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"imagine-tui/api/media"
	"imagine-tui/api/videofile"
)

// cardSide is the longer side in pixels of what is drawn for a video.
const cardSide = 640

// Poster returns the first frame of the video in a file of a media type, in w × h
// pixels; nil where it cannot.
type Poster func(ctx context.Context, path, kind string, w, h int) *image.RGBA

// video is what stands for a video: its first frame where that can be decoded here
// (Motion JPEG), else the picture that the service returned of it, which is in the
// folder of stills, else its first frame as another program decodes it, else a card,
// with a sign that it plays, how long and how large.
func video(ctx context.Context, data []byte, req request) (*source, error) {
	info, err := videofile.Check(bytes.NewReader(data))
	if err != nil {
		return nil, err //nolint:wrapcheck // it says what the file is
	}
	w, h := info.Width, info.Height
	if w < 1 || h < 1 || w > MaxSide || h > MaxSide {
		w, h = 16, 9
	}
	f := cardSide / float64(max(w, h))
	card := image.NewRGBA(image.Rect(0, 0, max(1, int(float64(w)*f)), max(1, int(float64(h)*f))))
	blank := !firstVideoFrame(ctx, card, data) && !drawStill(ctx, card, data, req.stills) && !drawPoster(ctx, card, data, req)
	if blank {
		shade(card)
	}
	playSign(card)
	text := ""
	if info.Width > 0 {
		text = fmt.Sprintf("%dx%d", info.Width, info.Height) // the font has no ×
	}
	if info.Duration > 0 {
		text = Clock(info.Duration) + "  " + text
	}
	label(card, text)
	return &source{img: card, w: w, h: h, duration: max(1, info.Duration), blank: blank}, nil
}

// Clock writes a duration as players do.
func Clock(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// firstVideoFrame draws the first frame of a Motion JPEG video, if it is one.
func firstVideoFrame(ctx context.Context, card *image.RGBA, data []byte) bool {
	frame := videofile.Content(data)
	h, err := readHeader(frame)
	if err != nil || h.format != media.JPEG {
		return false
	}
	return drawOn(ctx, card, frame)
}

// drawPoster draws what another program decodes of a video, and tells whether it did.
func drawPoster(ctx context.Context, card *image.RGBA, data []byte, req request) bool {
	if req.poster == nil || req.path == "" {
		return false
	}
	kind, _ := videofile.Sniff(data[:min(len(data), 16)])
	b := card.Bounds()
	frame := req.poster(ctx, req.path, kind, b.Dx(), b.Dy())
	if frame == nil || frame.Bounds() != b {
		return false
	}
	draw.Draw(card, b, frame, b.Min, draw.Src)
	return true
}

// shade paints a ground that is plainly no picture of the video.
func shade(card *image.RGBA) {
	b := card.Bounds()
	for y := range b.Dy() {
		v := uint8(44 - 24*y/b.Dy())
		for x := range b.Dx() {
			card.SetRGBA(x, y, color.RGBA{v, v, v + 10, 255})
		}
	}
}

// playSign draws a triangle in a dark disk in the middle.
func playSign(card *image.RGBA) {
	b := card.Bounds()
	r := float64(min(b.Dx(), b.Dy())) / 6
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	for y := int(cy - r); y <= int(cy+r); y++ {
		for x := int(cx - r); x <= int(cx+r); x++ {
			dx, dy := (float64(x)+0.5-cx)/r, (float64(y)+0.5-cy)/r
			switch {
			case dx*dx+dy*dy > 1:
			case dx > -0.3 && math.Abs(dy) < 0.55*(0.65-dx)/0.95:
				card.SetRGBA(x, y, color.RGBA{245, 245, 245, 255})
			default:
				c := card.RGBAAt(x, y)
				card.SetRGBA(x, y, color.RGBA{c.R / 3, c.G / 3, c.B / 3, 255})
			}
		}
	}
}

// label writes text along the lower edge, large enough to be read in cells.
func label(card *image.RGBA, text string) {
	face := basicfont.Face7x13
	w, h := len([]rune(text))*face.Advance, face.Height
	if text == "" {
		return
	}
	b := card.Bounds()
	times := max(1, b.Dx()*2/3/w)
	small := image.NewAlpha(image.Rect(0, 0, w, h))
	d := font.Drawer{Dst: small, Src: image.White, Face: face, Dot: fixed.P(0, face.Ascent)}
	d.DrawString(text)
	left, top := (b.Dx()-w*times)/2, b.Dy()-h*times-times
	draw.Draw(card, image.Rect(0, top-times, b.Dx(), b.Dy()), image.NewUniform(color.NRGBA{0, 0, 0, 170}), image.Point{}, draw.Over)
	for y := range h * times {
		for x := range w * times {
			if small.AlphaAt(x/times, y/times).A > 127 && (image.Point{left + x, top + y}).In(b) {
				card.SetRGBA(left+x, top+y, color.RGBA{235, 235, 235, 255})
			}
		}
	}
}
