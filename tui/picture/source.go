package picture

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math/bits"
	"time"

	"imagine-tui/api/media"
	"imagine-tui/api/videofile"
	"imagine-tui/history/pixels"
	"imagine-tui/history/pixels/jpegscale"
	"imagine-tui/history/pixels/pngpack"
	"imagine-tui/history/pixels/pngrows"
)

// source is a picture that cells are made from.
type source struct {
	// img is the decoded picture, or a smaller one of the same shape.
	img image.Image
	// w and h are the pixels of the picture itself, as seen.
	w, h int
	// file is the picture file as it is, when that is the best to send to a
	// terminal; in ModeKitty img is nil then.
	file   []byte
	format media.Format
	// partial tells that the file is damaged and a part is missing.
	partial bool
	// animated names the form of an animation, of which img is the first
	// picture, "" for other files.
	animated string
	// duration is that of a video, of which img is only a sign.
	duration time.Duration
	// blank tells that img shows nothing of the video.
	blank bool
	// thumb tells that img is a thumbnail: enough for small drawings.
	thumb bool
}

// shrink averages the part a, in pixels of the picture itself, into w × h
// pixels.
func (s *source) shrink(a pixels.Area, w, h int) pixels.Scaled {
	return pixels.Shrink(s.img, s.area(a), w, h)
}

// area is a part of the picture itself in pixels of img.
func (s *source) area(a pixels.Area) pixels.Area {
	b := s.img.Bounds()
	fx, fy := float64(b.Dx())/float64(s.w), float64(b.Dy())/float64(s.h)
	return pixels.Area{X: a.X * fx, Y: a.Y * fy, W: a.W * fx, H: a.H * fy}
}

// packed is a PNG file of what shrink makes, laid on a checkerboard.
func (s *source) packed(a pixels.Area, w, h int, bg checkers) []byte {
	if row, ok := pixels.Rows(s.img, s.area(a), w, h); ok {
		return pngpack.Encode(w, h, row)
	}
	return packer{}.pack(over(s.shrink(a, w, h), bg, checkerPixels, checkerPixels))
}

// packedFor is packed as options say.
func (s *source) packedFor(a pixels.Area, w, h int, o Options) []byte {
	if !o.Dim {
		return s.packed(a, w, h, checkersOf(o.Background))
	}
	return packer{}.pack(s.grid(a, w, h, o))
}

// grid is what shrink makes, as options say.
func (s *source) grid(a pixels.Area, w, h int, o Options) grid {
	return o.dim(over(s.shrink(a, w, h), checkersOf(o.Background), checkerPixels, checkerPixels))
}

// bytes returns what the source keeps in memory, about.
func (s *source) bytes() int {
	n := len(s.file)
	if s.img != nil {
		b := s.img.Bounds()
		n += b.Dx() * b.Dy() * 4
	}
	return n
}

// mostKept is the number of pixels above which a picture is decoded smaller
// than it is, whatever the zoom: a preview must not take hundreds of megabytes.
const mostKept = 12_000_000

// request is what will be drawn from a source.
type request struct {
	cols, rows int
	o          Options
	// least is a number of pixels along the longer side below which a source
	// is not worth keeping.
	least int
	// stills is the folder of pictures of videos, "" for none.
	stills string
	// path is the file, and poster what decodes a video; nil for nothing.
	path   string
	poster Poster
}

// reduction returns by which whole number the width and height of a picture of
// w × h pixels may be divided while it is decoded: at least three pixels along
// each side are left for each one drawn, so that the second scaling stays
// close to a single one.
func (r request) reduction(w, h int) int {
	p := place(w, h, r.cols, r.rows, r.o.Mode, r.o.Terminal.Cell, r.o.Zoom)
	gw, gh := p.pixels(r.o)
	k := int(min(p.src.W/float64(3*gw), p.src.H/float64(3*gh)))
	if r.least > 0 {
		k = min(k, max(w, h)/r.least)
	}
	for w/max(1, k)*(h/max(1, k)) > mostKept {
		k++
	}
	return max(1, k)
}

// pixels returns the size the placement is scaled to.
func (p placement) pixels(o Options) (w, h int) {
	if o.Mode.pixels() {
		return p.screenPixels()
	}
	gx, gy := o.Mode.grid()
	return p.cols * gx, p.rows * gy
}

// enough tells whether s has the pixels that the request would be decoded to.
func (r request) enough(s *source) bool {
	if s.file != nil && r.asIs(s.format, s.file, s.w, s.h) && (s.img != nil || r.o.Mode == ModeKitty || r.o.Once) {
		return true
	}
	if s.img == nil {
		return false
	}
	if s.duration > 0 {
		return true // there is nothing more to see
	}
	b := s.img.Bounds()
	if s.thumb {
		return r.thumbDoes(s.w, s.h, b.Dx(), b.Dy())
	}
	k := r.reduction(s.w, s.h)
	return b.Dx() >= s.w/k && b.Dy() >= s.h/k
}

// thumbDoes tells whether a thumbnail of tw × th pixels is as good as the
// picture of w × h itself: two pixels along each side are left for each one
// drawn in a cell, one for each of the screen.
func (r request) thumbDoes(w, h, tw, th int) bool {
	p := place(w, h, r.cols, r.rows, r.o.Mode, r.o.Terminal.Cell, r.o.Zoom)
	gw, gh := p.pixels(r.o)
	each := 2.0
	if r.o.Mode.pixels() {
		each = 1
	}
	fx, fy := float64(tw)/float64(w), float64(th)/float64(h)
	return tw == w && th == h || p.src.W*fx >= each*float64(gw) && p.src.H*fy >= each*float64(gh)
}

// small tells whether a thumbnail would do for a picture of w × h pixels.
func (r request) small(w, h int) bool {
	f := min(1, ThumbSide/float64(max(w, h)))
	return r.thumbDoes(w, h, max(1, int(float64(w)*f)), max(1, int(float64(h)*f)))
}

// open decodes a picture file as far as the request needs it. Whatever the
// decoders do with hostile bytes, open returns.
func open(ctx context.Context, data []byte, req request) (src *source, err error) {
	if kind, _ := videofile.Sniff(data[:min(len(data), 16)]); kind != "" {
		return video(ctx, data, req)
	}
	h, err := readHeader(data)
	if err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			src, err = nil, fmt.Errorf("the %v picture is damaged: %v", h.format, p)
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w, ht := h.size()
	src = &source{w: w, h: ht, animated: media.Animation(data)}
	asIs, needed := req.asIs(h.format, data, w, ht), req
	if asIs {
		src.file, src.format = data, h.format
		if req.o.Mode == ModeKitty || req.o.Once && h.format == media.PNG {
			return src, nil // the sums of its chunks are right
		}
		// Only the cells that stand in for the picture are drawn from this, if any
		// are, and damage is found.
		needed.o.Mode = ModeHalf
	}
	img, whole, err := decodeReduced(ctx, h, data, needed.reduction(w, ht))
	if asIs && (err != nil || !whole) {
		// A terminal may draw nothing of it: it is sent what there is.
		src.file = nil
		img, whole, err = decodeReduced(ctx, h, data, req.reduction(w, ht))
	}
	if err != nil {
		return nil, broken(h.format, err)
	}
	src.img, src.partial = pixels.Upright(img, h.turn), !whole
	return src, nil
}

// decodeReduced decodes a picture, of which width and height may be divided by
// up to k. whole is false when only a part of a damaged file could be decoded.
func decodeReduced(ctx context.Context, h header, data []byte, k int) (img image.Image, whole bool, err error) {
	switch h.format {
	case media.PNG:
		if img, whole, err := decodePNG(data, h.w, h.h, k); !errors.Is(err, pngrows.ErrUnsupported) {
			return img, whole, err
		}
	case media.JPEG:
		shift := uint(min(3, bits.Len(uint(k))-1))
		if img, whole, err = jpegscale.Decode(data, shift); err == nil && whole {
			return img, true, nil
		}
	default:
	}
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	above := img // what of a damaged JPEG is above the damage
	if img, err = decode(h, data); err == nil {
		return kept(img, k), true, nil
	}
	// A file that is damaged or cut can still show what there is of it.
	part, whole, salvageErr := salvaged(ctx, h, data, k, err)
	if salvageErr != nil && above != nil {
		return above, false, nil
	}
	if salvageErr != nil {
		return nil, false, telling(err, salvageErr)
	}
	return kept(part, k), whole, nil
}

// kept makes a picture that was decoded whole smaller where it would take too
// much memory to keep.
func kept(m image.Image, k int) image.Image {
	b := m.Bounds()
	if b.Dx()*b.Dy() <= mostKept {
		return m
	}
	return pixels.Shrink(m, pixels.All(m), (b.Dx()+k-1)/k, (b.Dy()+k-1)/k).Image()
}
