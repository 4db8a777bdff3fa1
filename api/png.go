package api

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
)

// checkPNG reads a PNG from its signature to IEND. Every chunk's checksum is
// verified, and of pictures that are not too large the pixels are unpacked row
// by row, which proves them whole without holding any of them.
func checkPNG(br *bufio.Reader, info *PictureInfo) error {
	if _, err := br.Discard(len(pngMagic)); err != nil {
		return err
	}
	c := &chunks{br: br}
	if err := c.next(); err != nil {
		return err
	}
	header, err := c.header(info)
	if err != nil {
		return err
	}
	pixels, palette := false, false
	for {
		if err := c.next(); err != nil {
			return err
		}
		switch string(c.kind[:]) {
		case "IEND":
			if !pixels {
				return fmt.Errorf("%w: it has no pixels", ErrPictureDamaged)
			}
			return c.end()
		case "PLTE":
			palette = true
			err = c.end()
		case "IDAT":
			switch {
			case pixels:
				return fmt.Errorf("%w: its pixels are in two places", ErrPictureDamaged)
			case header.indexed && !palette:
				return fmt.Errorf("%w: it has no palette", ErrPictureDamaged)
			}
			pixels = true
			err = c.pixels(header, info.small())
		case "acTL":
			var b []byte
			b, err = c.short()
			info.Animated = len(b) >= 4 && binary.BigEndian.Uint32(b) > 1
		case "eXIf":
			var b []byte
			b, err = c.short()
			info.Turned = turned(b)
		default:
			err = c.end()
		}
		if err != nil {
			return err
		}
	}
}

// pngHeader is what of IHDR decides how many bytes the pixels take.
type pngHeader struct {
	width, height, bitsPerPixel int
	indexed, interlaced         bool
}

// header reads the IHDR chunk.
func (c *chunks) header(info *PictureInfo) (pngHeader, error) {
	var b [13]byte
	if string(c.kind[:]) != "IHDR" || c.left != uint32(len(b)) {
		return pngHeader{}, fmt.Errorf("%w: it has no header", ErrPictureDamaged)
	}
	if _, err := io.ReadFull(dataReader{c}, b[:]); err != nil {
		return pngHeader{}, err
	}
	if err := c.end(); err != nil {
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
		return pngHeader{}, fmt.Errorf("%w: its header makes no sense", ErrPictureDamaged)
	}
	return pngHeader{
		width: int(width), height: int(height), bitsPerPixel: depth * channels,
		indexed: colour == 3, interlaced: b[12] == 1,
	}, nil
}

// chunks walks over the chunks of a PNG.
type chunks struct {
	br   *bufio.Reader
	kind [4]byte
	left uint32 // bytes of data not read yet
	crc  uint32
	buf  [8]byte // for what is read around the data
}

// next reads the length and the type of a chunk.
func (c *chunks) next() error {
	b := c.buf[:]
	if _, err := io.ReadFull(c.br, b); err != nil {
		return err
	}
	c.left = binary.BigEndian.Uint32(b)
	if c.left > 1<<31-1 {
		return fmt.Errorf("%w: a chunk is too long", ErrPictureDamaged)
	}
	copy(c.kind[:], b[4:])
	c.crc = crc32.ChecksumIEEE(b[4:])
	return nil
}

// dataReader reads what is left of a chunk's data.
type dataReader struct{ *chunks }

func (d dataReader) Read(p []byte) (int, error) {
	if d.left == 0 {
		return 0, io.EOF
	}
	n, err := d.br.Read(p[:min(int64(len(p)), int64(d.left))])
	d.crc = crc32.Update(d.crc, crc32.IEEETable, p[:n])
	d.left -= uint32(n)
	if err == io.EOF { // bare from bufio; here it means cut
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// short returns the data of a chunk that should be short, nothing of one that
// is not, and ends it.
func (c *chunks) short() ([]byte, error) {
	const enough = 64 << 10
	if c.left > enough {
		return nil, c.end()
	}
	b := make([]byte, c.left)
	if _, err := io.ReadFull(dataReader{c}, b); err != nil {
		return nil, err
	}
	return b, c.end()
}

// end skips what is left of a chunk and verifies its checksum.
func (c *chunks) end() error {
	if c.left > 0 {
		if _, err := io.Copy(io.Discard, dataReader{c}); err != nil {
			return err
		}
	}
	sum := c.buf[:4]
	if _, err := io.ReadFull(c.br, sum); err != nil {
		return err
	}
	if binary.BigEndian.Uint32(sum) != c.crc {
		return fmt.Errorf("%w: a checksum is wrong", ErrPictureDamaged)
	}
	return nil
}

// pixels reads the pixels, which may be spread over several IDAT chunks in a
// row.
func (c *chunks) pixels(h pngHeader, unpack bool) error {
	stream := &idatReader{c: c}
	if unpack {
		z, err := zlib.NewReader(stream)
		if err != nil {
			return err
		}
		if err := h.rows(z); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, stream); err != nil {
		return err
	}
	return nil
}

// idatReader reads the data of consecutive IDAT chunks as one stream. It stops
// in front of the chunk that follows them.
type idatReader struct {
	c    *chunks
	done bool
}

func (r *idatReader) Read(p []byte) (int, error) {
	for !r.done && r.c.left == 0 {
		if err := r.c.end(); err != nil {
			return 0, err
		}
		next, err := r.c.br.Peek(8)
		if err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		if string(next[4:]) != "IDAT" {
			r.done = true
			break
		}
		if err := r.c.next(); err != nil {
			return 0, err
		}
	}
	if r.done {
		return 0, io.EOF
	}
	return dataReader{r.c}.Read(p)
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
	rows := bufio.NewReaderSize(z, 32<<10)
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
