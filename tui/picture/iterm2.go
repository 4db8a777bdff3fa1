package picture

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/media"
)

// drawITerm2 prepares a picture as a file that the terminal decodes: the one
// there is when it is small enough, else a smaller JPEG.
func drawITerm2(src *source, cols, rows int, o Options) Rendered {
	p := place(src.w, src.h, cols, rows, ModeITerm2, o.Terminal.Cell, o.Zoom)
	data := src.file
	if data == nil {
		w, h := p.screenPixels()
		data = jpegWithin(src, p, w, h, o)
	}
	// The cells are filled as they are: their size is the aspect ratio, rounded
	// to whole cells like that of every other way to draw.
	text := fmt.Sprintf("\x1b]1337;File=inline=1;size=%d;width=%d;height=%d;preserveAspectRatio=0;doNotMoveCursor=1:%s\x07",
		len(data), p.cols, p.rows, base64.StdEncoding.EncodeToString(data))
	if o.Terminal.Tmux {
		text = ansi.TmuxPassthrough(text)
	}
	return drawOver(src, p, cols, rows, o, text)
}

// jpegWithin encodes the placed part of a picture, as well as the budget lets.
func jpegWithin(src *source, p placement, w, h int, o Options) []byte {
	most := o.Terminal.budget() / 4 * 3 // base64 makes four bytes of three
	for quality := 92; ; {
		g := over(src.shrink(p.src, w, h), checkersOf(o.Background), checkerPixels, checkerPixels)
		var b bytes.Buffer
		// Neither a buffer nor a picture of this size can fail.
		jpeg.Encode(&b, g.image(), &jpeg.Options{Quality: quality}) //nolint:errcheck // see above
		if b.Len() <= most || min(w, h) < 16 {
			return b.Bytes()
		}
		if quality > 75 {
			quality = 75
			continue
		}
		w, h = max(1, w*3/4), max(1, h*3/4)
	}
}

// image returns the pixels as the encoders of the standard library take them
// fastest.
func (g grid) image() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, g.w, g.h))
	for i, c := range g.px {
		o := img.Pix[i*4 : i*4+4]
		o[0], o[1], o[2], o[3] = c.r, c.g, c.b, 255
	}
	return img
}

// plainJPEG tells whether data is a whole JPEG file of gray or YCbCr pixels,
// which every decoder shows the same way.
func plainJPEG(data []byte) bool {
	if !bytes.HasSuffix(data, []byte{0xFF, 0xD9}) || media.Turn(bytes.NewReader(data)) != media.Upright {
		return false
	}
	cfg, err := jpeg.DecodeConfig(bytes.NewReader(data))
	return err == nil && cfg.ColorModel != nil && componentsOf(data) <= 3
}
