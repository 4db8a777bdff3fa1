package videofile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"math/bits"
	"time"

	"imagine-tui/api/buffer"
)

const ebmlMagic = "\x1a\x45\xdf\xa3"

// The elements of a WebM file that matter here.
const (
	idEBML     = 0x1A45DFA3
	idDocType  = 0x4282
	idSegment  = 0x18538067
	idInfo     = 0x1549A966
	idScale    = 0x2AD7B1
	idDuration = 0x4489
	idTracks   = 0x1654AE6B
	idTrack    = 0xAE
	idVideo    = 0xE0
	idWidth    = 0xB0
	idHeight   = 0xBA
	idCluster  = 0x1F43B675
)

// UnknownSize stands for the length of an element that says none.
const UnknownSize = -1

// checkWebM reads the header and the one segment of the file. A segment that
// says its length has to be as long; of one that does not, the elements have to
// be whole.
func checkWebM(src *source, info *Info) error {
	id, n, err := Element(src.br)
	if err != nil {
		return err
	}
	if id != idEBML || n < 0 || n > 4<<10 {
		return damaged("its header is invalid")
	}
	head, err := src.take(n)
	if err != nil {
		return err
	}
	if kind := string(bytes.TrimRight(child(head, idDocType), "\x00")); kind != "webm" && kind != "matroska" {
		return ErrNotVideo
	}
	id, n, err = Element(src.br)
	switch {
	case err != nil:
		return err
	case id != idSegment:
		return damaged("it has no segment")
	case n == UnknownSize:
		return info.segment(src)
	}
	// Only the segment: what follows it is nobody's.
	inside := &io.LimitedReader{R: src.br, N: n}
	br := buffer.Reader(inside, buffer.Large)
	defer buffer.GiveReader(br)
	if err := info.segment(&source{br}); err != nil {
		return err
	}
	if inside.N > 0 {
		return ErrCut
	}
	return nil
}

// segment reads the elements of a segment to its end.
func (i *Info) segment(src *source) error {
	pictures := false
	for {
		end, err := src.atEnd()
		if err != nil {
			return err
		}
		if end {
			if !pictures {
				return ErrCut
			}
			return nil
		}
		id, n, err := Element(src.br)
		if err != nil {
			return err
		}
		pictures = pictures || id == idCluster
		switch {
		case n == UnknownSize && id == idCluster:
			// Its blocks follow as if they stood in the segment.
		case n == UnknownSize:
			return damaged("a part of it does not say its length")
		case id == idInfo || id == idTracks:
			b, err := src.take(n)
			if err != nil {
				return err
			}
			i.element(id, b)
		default:
			if err := src.skip(n); err != nil {
				return err
			}
		}
	}
}

// element reads what Info and Tracks say.
func (i *Info) element(id uint64, b []byte) {
	if id == idInfo {
		scale := number(child(b, idScale))
		if scale == 0 {
			scale = uint64(time.Millisecond)
		}
		const longest = 1 << 20 // seconds
		if d := float(child(b, idDuration)) * float64(scale); d > 0 && d < longest*float64(time.Second) {
			i.Duration = time.Duration(d).Round(time.Millisecond)
		}
		return
	}
	video := child(child(b, idTrack), idVideo)
	if w, h := number(child(video, idWidth)), number(child(video, idHeight)); w > 0 && h > 0 && w < 1<<20 && h < 1<<20 {
		i.Width, i.Height = int(w), int(h)
	}
}

// Element reads an element's id and the length of what is in it, UnknownSize
// where it says none.
func Element(r io.ByteReader) (id uint64, n int64, err error) {
	if id, _, err = vint(r, false); err != nil {
		return 0, 0, err
	}
	size, unknown, err := vint(r, true)
	switch {
	case errors.Is(err, io.EOF):
		return 0, 0, io.ErrUnexpectedEOF
	case err != nil:
		return 0, 0, err
	case unknown:
		return id, UnknownSize, nil
	case size > math.MaxInt64:
		return 0, 0, damaged("a part of it is too long")
	}
	return id, int64(size), nil
}

// vint reads a number of one to eight bytes; how many is told by the zeroes in
// front. Ids keep that mark, lengths do not; all ones mean that it is unknown.
func vint(r io.ByteReader, strip bool) (v uint64, ones bool, err error) {
	first, err := r.ReadByte()
	if err != nil {
		return 0, false, err
	}
	more := bits.LeadingZeros8(first)
	if more == 8 {
		return 0, false, damaged("a number is too long")
	}
	v = uint64(first)
	if strip {
		v &^= 1 << (7 - more)
	}
	for range more {
		b, err := r.ReadByte()
		if err != nil {
			return 0, false, io.ErrUnexpectedEOF
		}
		v = v<<8 | uint64(b)
	}
	return v, strip && v == 1<<(7*(more+1))-1, nil
}

// child returns what is in the first element of b with the id, nil if there is
// none.
func child(b []byte, id uint64) []byte {
	r := bytes.NewReader(b)
	for {
		got, n, err := Element(r)
		if err != nil || n < 0 || n > int64(r.Len()) {
			return nil
		}
		rest := b[len(b)-r.Len():]
		if got == id {
			return rest[:n]
		}
		if _, err := r.Seek(n, io.SeekCurrent); err != nil {
			return nil
		}
	}
}

func number(b []byte) uint64 {
	if len(b) > 8 {
		return 0
	}
	var v uint64
	for _, c := range b {
		v = v<<8 | uint64(c)
	}
	return v
}

func float(b []byte) float64 {
	switch len(b) {
	case 4:
		return float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	case 8:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return 0
}
