package jpegproof

import (
	"encoding/binary"
	"errors"
	"io"

	"imagine-tui/api/buffer"
)

// source reads a file through a buffer of its own.
type source struct {
	r    io.Reader
	room *buffer.Bytes
	buf  *[]byte // of the room
	i, j int     // what of buf is still to be read
	err  error
}

func newSource(r io.Reader) *source {
	room := buffer.Take(16 << 10)
	return &source{r: r, room: room, buf: &room.B}
}

func (s *source) release() { s.room.Give() }

// have makes at least n bytes ready, and tells whether there are as many. Why not
// is in err then.
func (s *source) have(n int) bool {
	for s.j-s.i < n {
		if s.err != nil {
			return false
		}
		s.j = copy(*s.buf, (*s.buf)[s.i:s.j])
		s.i = 0
		got, err := s.r.Read((*s.buf)[s.j:])
		s.j += got
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		s.err = err
	}
	return true
}

// ahead are the next eight bytes, none that can be used where there are fewer.
func (s *source) ahead() uint64 {
	if s.j-s.i < 8 {
		return ^uint64(0)
	}
	return binary.BigEndian.Uint64((*s.buf)[s.i:])
}

// next reads the next byte.
func (s *source) next() (byte, error) {
	if !s.have(1) {
		return 0, s.err
	}
	s.i++
	return (*s.buf)[s.i-1], nil
}

// full reads n bytes, which hold until the next reading. They must fit the buffer.
func (s *source) full(n int) ([]byte, error) {
	if !s.have(n) {
		return nil, s.err
	}
	s.i += n
	return (*s.buf)[s.i-n : s.i], nil
}

// skip passes over n bytes.
func (s *source) skip(n int) error {
	for n > 0 {
		if !s.have(1) {
			return s.err
		}
		step := min(n, s.j-s.i)
		s.i += step
		n -= step
	}
	return nil
}

// marker looks for the next marker. Bytes in front of it that belong to nothing are
// passed over, as all decoders do. 0 is none behind fill bytes.
func (s *source) marker() (byte, error) {
	for {
		b, err := s.next()
		if err != nil {
			return 0, err
		}
		if b != 0xFF {
			continue
		}
		if b, err = s.next(); err != nil || b != 0xFF && b != 0 {
			return b, err
		}
		if b == 0 {
			continue
		}
		for b == 0xFF { // fill bytes
			if b, err = s.next(); err != nil {
				return 0, err
			}
		}
		return b, nil
	}
}
