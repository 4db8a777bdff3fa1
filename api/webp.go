package api

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/image/webp"

	"imagine-tui/api/buffer"
	"imagine-tui/api/media"
	"imagine-tui/api/vp8proof"
)

// checkWebP reads a WebP up to the size its header says. Lossy pixels are proved by
// package vp8proof; of lossless ones, and of transparency, nearly all the work is to
// find the codes, so they are decoded.
func checkWebP(br *bufio.Reader, info *PictureInfo, t turn) error {
	head, err := br.Peek(media.MagicLen)
	if err != nil {
		return err
	}
	file := &io.LimitedReader{R: br, N: media.RIFFSize(head)}
	p := &prefix{br: buffer.Reader(file, buffer.Small)}
	defer buffer.GiveReader(p.br)
	walk := media.NewRIFF(p)
	frame, err := webpHeader(walk, info)
	if err != nil {
		return headerError(err)
	}
	rest := io.Reader(p)
	switch {
	case info.Animated || !info.small():
		p.drop()
	case frame.lossy:
		p.drop()
		if err := vp8proof.Check(io.MultiReader(bytes.NewReader(frame.head[:]), walk), frame.size); err != nil {
			return webpError(err, file)
		}
	default:
		rest = p.all()
		defer info.decoding(t)()
		if _, err := webp.Decode(rest); err != nil {
			return webpError(err, file)
		}
	}
	// Chunks behind the pixels, or all of them where they are not decoded.
	if _, err := io.Copy(io.Discard, rest); err != nil {
		return err
	}
	if file.N > 0 {
		return ErrPictureCut
	}
	return nil
}

// webpError tells a file that ends too soon from one that is wrong inside.
func webpError(err error, file *io.LimitedReader) error {
	if _, more := io.Copy(io.Discard, file); more == nil && file.N > 0 {
		return ErrPictureCut
	}
	return fmt.Errorf("%w: %s", ErrPictureDamaged, shortText(err.Error()))
}

// webpStart is what a WebP says in front of its pixels.
type webpStart struct {
	// lossy says that the pixels are one frame of VP8, and nothing else is to them: no
	// transparency, and no canvas of another size.
	lossy bool
	size  int64    // of the frame
	head  [10]byte // how it begins
}

// webpHeader reads up to the start of the pixels, the first bytes of which it
// returns, and notes the size: the canvas of an extended file, or the frame if that is
// larger, since a decoder makes room for the frame. Of animations there is more than
// one.
func webpHeader(walk *media.RIFF, info *PictureInfo) (start webpStart, err error) {
	plain := true // so far
	for {
		c, err := walk.Next()
		if err != nil {
			return start, err
		}
		switch c.Kind {
		case "VP8 ", "VP8L":
			start.size = c.Size
			width, height, err := start.frame(walk, c.Kind)
			if err != nil {
				return start, err
			}
			start.lossy = plain && c.Kind == "VP8 " && (info.Width == 0 || info.Width == width && info.Height == height)
			return start, info.size(max(width, info.Width), max(height, info.Height))
		case "VP8X":
			var b [10]byte
			if c.Size < int64(len(b)) {
				return start, fmt.Errorf("%w: its header is too short", ErrPictureDamaged)
			}
			if _, err := io.ReadFull(walk, b[:]); err != nil {
				return start, err
			}
			const animation, alpha = 1 << 1, 1 << 4
			plain = plain && info.Width == 0 && c.Size == int64(len(b)) && b[0]&alpha == 0
			if err := info.size(uint24(b[4:])+1, uint24(b[7:])+1); err != nil {
				return start, err
			}
			if b[0]&animation != 0 {
				info.Animated = true
				return start, nil
			}
		case "ALPH":
			plain = false
		}
		if c.Size > maxPrefix {
			return start, fmt.Errorf("%w: a chunk is too long", ErrPictureDamaged)
		}
	}
}

// frame reads the size from the start of a frame.
func (s *webpStart) frame(frame io.Reader, kind string) (width, height int, err error) {
	b := s.head[:]
	if _, err := io.ReadFull(frame, b); err != nil {
		return 0, 0, err
	}
	if kind == "VP8L" {
		bits := binary.LittleEndian.Uint32(b[1:])
		if b[0] != 0x2F {
			return 0, 0, fmt.Errorf("%w: its frame makes no sense", ErrPictureDamaged)
		}
		return int(bits&0x3FFF) + 1, int(bits>>14&0x3FFF) + 1, nil
	}
	if b[3] != 0x9D || b[4] != 0x01 || b[5] != 0x2A {
		return 0, 0, fmt.Errorf("%w: its frame makes no sense", ErrPictureDamaged)
	}
	return int(binary.LittleEndian.Uint16(b[6:]) & 0x3FFF), int(binary.LittleEndian.Uint16(b[8:]) & 0x3FFF), nil
}

// headerError says cut for an end that comes in front of the pixels.
func headerError(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrPictureCut
	}
	return err
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
