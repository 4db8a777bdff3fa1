package picture

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/media"
	"imagine-tui/history/pixels"
)

// drawITerm2 prepares a picture as a file that the terminal decodes: the one there
// is when it is small enough, else one of what is seen, of which rows that something
// lay over can be sent again without the rest.
func drawITerm2(src *source, cols, rows int, o Options) Rendered {
	p := place(src.w, src.h, min(cols, maxPlaced), min(rows, maxPlaced), ModeITerm2, o.Terminal.Cell, o.Zoom)
	if src.file != nil {
		return drawOver(src, p, cols, rows, o, o.Terminal.file(src.file, p.cols, p.rows), cutLater(src, p, o))
	}
	if o.Once {
		if data := packedOnce(src, p, o); data != nil {
			return drawOver(src, p, cols, rows, o, o.Terminal.file(data, p.cols, p.rows), nil)
		}
	}
	c := cutWithin(src, p, o)
	r := drawOver(src, p, cols, rows, o, c.all, c.part)
	r.Graphic.Apart, r.Graphic.kept = c.strips != nil, len(c.all)+3*len(c.grid.px)
	return r
}

// cutLater cuts a picture that is sent as the small file it is once something lies
// over a part of it, which is seldom so.
func cutLater(src *source, p placement, o Options) func(image.Rectangle) string {
	file := src.file
	made := sync.OnceValue(func() cut {
		whole := *src
		if h, err := readHeader(file); err == nil {
			if img, _, err := decodeReduced(context.Background(), h, file, 1); err == nil {
				whole.img = pixels.Upright(img, h.turn)
			}
		}
		return cutWithin(&whole, p, o)
	})
	return func(part image.Rectangle) string { c := made(); return c.part(part) }
}

// file writes a picture file as a terminal takes it, over so many cells. They are
// filled as they are: their size is the aspect ratio, rounded to whole cells like
// that of every other way to draw.
func (t Terminal) file(data []byte, cols, rows int) string {
	var b strings.Builder
	b.Grow(base64.StdEncoding.EncodedLen(len(data)) + 128)
	fmt.Fprintf(&b, "\x1b]1337;File=inline=1;size=%d;width=%d;height=%d;preserveAspectRatio=0;doNotMoveCursor=1:", len(data), cols, rows)
	for len(data) > 0 {
		n := min(len(data), sentAtOnce)
		writeBase64(&b, data[:n])
		data = data[n:]
	}
	b.WriteByte('\a')
	if t.Tmux {
		return ansi.TmuxPassthrough(b.String())
	}
	return b.String()
}

// packedOnce packs the placed part of a picture in the quickest way, nil where that
// is more than the budget lets.
func packedOnce(src *source, p placement, o Options) []byte {
	w, h := p.screenPixels()
	if data := src.packed(p.src, w, h, checkersOf(o.Background)); len(data) <= o.Terminal.budget()/4*3 { // base64 makes four bytes of three
		return data
	}
	return nil
}

// cut is a picture of which any cells can be sent again.
type cut struct {
	terminal Terminal
	cols     int
	wide     int // pixels of a cell
	line     int // lines of pixels of a row of cells
	grid     grid
	way      packer
	all      string
	// strips are the rows, each a file of its own, where packing takes long and
	// many files are hardly larger than one: as PNG. A JPEG has tables in each.
	strips []string
}

// cutWithin packs the placed part of a picture as well as the budget lets.
func cutWithin(src *source, p placement, o Options) cut {
	w, h := p.screenPixels()
	most := o.Terminal.budget() / 4 * 3 // base64 makes four bytes of three
	for first := true; ; first = false {
		wide, line := max(1, (w+p.cols/2)/p.cols), max(1, (h+p.rows/2)/p.rows)
		g := o.dim(over(src.shrink(p.src, wide*p.cols, line*p.rows), checkersOf(o.Background), checkerPixels, checkerPixels))
		c := cut{terminal: o.Terminal, cols: p.cols, wide: wide, line: line, grid: g, way: packer{smallQuality}}
		if first {
			c.way = packerFor(g)
		}
		size := c.pack(p.rows)
		if size <= most || min(w, h) < 16 || !first && line == 1 {
			return c
		}
		if !first {
			w, h = max(1, w*3/4), max(1, h*3/4)
		}
	}
}

// pack makes what draws all rows, and returns the bytes of its files.
func (c *cut) pack(rows int) (size int) {
	if c.way.quality > 0 {
		data := c.way.pack(c.grid)
		c.all = c.terminal.file(data, c.cols, rows)
		return len(data)
	}
	for y := range rows {
		data := c.way.pack(c.grid.part(image.Rect(0, y*c.line, c.grid.w, (y+1)*c.line)))
		size += len(data)
		c.strips = append(c.strips, c.terminal.file(data, c.cols, 1))
	}
	c.all = c.part(image.Rect(0, 0, c.cols, rows))
	return size
}

// part returns what draws some cells.
func (c *cut) part(of image.Rectangle) string {
	if c.strips == nil || of.Dx() < c.cols {
		px := image.Rect(of.Min.X*c.wide, of.Min.Y*c.line, of.Max.X*c.wide, of.Max.Y*c.line)
		return c.terminal.file(c.way.pack(c.grid.part(px)), of.Dx(), of.Dy())
	}
	return strings.Join(c.strips[of.Min.Y:of.Max.Y], ansi.CursorDown(1)) // where the cursor stays; see Graphic.Apart
}

// smallQuality is that of JPEG where a faithful picture would be too large.
const smallQuality = 75

// part returns a part of the pixels.
func (g grid) part(of image.Rectangle) grid {
	if of.Min.X == 0 && of.Max.X == g.w {
		return grid{w: g.w, h: of.Dy(), px: g.px[of.Min.Y*g.w : of.Max.Y*g.w]}
	}
	out := grid{w: of.Dx(), h: of.Dy(), px: make([]rgb, 0, of.Dx()*of.Dy())}
	for y := of.Min.Y; y < of.Max.Y; y++ {
		out.px = append(out.px, g.px[y*g.w+of.Min.X:y*g.w+of.Max.X]...)
	}
	return out
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
