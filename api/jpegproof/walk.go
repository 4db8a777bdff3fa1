package jpegproof

import (
	"errors"

	"imagine-tui/api/media"
	"imagine-tui/api/media/huffman"
)

// component is one of the planes of a picture.
type component struct {
	id   byte
	h, v int // blocks of this plane in a unit of a scan
	known
}

// coding is a code table; runs are made of it when it is used for coefficients.
type coding struct {
	*huffman.Table
	runs *runs
}

// walk is what is known of a file.
type walk struct {
	in   *source
	bits bits

	width, height int
	comps         []component
	baseline      bool
	progressive   bool          // it has several passes over its coefficients
	tables        [2][4]*coding // for DC and for AC
	restart       int           // units between restart markers, 0 for none
	adobe         bool          // Adobe says what four planes are
	scanned       bool          // there was a scan
	ended         int           // blocks in which there is nothing more
}

// mostTables is the largest number that a table may have.
func (w *walk) mostTables() int {
	if w.baseline {
		return 1
	}
	return 3
}

// component finds a plane by its name, nil for none.
func (w *walk) component(id byte) *component {
	for i := range w.comps {
		if w.comps[i].id == id {
			return &w.comps[i]
		}
	}
	return nil
}

// file reads from the first marker to the last.
func (w *walk) file() error {
	start, err := w.in.full(2)
	switch {
	case err != nil:
		return err
	case start[0] != 0xFF || start[1] != media.SOI:
		return DamagedError("it does not start like a JPEG")
	}
	for {
		marker, err := w.in.marker()
		if err != nil {
			return err
		}
		if marker == media.EOI {
			return w.end()
		}
		if marker >= media.RST0 && marker <= media.RST7 {
			continue // one too many at the end of a scan
		}
		length, err := w.in.full(2)
		if err != nil {
			return err
		}
		n := int(length[0])<<8 + int(length[1]) - 2
		if n < 0 {
			return DamagedError("a segment is too short")
		}
		if err := w.segment(marker, n); err != nil {
			return err
		}
	}
}

func (w *walk) end() error {
	switch {
	case !w.scanned:
		return DamagedError("it has no pixels")
	case len(w.comps) == 4 && !w.adobe:
		return UnsupportedError("four colours of unknown meaning")
	}
	return nil
}

// segment reads the data of a segment.
func (w *walk) segment(marker byte, n int) error {
	switch {
	case marker >= media.SOF0 && marker <= media.SOF2:
		w.baseline, w.progressive = marker == media.SOF0, marker == media.SOF2
		return w.frame(n)
	case marker == media.DHT:
		return w.huffmanTables(n)
	case marker == media.DQT:
		return w.quantTables(n)
	case marker == media.SOS:
		return w.scan(n)
	case marker == media.DRI:
		return w.interval(n)
	case marker == media.APP14 && n >= 12:
		b, err := w.in.full(12)
		if err != nil {
			return err
		}
		w.adobe = w.adobe || string(b[:5]) == "Adobe"
		return w.in.skip(n - 12)
	case marker >= media.APP0 && marker <= media.APP15, marker == media.COM:
		return w.in.skip(n)
	case marker < media.SOF0:
		return DamagedError("it has an invalid marker")
	}
	return UnsupportedError("a marker of a different encoding")
}

func (w *walk) interval(n int) error {
	if n != 2 {
		return DamagedError("the restart interval has the wrong length")
	}
	b, err := w.in.full(2)
	if err != nil {
		return err
	}
	w.restart = int(b[0])<<8 + int(b[1])
	return nil
}

func (w *walk) huffmanTables(n int) error {
	b, err := w.segmentData(n)
	if err != nil {
		return err
	}
	for len(b) > 0 {
		table, class, number, rest, err := huffman.Read(b)
		if err != nil || table.Empty() || int(number) > w.mostTables() {
			return errTable
		}
		w.tables[class][number], b = &coding{Table: table}, rest
	}
	return nil
}

// errTable says that codes cannot be told apart, or that there are none.
const errTable = DamagedError("a code table is invalid")

// segmentData reads all of a segment, which can be more than the buffer takes.
func (w *walk) segmentData(n int) ([]byte, error) {
	data := make([]byte, 0, n)
	for n > 0 {
		piece, err := w.in.full(min(n, 4<<10))
		if err != nil {
			return nil, err
		}
		data = append(data, piece...)
		n -= len(piece)
	}
	return data, nil
}

// quantTables reads over tables of which only the form can be wrong.
func (w *walk) quantTables(n int) error {
	for n > 0 {
		b, err := w.in.next()
		if err != nil {
			return err
		}
		n--
		size := 64
		switch {
		case b&15 > 3 || b>>4 > 1:
			return DamagedError("a quantization table is invalid")
		case b>>4 == 1:
			size = 128
		}
		if n < size {
			if n == 0 {
				return nil // a table that was left out hurts nobody
			}
			return DamagedError("a quantization table has the wrong length")
		}
		if err := w.in.skip(size); err != nil {
			return err
		}
		n -= size
	}
	return nil
}

// errSampling says that colours are there less often than brightness in a way that
// hardly anybody decodes.
var errSampling = UnsupportedError("the sampling of its colours")

// frame reads the size and the planes.
func (w *walk) frame(n int) error {
	planes := (n - 6) / 3
	switch {
	case len(w.comps) > 0:
		return DamagedError("it has two frames")
	case n != 6+3*planes || planes != 1 && planes != 3 && planes != 4:
		return UnsupportedError("the number of its colours")
	}
	b, err := w.in.full(n)
	if err != nil {
		return err
	}
	if b[0] != 8 {
		return UnsupportedError("the depth of its colours")
	}
	w.height, w.width = int(b[1])<<8+int(b[2]), int(b[3])<<8+int(b[4])
	if int(b[5]) != planes {
		return DamagedError("its frame has the wrong length")
	}
	for i := range planes {
		if err := w.plane(b[6+3*i:], planes); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) plane(b []byte, planes int) error {
	c := component{id: b[0], h: int(b[1] >> 4), v: int(b[1] & 15)}
	switch {
	case w.component(c.id) != nil:
		return DamagedError("its frame has the same colour twice")
	case b[2] > 3:
		return DamagedError("its frame uses a table that does not exist")
	case c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4:
		return DamagedError("its frame has an invalid sampling")
	case c.h == 3 || c.v == 3:
		return errSampling
	}
	if !w.sampling(c, planes) {
		return errSampling
	}
	if planes == 1 {
		c.h, c.v = 1, 1 // alone, a plane is not interleaved: its factors mean nothing
	}
	w.comps = append(w.comps, c)
	return nil
}

// sampling tells whether the next plane is there as often as decoders expect.
func (w *walk) sampling(c component, planes int) bool {
	i := len(w.comps)
	if planes == 1 {
		return true
	}
	if i == 0 {
		return planes == 3 && c.v != 4 || planes == 4 && c.h == c.v && c.h <= 2
	}
	first := w.comps[0]
	switch {
	case planes == 3 && i == 1:
		return first.h%c.h == 0 && first.v%c.v == 0
	case planes == 3:
		return c.h == w.comps[1].h && c.v == w.comps[1].v
	case i == 3:
		return c.h == first.h && c.v == first.v
	}
	return c.h == 1 && c.v == 1
}

// Unsupported tells whether a file may be fine although it could not be read.
func Unsupported(err error) bool {
	var u UnsupportedError
	return errors.As(err, &u)
}
