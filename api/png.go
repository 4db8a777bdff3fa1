package api

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"

	"imagine-tui/api/buffer"
	"imagine-tui/api/media"
)

// checkPNG reads a PNG from its signature to IEND. Every chunk's checksum is
// verified, and of pictures that are not too large the pixels are unpacked row
// by row, which proves them whole without holding any of them.
func checkPNG(br *bufio.Reader, info *PictureInfo) error {
	walk := media.NewSummedChunks(br)
	header, err := readPNGHeader(walk, info)
	if err != nil {
		return err
	}
	palette := false
	for {
		c, err := walk.Next()
		if err != nil {
			return err
		}
		switch c.Kind {
		case "IEND":
			return fmt.Errorf("%w: it has no pixels", ErrPictureDamaged)
		case "IDAT":
			if header.indexed && !palette {
				return fmt.Errorf("%w: it has no palette", ErrPictureDamaged)
			}
			if err := header.pixels(walk, info.small()); err != nil {
				return err
			}
			return endPNG(walk)
		case "PLTE":
			palette = true
		case "acTL":
			info.Animated, err = severalFrames(walk, c)
		}
		if err != nil {
			return err
		}
	}
}

// severalFrames reads acTL, which says how many pictures there are.
func severalFrames(walk *media.Chunks, c media.Chunk) (bool, error) {
	var frames [4]byte
	if c.Size < int64(len(frames)) {
		return false, nil
	}
	_, err := io.ReadFull(walk, frames[:])
	return binary.BigEndian.Uint32(frames[:]) > 1, err
}

// endPNG reads from the chunk behind the pixels, where the walker stands, to
// the end.
func endPNG(walk *media.Chunks) error {
	for c := walk.Chunk(); ; {
		if c.Kind == "IDAT" {
			return fmt.Errorf("%w: its pixels are in two places", ErrPictureDamaged)
		}
		var err error
		if c, err = walk.Next(); err == io.EOF { //nolint:errorlint // walkers return it bare
			return nil
		} else if err != nil {
			return err
		}
	}
}

// pngHeader is what of IHDR decides how many bytes the pixels take.
type pngHeader struct {
	width, height, bitsPerPixel int
	indexed, interlaced         bool
}

// readPNGHeader reads the IHDR chunk.
func readPNGHeader(walk *media.Chunks, info *PictureInfo) (pngHeader, error) {
	var b [media.IHDRLen]byte
	c, err := walk.Next()
	if err != nil {
		return pngHeader{}, err
	}
	if c.Kind != "IHDR" || c.Size != media.IHDRLen {
		return pngHeader{}, fmt.Errorf("%w: it has no header", ErrPictureDamaged)
	}
	if _, err := io.ReadFull(walk, b[:]); err != nil {
		return pngHeader{}, err
	}
	width, height := binary.BigEndian.Uint32(b[0:]), binary.BigEndian.Uint32(b[4:])
	if width > 1<<31-1 || height > 1<<31-1 {
		return pngHeader{}, fmt.Errorf("%w: its size is out of range", ErrPictureDamaged)
	}
	if err := info.size(int(width), int(height)); err != nil {
		return pngHeader{}, err
	}
	depth, colour := int(b[8]), int(b[9])
	// The colour types and the bit depths each of them allows.
	channels := map[int]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
	depths := map[int]string{0: "\x01\x02\x04\x08\x10", 2: "\x08\x10", 3: "\x01\x02\x04\x08", 4: "\x08\x10", 6: "\x08\x10"}[colour]
	if bytes.IndexByte([]byte(depths), b[8]) < 0 || b[10] != 0 || b[11] != 0 || b[12] > 1 {
		return pngHeader{}, fmt.Errorf("%w: its header is invalid", ErrPictureDamaged)
	}
	return pngHeader{
		width: int(width), height: int(height), bitsPerPixel: depth * channels,
		indexed: colour == 3, interlaced: b[12] == 1,
	}, nil
}

// pixels reads the pixels, which may be spread over several IDAT chunks in a
// row, up to the chunk that follows them.
func (h pngHeader) pixels(walk *media.Chunks, unpack bool) error {
	stream := &idatReader{walk: walk}
	if unpack {
		z, err := zlib.NewReader(stream)
		if err != nil {
			return err
		}
		if err := h.rows(z); err != nil {
			return err
		}
	}
	_, err := io.Copy(io.Discard, stream)
	return err
}

// idatReader reads the data of consecutive IDAT chunks as one stream.
type idatReader struct{ walk *media.Chunks }

func (r *idatReader) Read(p []byte) (int, error) {
	for r.walk.Chunk().Kind == "IDAT" {
		n, err := r.walk.Read(p)
		if err != io.EOF { //nolint:errorlint // walkers return it bare
			return n, err
		}
		if _, err := r.walk.Next(); err != nil {
			return 0, err
		}
	}
	return 0, io.EOF
}

// rows reads the unpacked rows and checks that there are as many as the header
// says, each with a filter that exists, and that the checksum behind them is
// right.
func (h pngHeader) rows(z io.Reader) error {
	type pass struct{ x, y, dx, dy int }
	passes := []pass{{0, 0, 1, 1}}
	if h.interlaced { // Adam7
		passes = []pass{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
	}
	rows := buffer.Reader(z, buffer.Medium)
	defer buffer.GiveReader(rows)
	for _, p := range passes {
		width, height := (h.width-p.x+p.dx-1)/p.dx, (h.height-p.y+p.dy-1)/p.dy
		if width <= 0 || height <= 0 {
			continue
		}
		bytesPerRow := (width*h.bitsPerPixel + 7) / 8
		for range height {
			filter, err := rows.ReadByte()
			if err != nil {
				return err
			}
			if filter > 4 {
				return fmt.Errorf("%w: a row has an unknown filter", ErrPictureDamaged)
			}
			if _, err := rows.Discard(bytesPerRow); err != nil {
				return err
			}
		}
	}
	if _, err := rows.ReadByte(); err == nil {
		return fmt.Errorf("%w: it has too many pixels", ErrPictureDamaged)
	} else if err != io.EOF { // bare: a wrapped one would be a failed read
		return err
	}
	return nil
}
