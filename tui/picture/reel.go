package picture

import (
	"image"
	"math"
	"sync/atomic"

	"imagine-tui/history/pixels"
)

// reelIDs are the numbers of the frames of a film in ModeKitty: one is seen while
// the next is sent. No other picture gets them, however many there are.
var reelIDs = [2]int{mostFirst<<firstByte | lastImageID - 1, mostFirst<<firstByte | lastImageID}

// Reel draws the frames of a video, each in the place of the one before. It is not
// safe for concurrent use, and there may be frames of one at a time in a terminal.
type Reel struct {
	key    Key
	w, h   int // pixels of the video
	o      Options
	n      *atomic.Int64 // frames drawn, of all films: no two in a row have one number
	over   *Graphic      // what the terminal draws over its cells, the same for all frames
	now    atomic.Pointer[Graphic]
	number int // its number, and the placeholders that it is found by
	lines  []string
	last   []string // the lines of the frame before
}

// Reel returns what draws the frames of the video of a key, which has w × h pixels.
func (c *Cache) Reel(k Key, w, h int) *Reel {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k.Mode == ModeKitty {
		for _, id := range reelIDs {
			c.images[id] = k // so that they are forgotten with the others
		}
	}
	return &Reel{key: k, w: w, h: h, o: c.options(k), n: c.frames}
}

// mostFrame is how many pixels a frame has at most.
const mostFrame = 1920 * 1200

// Size is how many pixels a frame is to have, all of the video: no more than are
// shown of it.
func (r *Reel) Size() (w, h int) {
	p := place(r.w, r.h, r.key.Cols, r.key.Rows, r.key.Mode, r.o.Terminal.Cell, r.o.Zoom)
	gw, gh := p.pixels(r.o)
	fw, fh := min(float64(r.w), float64(r.w)*float64(gw)/p.src.W), min(float64(r.h), float64(r.h)*float64(gh)/p.src.H)
	if f := fw * fh / mostFrame; f > 1 {
		fw, fh = fw/math.Sqrt(f), fh/math.Sqrt(f)
	}
	return max(1, int(fw+0.5)), max(1, int(fh+0.5))
}

// Draw draws a frame of three bytes a pixel, in the size of Size. sent is how many
// bytes showing it takes, about.
func (r *Reel) Draw(pix []byte) (drawn Rendered, sent int) {
	w, h := r.Size()
	src := &source{img: &pixels.Packed{Pix: pix, W: w, H: h}, w: r.w, h: r.h}
	o := r.o
	o.Once = r.over != nil // what stands in for it does so for any frame
	o.ImageID = reelIDs[r.n.Add(1)%int64(len(reelIDs))]
	if r.key.Mode == ModeITerm2 {
		drawn = drawFrame(src, r.key.Cols, r.key.Rows, o)
	} else {
		drawn = paint(src, r.key.Cols, r.key.Rows, o)
	}
	if drawn.Graphic == nil {
		sent = len(drawn.Transmit) + r.differ(drawn)
		return drawn, sent
	}
	sent = len(drawn.Graphic.Data)
	r.now.Store(drawn.Graphic)
	if r.over == nil {
		r.over = newGraphic(drawn.Cols, drawn.Rows, "")
		r.over.Now = func() string { return r.now.Load().Data }
		r.over.Cut = func(part image.Rectangle) string { return r.now.Load().Cut(part) }
		r.over.Coarse = drawn.Graphic.Coarse
		r.number, r.lines = drawn.ImageID, drawn.Lines
	}
	drawn.Graphic, drawn.ImageID, drawn.Lines = r.over, r.number, r.lines
	return drawn, sent
}

// differ is how many bytes the lines take that differ from those of the frame
// before.
func (r *Reel) differ(drawn Rendered) int {
	lines := drawn.Lines
	if drawn.Brief != nil {
		lines = drawn.Brief
	}
	n := 0
	for y, l := range lines {
		if y >= len(r.last) || r.last[y] != l {
			n += len(l)
		}
	}
	r.last = lines
	return n
}

// IDs are the numbers of its frames.
func (r *Reel) IDs() []int { return reelIDs[:] }

// Forget returns the bytes that make the terminal forget the frames it has.
func (r *Reel) Forget() string {
	if r.key.Mode != ModeKitty {
		return ""
	}
	return r.o.Terminal.DeleteImages(reelIDs[:]...)
}

// frameQuality is that of the JPEG of a frame, which is seen for a moment.
const frameQuality = 85

// drawFrame prepares a frame as a file that the terminal decodes: how it is packed
// matters less than how long that takes.
func drawFrame(src *source, cols, rows int, o Options) Rendered {
	p := place(src.w, src.h, cols, rows, ModeITerm2, o.Terminal.Cell, o.Zoom)
	w, h := p.screenPixels()
	wide, line := max(1, (w+p.cols/2)/p.cols), max(1, (h+p.rows/2)/p.rows)
	g := over(src.shrink(p.src, wide*p.cols, line*p.rows), checkersOf(o.Background), checkerPixels, checkerPixels)
	c := cut{terminal: o.Terminal, cols: p.cols, wide: wide, line: line, grid: g, way: packer{frameQuality}}
	c.pack(p.rows)
	return drawOver(src, p, cols, rows, o, c.all, c.part)
}
