package picture

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"time"
)

// Rendered is a picture ready to be shown.
type Rendered struct {
	// Lines are the rows of cells, each exactly Cols cells wide. They hold
	// nothing but characters and colours, and end with the colours reset.
	Lines []string
	// Brief are, in ModeKitty, the same lines in fewer bytes, for where nothing
	// lies over a part of one; nil where there are none.
	Brief []string
	// Cols and Rows are the cells taken, at most those asked for.
	Cols, Rows int
	// Transmit holds, in ModeKitty, the bytes the terminal must get before the
	// lines are painted: placeholders painted earlier stay blank. It can have
	// some megabytes; never log it.
	Transmit string
	// Graphic is, in ModeITerm2 and ModeSixel, the picture that the terminal
	// draws over its cells. Lines then hold a coarser drawing, for when
	// something lies over the picture.
	Graphic *Graphic
	// ImageID is the number the terminal knows the picture by in ModeKitty. It is
	// 0 in other modes and with Options.Direct.
	ImageID int
	// Width and Height are the pixels of the picture itself.
	Width, Height int
	// Zoom is how it was drawn, and Zooms are the sizes to step through in this
	// space, smallest first.
	Zoom  Zoom
	Zooms []Zoom
	// SeenX and SeenY are how much of width and height is seen, in thousandths:
	// less than 1000 when a Zoom cuts something off.
	SeenX, SeenY int
	// Duration is that of a video, of which only a sign is drawn, 1 if the file
	// does not say; 0 for a picture.
	Duration time.Duration
	// Partial tells that the file is damaged: what could be decoded is seen,
	// the rest is gray.
	Partial bool
	// Coarse tells that so few colours are there that hardly anything of the
	// picture can be told.
	Coarse bool
	// Costly tells that the terminal could draw it, but that this would take more
	// bytes than may be sent: it is drawn with characters.
	Costly bool
	// Animated names the form of an animation, of which the first picture is
	// seen: GIF, WebP or APNG. It is "" for other files.
	Animated string
}

// Terminal is what a renderer has to know of the terminal. The zero value is
// one that tells nothing.
type Terminal struct {
	Cell CellSize
	// Colors is how many colours cells are painted in.
	Colors Colors
	// StandIn is how cells are drawn in place of a picture that something lies
	// over; the zero value means half blocks.
	StandIn Mode
	// Registers is how many colours a sixel picture may have; 0 means 256.
	Registers int
	// Bytes is how much may be sent for one picture, for slow lines; 0 means
	// DefaultBytes. Cells do not count: their number says what they take.
	Bytes int
	// Tmux makes what is sent to the terminal itself pass through tmux. It
	// needs allow-passthrough, and tmux drops it while it redraws all of its
	// own screen: right after it started, was attached or changed its size.
	Tmux bool
}

// DefaultBytes is how much is sent for one picture where the terminal is on
// the same computer; RemoteBytes where it is not.
const (
	DefaultBytes = 4 << 20
	RemoteBytes  = 256 << 10
)

// budget returns how much may be sent for one picture.
func (t Terminal) budget() int {
	if t.Bytes > 0 {
		return t.Bytes
	}
	return DefaultBytes
}

// usualCells are those of a screen: what may be sent for a picture is meant for one
// that fills it.
const usualCells = 120 * 40

// leastBytes are enough for a small picture to be told by.
const leastBytes = 3 << 10

// Share returns how much may be sent for a picture of so many cells that has the
// screen together with others.
func (t Terminal) Share(cells int) int {
	return min(t.budget(), max(leastBytes, t.budget()*cells/usualCells))
}

// thumb returns how much may be sent for one of many pictures: so much for a pixel
// that all of them take less than one that has their room to itself.
func (t Terminal) thumb(cols, rows int) int {
	cell := t.Cell.orDefault()
	return max(leastBytes, cols*cell.Width*rows*cell.Height*3/4)
}

// Options say how a picture is drawn into cells.
type Options struct {
	Mode     Mode
	Terminal Terminal
	Zoom     Zoom
	// Background are the colours behind transparent parts: none for a dark
	// checkerboard, one for a plain ground, two for a checkerboard of them. A
	// light first colour tells ModeNone that the terminal is light.
	Background []color.Color
	// ImageID is the number a picture gets in ModeKitty, 16 to 255; 0 means any
	// that this program has not used for some time.
	ImageID int
	// Direct makes ModeKitty show the picture where the cursor is, without
	// placeholders, which more terminals understand: for printing it once,
	// outside tmux. There are no lines then.
	Direct bool
	// Once says that the picture is printed and never drawn again: nothing comes to
	// lie over it, so there are no lines to stand in for one that the terminal draws
	// over its cells, and a file is not parted. What costs the least work is sent.
	Once bool
	// Stills is the folder of pictures of videos that show none of their own
	// frames, "" for none.
	Stills string
	// Dim takes the colours back, as the function of that name does.
	Dim bool
}

// Render draws img into at most cols × rows cells, keeping its aspect ratio
// for cells twice as high as wide. bg are the colours behind transparent
// parts, as Options.Background.
func Render(img image.Image, cols, rows int, mode Mode, bg ...color.Color) Rendered {
	return RenderWith(img, cols, rows, Options{Mode: mode, Background: bg})
}

// RenderWith is Render with everything that can be said. A picture without
// pixels gives a Rendered without lines.
func RenderWith(img image.Image, cols, rows int, o Options) Rendered {
	b := img.Bounds()
	if b.Empty() {
		return Rendered{}
	}
	return paint(&source{img: img, w: b.Dx(), h: b.Dy()}, cols, rows, o)
}

// RenderFile reads, decodes and draws the picture in a file, for callers that
// show it once: a Cache serves those that come back. Only as much is decoded
// as the cells need.
func RenderFile(ctx context.Context, path string, cols, rows int, o Options) (Rendered, error) {
	data, err := readFile(ctx, path)
	if err != nil {
		return Rendered{}, err
	}
	r, err := RenderBytes(ctx, data, cols, rows, o)
	if err != nil {
		return r, fmt.Errorf("%s: %w", name(path), err)
	}
	return r, nil
}

// RenderBytes is RenderFile for a file that is already in memory.
func RenderBytes(ctx context.Context, data []byte, cols, rows int, o Options) (Rendered, error) {
	src, err := open(ctx, data, request{cols: cols, rows: rows, o: o, stills: o.Stills})
	if err != nil {
		return Rendered{}, err
	}
	if err := ctx.Err(); err != nil {
		return Rendered{}, err
	}
	return paint(src, cols, rows, o), nil
}

// paint draws a source into cells.
func paint(src *source, cols, rows int, o Options) Rendered {
	switch o.Mode {
	case ModeKitty:
		return drawKitty(src, cols, rows, o)
	case ModeITerm2:
		return drawITerm2(src, cols, rows, o)
	case ModeSixel:
		return drawSixel(src, cols, rows, o)
	default:
		return drawCells(src, cols, rows, o)
	}
}

// drawCells draws a source with characters.
func drawCells(src *source, cols, rows int, o Options) Rendered {
	p := place(src.w, src.h, cols, rows, o.Mode, o.Terminal.Cell, o.Zoom)
	r := rendered(src, p, cols, rows, o)
	r.Lines = characters(src, p, o.Mode, o)
	return r
}

// characters returns the lines of a drawing with characters.
func characters(src *source, p placement, mode Mode, o Options) []string {
	gx, gy := mode.grid()
	bg := checkersOf(o.Background)
	// A square of the checkerboard is two cells wide and one high.
	g := o.dim(over(src.shrink(p.src, p.cols*gx, p.rows*gy), bg, 2*gx, gy))
	switch mode {
	case ModeNone:
		return paintRamp(g, bg.light())
	case ModeQuadrant:
		return paintMasks(g, gy, quadrants[:], o.Terminal.Colors)
	case ModeSextant:
		return paintMasks(g, gy, sextants(), o.Terminal.Colors)
	case ModeOctant:
		return paintMasks(g, gy, octants(), o.Terminal.Colors)
	default:
		return paintHalf(g, o.Terminal.Colors)
	}
}

// rendered is what can be said of a drawing apart from its lines.
func rendered(src *source, p placement, cols, rows int, o Options) Rendered {
	return Rendered{
		Coarse: o.Mode.Cells() && (o.Mode == ModeNone || o.Terminal.Colors == Colors16),
		Cols:   p.cols, Rows: p.rows, Width: src.w, Height: src.h, Partial: src.partial, Animated: src.animated, Duration: src.duration,
		Zoom: o.Zoom, Zooms: zoomSteps(src.w, src.h, cols, rows, o.Mode, o.Terminal.Cell),
		SeenX: int(1000*p.src.W/float64(src.w) + 0.5), SeenY: int(1000*p.src.H/float64(src.h) + 0.5),
	}
}
