package api

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/image/webp"
)

// checkWebP reads a WebP up to the size its header says.
func checkWebP(br *bufio.Reader, info *PictureInfo) error {
	head, err := br.Peek(magicLen)
	if err != nil {
		return err
	}
	size := int64(binary.LittleEndian.Uint32(head[4:])) + 8
	file := &io.LimitedReader{R: br, N: size}
	p := &prefix{br: bufio.NewReaderSize(file, 4<<10)}
	animated, err := webpHeader(p, info)
	if err != nil {
		return err
	}
	whole := p.all()
	if !animated && info.small() {
		defer info.decoding()()
		if _, err := webp.Decode(whole); err != nil {
			return webpError(err, file)
		}
	}
	// Chunks behind the pixels, or all of them where they are not decoded.
	if _, err := io.Copy(io.Discard, whole); err != nil {
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

// webpHeader reads up to the start of the pixels and notes the size: the
// canvas of an extended file, or the frame if that is larger, since a decoder
// makes room for the frame. Of animations there is more than one.
func webpHeader(p *prefix, info *PictureInfo) (animated bool, err error) {
	if _, err := p.next(magicLen); err != nil {
		return false, err
	}
	for {
		b, err := p.next(8)
		if err != nil {
			return false, headerError(err)
		}
		kind, n := string(b[:4]), binary.LittleEndian.Uint32(b[4:])
		if kind == "VP8 " || kind == "VP8L" {
			width, height, err := webpFrame(p, kind)
			if err != nil {
				return false, err
			}
			return false, info.size(max(width, info.Width), max(height, info.Height))
		}
		if n > maxPrefix {
			return false, fmt.Errorf("%w: a chunk is too long", ErrPictureDamaged)
		}
		data, err := p.next(int(n + n%2))
		if err != nil {
			return false, headerError(err)
		}
		if kind == "VP8X" {
			if len(data) < 10 {
				return false, fmt.Errorf("%w: its header is too short", ErrPictureDamaged)
			}
			if err := info.size(uint24(data[4:])+1, uint24(data[7:])+1); err != nil {
				return false, err
			}
			const animation = 1 << 1
			if data[0]&animation != 0 {
				info.Animated = true
				return true, nil
			}
		}
	}
}

// webpFrame reads the size from the start of a frame.
func webpFrame(p *prefix, kind string) (width, height int, err error) {
	b, err := p.next(10)
	if err != nil {
		return 0, 0, headerError(err)
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
