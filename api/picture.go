package api

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"

	"imagine-tui/api/buffer"
	"imagine-tui/api/media"
)

// MaxPixels and MaxSide bound the pictures whose pixels are read to prove that
// they are whole. Of larger ones only the structure is checked: a file of 48
// KB can stand for 400 megapixels.
const (
	MaxPixels = 50_000_000
	MaxSide   = 16384
)

// The ways in which bytes fail to be a whole picture. Errors of CheckPicture
// wrap one of them, or are errors of reading.
var (
	// ErrNotPicture: neither PNG nor JPEG nor WebP.
	ErrNotPicture = errors.New("not a PNG, JPEG or WebP picture")
	// ErrPictureCut: the start of a picture, but not its end.
	ErrPictureCut = errors.New("the picture is cut off")
	// ErrPictureDamaged: a picture with wrong bytes inside.
	ErrPictureDamaged = errors.New("the picture is damaged")
)

// PictureInfo says what a picture is, by its content.
type PictureInfo struct {
	// MediaType is image/png, image/jpeg or image/webp.
	MediaType string
	// Ext is the matching file extension, ".png", ".jpg" or ".webp".
	Ext string
	// Width and Height are in pixels, as stored: not turned by EXIF.
	Width, Height int
	// Turned says that EXIF asks for the picture to be shown turned or
	// mirrored.
	Turned bool
	// Animated says that there is more than one picture in it.
	Animated bool
}

// formatError says of a picture of another format which one it is. It is an
// ErrNotPicture.
type formatError struct{ format media.Format }

func (e *formatError) Error() string {
	return fmt.Sprintf("it is %v, %v", e.format, ErrNotPicture)
}

func (e *formatError) Unwrap() error { return ErrNotPicture }

// small tells whether the picture may be decoded.
func (p PictureInfo) small() bool {
	return p.Width <= MaxSide && p.Height <= MaxSide && p.Width*p.Height <= MaxPixels
}

// CheckPicture reads the first size bytes of r and tells whether they are a
// whole PNG, JPEG or WebP picture, whatever may follow it. PNG chunks are read
// to IEND with their checksums, JPEG segments to the end marker, WebP to the
// size in its header. Of pictures of at most MaxPixels and MaxSide the packed pixels
// are read as well, by what shows damage and no more: the code words of a JPEG
// (package jpegproof) and of a lossy WebP (package vp8proof), the rows of a PNG; a WebP
// that is lossless or has transparency is decoded. It holds no copy of the file. The position of r is not kept.
func CheckPicture(r io.ReadSeeker, size int64) (PictureInfo, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return PictureInfo{}, fmt.Errorf("read the picture: %w", err)
	}
	info, err := inspect(io.LimitReader(r, size))
	if err == nil {
		info.Turned = media.Turn(r) != media.Upright
	}
	return info, err
}

// inspect checks a picture in one pass, which does not tell whether EXIF turns
// it. It may read beyond the picture's end,
// up to a buffer's length, and not all that follows it.
func inspect(r io.Reader) (info PictureInfo, err error) {
	turn := takeTurn()
	src := &sourceReader{r: turn.reading(r)}
	defer func() {
		turn.leave()
		if p := recover(); p != nil {
			// A decoder that trips over a hostile file must not take the
			// program with it.
			err = fmt.Errorf("%w: it cannot be decoded", ErrPictureDamaged)
		}
		err = pictureError(err, src.err)
	}()
	br := buffer.Reader(src, buffer.Large)
	defer buffer.GiveReader(br)
	head, _ := br.Peek(media.NamingLen) // a short one is no picture, a failed read is in src
	format := media.Sniff(head)
	switch {
	case format == media.None:
		return info, ErrNotPicture
	case !format.ByAPI():
		return info, &formatError{format}
	}
	info.MediaType, info.Ext = format.MediaType(), format.Ext()
	switch format {
	case media.PNG:
		err = checkPNG(br, &info)
	case media.JPEG:
		err = checkJPEG(br, &info)
	default:
		err = checkWebP(br, &info, turn)
	}
	return info, err
}

// sourceReader remembers why reading failed, since decoders turn errors into
// errors of their own.
type sourceReader struct {
	r   io.Reader
	err error
}

func (s *sourceReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// pictureError sorts an error of a decoder: failed reads come first, then
// ends that come too soon, and the rest is damage.
func pictureError(err, read error) error {
	switch {
	case err == nil:
		return nil
	case read != nil:
		return fmt.Errorf("read the picture: %w", read)
	case errors.Is(err, ErrNotPicture), errors.Is(err, ErrPictureCut), errors.Is(err, ErrPictureDamaged):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ErrPictureCut
	case errors.Is(err, zlib.ErrChecksum), errors.Is(err, zlib.ErrHeader):
		return fmt.Errorf("%w: a checksum is wrong", ErrPictureDamaged)
	}
	return fmt.Errorf("%w: %s", ErrPictureDamaged, shortText(err.Error()))
}

// size notes the dimensions, which must not be zero.
func (p *PictureInfo) size(width, height int) error {
	if width <= 0 || height <= 0 {
		return fmt.Errorf("%w: it claims to be %d × %d pixels", ErrPictureDamaged, width, height)
	}
	p.Width, p.Height = width, height
	return nil
}

// maxPrefix bounds what may stand in front of the first pixel of a JPEG or
// WebP, since it is held in memory: profiles, thumbnails, the alpha channel.
const maxPrefix = 16 << 20

// prefix collects the bytes read from br in front of the pixels, so that a
// decoder can be given the whole file after it was looked into.
type prefix struct {
	br      *bufio.Reader
	held    []byte
	dropped bool
}

// Read reads on, and keeps what it read.
func (p *prefix) Read(b []byte) (int, error) {
	if p.dropped {
		return p.br.Read(b)
	}
	if len(p.held) >= maxPrefix {
		return 0, fmt.Errorf("%w: more than %d MB in front of the picture", ErrPictureDamaged, maxPrefix>>20)
	}
	n, err := p.br.Read(b)
	p.held = append(p.held, b[:n]...)
	return n, err
}

// drop lets what was read go: no decoder will ask for it.
func (p *prefix) drop() { p.held, p.dropped = nil, true }

// all returns the whole file from its first byte.
func (p *prefix) all() io.Reader {
	return io.MultiReader(bytes.NewReader(p.held), p.br)
}
