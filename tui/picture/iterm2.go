package picture

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/media"
)

// drawITerm2 prepares a picture as files that the terminal decodes: the one there
// is when it is small enough, else strips of it, so that what something lay over
// is drawn again without the rest.
func drawITerm2(src *source, cols, rows int, o Options) Rendered {
	p := place(src.w, src.h, cols, rows, ModeITerm2, o.Terminal.Cell, o.Zoom)
	if src.file != nil {
		return drawOver(src, p, cols, rows, o, o.Terminal.file(src.file, p.cols, p.rows), nil, 0)
	}
	strips := stripsWithin(src, p, o)
	step := (p.rows + len(strips) - 1) / len(strips)
	part := func(from, to int) string {
		var b strings.Builder
		for at := from; at < to; at += step {
			if at > from { // where the cursor stays; see Graphic.Apart
				b.WriteString(ansi.CursorDown(step))
			}
			b.WriteString(strips[at/step])
		}
		return b.String()
	}
	r := drawOver(src, p, cols, rows, o, part(0, p.rows), part, step)
	r.Graphic.Apart = len(strips) > 1
	return r
}

// file writes a picture file as a terminal takes it, over so many cells. They are
// filled as they are: their size is the aspect ratio, rounded to whole cells like
// that of every other way to draw.
func (t Terminal) file(data []byte, cols, rows int) string {
	text := fmt.Sprintf("\x1b]1337;File=inline=1;size=%d;width=%d;height=%d;preserveAspectRatio=0;doNotMoveCursor=1:%s\x07",
		len(data), cols, rows, base64.StdEncoding.EncodeToString(data))
	if t.Tmux {
		text = ansi.TmuxPassthrough(text)
	}
	return text
}

// mostStrips is into how many files a picture is parted.
const mostStrips = 10

// stripsWithin packs the placed part of a picture into strips of whole rows of
// cells, as well as the budget lets.
func stripsWithin(src *source, p placement, o Options) []string {
	step := (p.rows + mostStrips - 1) / mostStrips
	w, h := p.screenPixels()
	most := o.Terminal.budget() / 4 * 3 // base64 makes four bytes of three
	for first := true; ; first = false {
		line := max(1, (h+p.rows/2)/p.rows) // pixels of a row of cells
		g := over(src.shrink(p.src, w, line*p.rows), checkersOf(o.Background), checkerPixels, checkerPixels)
		way := packer{smallQuality}
		if first {
			way = packerFor(g)
		}
		var strips []string
		size := 0
		for at := 0; at < p.rows; at += step {
			to := min(p.rows, at+step)
			data := way.pack(g.lines(at*line, to*line))
			size += len(data)
			strips = append(strips, o.Terminal.file(data, p.cols, to-at))
		}
		if size <= most || min(w, h) < 16 || !first && line == 1 {
			return strips
		}
		if !first {
			w, h = max(1, w*3/4), max(1, h*3/4)
		}
	}
}

// smallQuality is that of JPEG where a faithful picture would be too large.
const smallQuality = 75

// lines returns the lines of pixels from one to before another.
func (g grid) lines(from, to int) grid {
	return grid{w: g.w, h: to - from, px: g.px[from*g.w : to*g.w]}
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
