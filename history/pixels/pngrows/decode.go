// Package pngrows decodes PNG files row by row, for previews: the receiver
// scales each row as it comes, and a picture of many megapixels needs no
// memory of its size. Inflating and making rows run side by side.
//
// It trusts checksums to others. Interlaced files have no rows in order: of them
// it makes the picture, as far as they go.
package pngrows

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"imagine-tui/api/media"
)

// ErrUnsupported means that the file may be fine but is interlaced.
var ErrUnsupported = errors.New("an interlaced PNG file")

// errDamaged is wrapped by errors about files nobody could decode.
var errDamaged = errors.New("damaged PNG file")

// Kind is how the bytes of a row hold pixels.
type Kind int

// The kinds of rows.
const (
	Gray  Kind = iota // one byte a pixel
	RGB               // three bytes a pixel
	NRGBA             // four bytes a pixel, colours not multiplied by alpha
)

// Bytes returns the bytes a pixel takes.
func (k Kind) Bytes() int { return [...]int{1, 3, 4}[k] }

// Info is what the receiver of rows gets to know first.
type Info struct {
	Width, Height int
	Kind          Kind
}

// The colour types of PNG.
const (
	colourGray    = 0
	colourRGB     = 2
	colourPalette = 3
	colourGrayA   = 4
	colourRGBA    = 6
)

// file is what the chunks before the picture data say.
type file struct {
	w, h    int
	depth   int
	colour  int
	palette [256][4]uint8
	// transparent is the one value, of all channels, that means nothing is
	// there, in files that mark it so.
	transparent    [3]uint16
	hasTransparent bool
	interlaced     bool
	packed         [][]byte // the picture data, piece by piece
}

// Decode reads a PNG file and calls start once and row for each row, from the
// top, until all are done or the data ends. Rows are only valid during the
// call. It returns how many rows there were: fewer than the height, with an
// error, if the file is damaged.
func Decode(data []byte, start func(Info), row func(y int, pix []byte)) (rows int, err error) {
	f, err := readAny(data)
	if err != nil {
		return 0, err
	}
	if f.interlaced {
		return 0, ErrUnsupported
	}
	k := f.kind()
	start(Info{Width: f.w, Height: f.h, Kind: k})
	u := newUnpacker(f, k, row)
	err = f.inflate(u.write)
	if u.y == f.h {
		return u.y, nil
	}
	if err == nil || errors.Is(err, errStopped) {
		err = u.err
	}
	if err == nil {
		err = errCut
	}
	return u.y, fmt.Errorf("%w: %w", errDamaged, err)
}

// readAny goes through the chunks. The last one of a file that is cut short is
// used as far as it goes.
func readAny(data []byte) (*file, error) {
	f := &file{}
	for walk := media.NewChunks(bytes.NewReader(data)); ; {
		c, err := walk.Next()
		if err != nil || c.Kind == "IEND" {
			break
		}
		body := c.In(data)
		if c.Kind != "IDAT" && int64(len(body)) < c.Size {
			break
		}
		if err := f.chunk(c.Kind, body); err != nil {
			return nil, err
		}
	}
	if f.w == 0 || len(f.packed) == 0 {
		return nil, fmt.Errorf("%w: no picture data", errDamaged)
	}
	return f, nil
}

func (f *file) chunk(kind string, b []byte) error {
	switch kind {
	case "IHDR":
		if len(b) != 13 || f.w != 0 {
			return fmt.Errorf("%w: header", errDamaged)
		}
		f.w, f.h = int(binary.BigEndian.Uint32(b)), int(binary.BigEndian.Uint32(b[4:]))
		f.depth, f.colour = int(b[8]), int(b[9])
		if f.w < 1 || f.h < 1 || f.w > 1<<24 || f.h > 1<<24 || !f.allowed() || b[10] != 0 || b[11] != 0 {
			return fmt.Errorf("%w: header", errDamaged)
		}
		f.interlaced = b[12] != 0
	case "PLTE":
		for i := 0; i < 256 && 3*i+3 <= len(b); i++ {
			f.palette[i] = [4]uint8{b[3*i], b[3*i+1], b[3*i+2], 255}
		}
	case "tRNS":
		f.transparency(b)
	case "IDAT":
		if f.w == 0 {
			return fmt.Errorf("%w: data before the header", errDamaged)
		}
		f.packed = append(f.packed, b)
	}
	return nil
}

func (f *file) allowed() bool {
	switch f.colour {
	case colourGray:
		return f.depth == 1 || f.depth == 2 || f.depth == 4 || f.depth == 8 || f.depth == 16
	case colourPalette:
		return f.depth == 1 || f.depth == 2 || f.depth == 4 || f.depth == 8
	case colourRGB, colourGrayA, colourRGBA:
		return f.depth == 8 || f.depth == 16
	}
	return false
}

func (f *file) transparency(b []byte) {
	n := 0
	switch f.colour {
	case colourPalette:
		for i, a := range b[:min(256, len(b))] {
			f.palette[i][3] = a
		}
		f.hasTransparent = true
		return
	case colourGray:
		n = 1
	case colourRGB:
		n = 3
	}
	if n == 0 || len(b) < 2*n {
		return
	}
	for i := range n {
		f.transparent[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	f.hasTransparent = true
}

// kind returns the kind of rows the file gives.
func (f *file) kind() Kind {
	switch {
	case f.hasTransparent || f.colour == colourGrayA || f.colour == colourRGBA:
		return NRGBA
	case f.colour == colourGray:
		return Gray
	default:
		return RGB
	}
}

// channels returns how many values a pixel has in the file.
func (f *file) channels() int { return map[int]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[f.colour] }

// rowBytes returns the bytes of a row in the file, without its filter.
func (f *file) rowBytes() int { return (f.w*f.channels()*f.depth + 7) / 8 }

// inflate unpacks the data, in a goroutine of its own, and calls write with
// each piece until write returns false.
func (f *file) inflate(write func([]byte) bool) error {
	const buffers = 3
	type part struct {
		out      []byte
		from, to int
	}
	free, ready := make(chan []byte, buffers), make(chan part, buffers)
	for range buffers - 1 {
		free <- make([]byte, window+piece+maxMatch+slack+8)
	}
	in := make([]byte, 0, f.packedBytes()+padding)
	for _, p := range f.packed {
		in = append(in, p...)
	}
	result := make(chan error, 1)
	go func() {
		var err error
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("%w: %v", errInflate, p)
			}
			close(ready)
			result <- err
		}()
		z := inflater{in: append(in, make([]byte, padding)...), out: make([]byte, window+piece+maxMatch+slack+8)}
		z.emit = func(out []byte, from, to int) []byte {
			ready <- part{out, from, to}
			return <-free
		}
		err = z.run()
	}()
	wanted, busy := true, false
	defer func() {
		// Only after a panic in write is anything left to do: let the other
		// goroutine end.
		if busy {
			free <- nil
		}
		for range ready {
			free <- nil
		}
	}()
	for p := range ready {
		busy = true
		wanted = wanted && write(p.out[p.from:p.to])
		busy = false
		if wanted {
			free <- p.out
		} else {
			free <- nil
		}
	}
	return <-result
}

func (f *file) packedBytes() int {
	n := 0
	for _, p := range f.packed {
		n += len(p)
	}
	return n
}
