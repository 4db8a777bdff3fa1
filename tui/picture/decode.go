package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"math/bits"
	"path/filepath"

	"imagine-tui/api/clean"
	"imagine-tui/api/media"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/pixels"
	"imagine-tui/history/pixels/jpegcoef"
	"imagine-tui/history/pixels/salvage"
	"imagine-tui/history/pixels/webp"
)

// Limits of what is decoded for a preview. A picture beyond them can be kept
// and opened elsewhere, but is not drawn here.
const (
	MaxPixels = 50_000_000 // pixels of a picture
	MaxSide   = 16_384     // pixels along a side
	MaxFile   = 256 << 20  // bytes of a file
)

// TooLargeError says that a picture has more pixels than are decoded for a
// preview. Nothing was decoded.
type TooLargeError struct {
	Width, Height int
	// AtOnce tells that it is stored so that all of it would have to be decoded
	// at once, for which the limit is lower.
	AtOnce bool
}

// Error names the size and the limits.
func (e *TooLargeError) Error() string {
	if e.AtOnce {
		return fmt.Sprintf("the picture has %d×%d pixels, stored so that all must be decoded at once, which takes more than %d MB",
			e.Width, e.Height, mostAtOnce>>20)
	}
	return fmt.Sprintf("the picture has %d×%d pixels: previews go up to %d megapixels and %d pixels a side",
		e.Width, e.Height, MaxPixels/1_000_000, MaxSide)
}

// errUndrawn says what to do with a picture of another format.
var errUndrawn = errors.New("another program may open it, or convert it to PNG")

// ErrNotPicture is wrapped by errors about files that hold no JPEG, PNG, WebP
// or GIF picture.
var ErrNotPicture = errors.New("not a JPEG, PNG, WebP or GIF picture")

// header is what a picture file says of itself before its pixels.
type header struct {
	format media.Format
	w, h   int // pixels as stored
	turn   int // how it is to be turned, as EXIF counts
	// coefs tells that all coefficients of a JPEG are kept while it is decoded.
	coefs bool
}

// size returns the pixels as seen.
func (h header) size() (int, int) {
	if pixels.Lying(h.turn) {
		return h.h, h.w
	}
	return h.w, h.h
}

// readHeader reads format and size and refuses what is over the limits.
func readHeader(data []byte) (header, error) {
	h := header{format: media.Sniff(data)}
	var cfg image.Config
	var err error
	switch h.format {
	case media.JPEG:
		var said jpegcoef.Header
		said, err = jpegcoef.Config(data)
		cfg.Width, cfg.Height = said.Width, said.Height
	case media.PNG:
		cfg, err = png.DecodeConfig(bytes.NewReader(data))
	case media.WebP:
		cfg, err = webp.Config(data)
	case media.GIF:
		cfg, err = gif.DecodeConfig(bytes.NewReader(data))
	default:
		if err := media.Undrawn(data); err != nil {
			return h, fmt.Errorf("%w: %w", err, errUndrawn)
		}
		if len(data) == 0 {
			return h, fmt.Errorf("the file is empty: %w", ErrNotPicture)
		}
		return h, ErrNotPicture
	}
	if err != nil {
		return h, broken(h.format, err)
	}
	h.turn = media.Turn(bytes.NewReader(data))
	h.w, h.h = cfg.Width, cfg.Height
	if h.w < 1 || h.h < 1 {
		return h, fmt.Errorf("the %v picture has no pixels: %w", h.format, ErrNotPicture)
	}
	if h.w > MaxSide || h.h > MaxSide || int64(h.w)*int64(h.h) > MaxPixels {
		return h, &TooLargeError{Width: h.w, Height: h.h}
	}
	return h, nil
}

func broken(f media.Format, err error) error {
	var unsupported *salvage.UnsupportedError
	if large := (*TooLargeError)(nil); errors.As(err, &large) {
		return err
	}
	if errors.As(err, &unsupported) {
		return fmt.Errorf("the %v picture is %w", f, unsupported)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fmt.Errorf("the %v picture is cut short: %w", f, err)
	}
	return fmt.Errorf("the %v picture is damaged: %w", f, err)
}

// Decode reads the picture in a file: JPEG (turned the way its EXIF says), PNG,
// WebP or GIF, the first picture of an animation. One that is damaged is an error:
// whoever compares or changes pictures must have all of them. Errors are a *TooLargeError, wrap ErrNotPicture, or tell what is wrong
// with file or picture.
func Decode(path string) (image.Image, error) {
	data, err := readFile(context.Background(), path)
	if err != nil {
		return nil, err
	}
	img, err := DecodeBytes(data)
	if err != nil {
		return nil, &fileError{name(path), err}
	}
	return img, nil
}

// fileError is what is wrong with the picture in a file.
type fileError struct {
	name string
	err  error
}

func (e *fileError) Error() string { return e.name + ": " + e.err.Error() }

func (e *fileError) Unwrap() error { return e.err }

// Unnamed is an error of Decode or Cache.Load without the name of the file, for
// where the place of the picture says which it is.
func Unnamed(err error) error {
	if named, ok := errors.AsType[*fileError](err); ok {
		return named.err
	}
	return err
}

// DecodeBytes is Decode for a file that is already in memory.
func DecodeBytes(data []byte) (img image.Image, err error) {
	h, err := readHeader(data)
	if err != nil {
		return nil, err
	}
	// The decoders are robust, but a picture comes from anywhere and a panic
	// would take the studio with it.
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, fmt.Errorf("the %v picture is damaged: %v", h.format, p)
		}
	}()
	img, err = decode(h, data)
	if err != nil {
		part, whole, salvageErr := salvaged(context.Background(), h, data, 0, err)
		if salvageErr != nil || !whole {
			return nil, broken(h.format, telling(err, salvageErr))
		}
		img = part
	}
	return pixels.Upright(img, h.turn), nil
}

// salvaged decodes what there is of a picture that decode refused with an error,
// of which width and height may be divided by up to k.
func salvaged(ctx context.Context, h header, data []byte, k int, refused error) (img image.Image, whole bool, err error) {
	if large := (*TooLargeError)(nil); errors.As(refused, &large) {
		return nil, false, refused
	}
	if h.format == media.JPEG {
		h.coefs = true
	}
	done, err := h.fitsMemory(data)
	if err != nil {
		return nil, false, err
	}
	defer done()
	return salvage.Decode(ctx, data, uint(min(3, bits.Len(uint(max(1, k)))-1)))
}

// telling returns the error that says more.
func telling(err, salvageErr error) error {
	var unsupported *salvage.UnsupportedError
	if large := (*TooLargeError)(nil); errors.As(salvageErr, &unsupported) || errors.As(salvageErr, &large) {
		return salvageErr
	}
	return err
}

// decode decodes all of a picture at once.
func decode(h header, data []byte) (image.Image, error) {
	done, err := h.fitsMemory(data)
	if err != nil {
		return nil, err
	}
	defer done()
	r := bytes.NewReader(data)
	switch h.format {
	case media.JPEG:
		return jpeg.Decode(r)
	case media.PNG:
		return png.Decode(r)
	case media.WebP:
		return webp.Decode(data)
	default:
		return decodeGIF(h, r)
	}
}

func decodeGIF(h header, r io.Reader) (image.Image, error) {
	img, err := gif.Decode(r)
	if err != nil {
		return nil, err
	}
	canvas := image.Rect(0, 0, h.w, h.h)
	if img.Bounds() == canvas {
		return img, nil
	}
	// The first picture of an animation may cover only a part of it.
	if h.w*h.h > mostKept {
		return nil, &TooLargeError{Width: h.w, Height: h.h, AtOnce: true}
	}
	whole := image.NewRGBA(canvas)
	draw.Draw(whole, img.Bounds(), img, img.Bounds().Min, draw.Src)
	return whole, nil
}

// readFile reads a regular file up to MaxFile bytes. It ends early when ctx does.
func readFile(ctx context.Context, path string) ([]byte, error) {
	f, err := plainfile.Open(path)
	if errors.Is(err, plainfile.ErrNotPlain) {
		return nil, fmt.Errorf("%s is not a file", name(path))
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read the picture: %w", err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("cannot read the picture: %w", err)
	}
	if info.Size() > MaxFile {
		return nil, fmt.Errorf("%s is %d MB: previews go up to %d MB", name(path), info.Size()>>20, MaxFile>>20)
	}
	const piece = 1 << 20
	buf := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	for r := io.LimitReader(f, MaxFile); ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := io.CopyN(buf, r, piece)
		if errors.Is(err, io.EOF) || (err == nil && n == 0) {
			return buf.Bytes(), nil
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read %s: %w", name(path), err)
		}
	}
}

// name is how a file is called in a sentence: names come from anywhere.
func name(path string) string { return clean.Short(filepath.Base(path), 60) }
