package contactsheet

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"os"
	"sync"

	"golang.org/x/image/draw"

	"imagine-tui/api/media"
	"imagine-tui/api/plainfile"
	"imagine-tui/history/disk"
	"imagine-tui/history/pixels"
	"imagine-tui/history/pixels/salvage"
	"imagine-tui/history/pixels/webp"
)

const (
	// maxPixels is the largest picture that is decoded, as when it was saved.
	maxPixels = 50_000_000
	// largePixels is from where on pictures are decoded one at a time.
	largePixels = 6_000_000
	// quality of the scaled JPEGs of a page.
	quality = 85
)

// large keeps memory bounded: one large picture is in it at a time.
var large sync.Mutex

// readSize returns the pixels of a picture's file.
func readSize(path string) (width, height int, err error) {
	file, err := plainfile.Open(path)
	if err != nil {
		return 0, 0, errors.New(disk.Reason(err))
	}
	defer func() { _ = file.Close() }() // only read from
	head := make([]byte, media.NamingLen)
	n, _ := file.ReadAt(head, 0) // a short file has a short head
	if err := media.Undrawn(head[:n]); err != nil {
		return 0, 0, err
	}
	config, _, err := image.DecodeConfig(file)
	if err != nil {
		config.Width, config.Height = media.Size(file) // a rare kind, which may still be drawn
	}
	if config.Width < 1 || config.Height < 1 {
		return 0, 0, errors.New("it is not a picture this program knows")
	}
	if pixels.Lying(media.Turn(file)) {
		return config.Height, config.Width, nil
	}
	return config.Width, config.Height, nil
}

// errPart comes with a picture of which a part is missing.
var errPart = errors.New("the picture is damaged: part of it is missing")

// scaled reads a picture and scales it so that its longer side has at most
// side pixels. Small ones keep their size. Of a damaged one it gives what there
// is, with errPart.
func scaled(ctx context.Context, path string, side int) (*image.RGBA, error) {
	width, height, err := readSize(path)
	switch {
	case err != nil:
		return nil, err
	case width < 1 || height < 1 || width > maxPixels/height:
		return nil, fmt.Errorf("%d×%d pixels are more than can be drawn", width, height)
	case width*height > largePixels:
		large.Lock()
		defer large.Unlock()
	}
	file, err := plainfile.Open(path)
	if err != nil {
		return nil, errors.New(disk.Reason(err))
	}
	defer func() { _ = file.Close() }() // only read from
	src, problem := decode(ctx, file)
	if src == nil {
		return nil, problem
	}
	src = pixels.Upright(src, media.Turn(file))
	size := fit(src.Bounds().Dx(), src.Bounds().Dy(), side)
	if size != src.Bounds().Size() {
		return pixels.Shrink(src, pixels.All(src), size.X, size.Y).Image(), problem
	}
	dst := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(dst, dst.Rect, src, src.Bounds().Min, draw.Src)
	return dst, problem
}

// decode decodes a picture's file. Of one that is damaged it gives what there is,
// with errPart.
func decode(ctx context.Context, file *os.File) (image.Image, error) {
	head := make([]byte, media.MagicLen)
	n, _ := file.ReadAt(head, 0) // a short file has a short head
	format := media.Sniff(head[:n])
	if format != media.WebP {
		if m, _, err := image.Decode(file); err == nil {
			return m, nil
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
	}
	data, err := io.ReadAll(io.LimitReader(file, maxOriginal))
	if err != nil {
		return nil, err
	}
	if format == media.WebP {
		if m, err := webp.Decode(data); err == nil {
			return m, nil
		}
	}
	m, whole, err := salvage.Decode(ctx, data, 0)
	var unsupported *salvage.UnsupportedError
	switch {
	case errors.As(err, &unsupported):
		return nil, fmt.Errorf("the %v picture is %w", format, unsupported)
	case err != nil:
		return nil, errors.New("the picture is damaged")
	case !whole:
		return m, errPart
	}
	return m, nil
}

// fit returns the size with the longer side at most side pixels.
func fit(width, height, side int) image.Point {
	longer := max(width, height)
	if longer <= side || longer == 0 {
		return image.Pt(width, height)
	}
	f := float64(side) / float64(longer)
	shrink := func(n int) int { return max(int(math.Round(float64(n)*f)), 1) }
	return image.Pt(shrink(width), shrink(height))
}

// over puts a picture with transparency onto a plain colour.
func over(m *image.RGBA, background color.Color) *image.RGBA {
	if m.Opaque() {
		return m
	}
	dst := image.NewRGBA(m.Bounds())
	draw.Draw(dst, dst.Bounds(), image.NewUniform(background), image.Point{}, draw.Src)
	draw.Draw(dst, dst.Bounds(), m, m.Bounds().Min, draw.Over)
	return dst
}
