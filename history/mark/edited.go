package mark

import (
	"errors"
	"io"
)

// edited reads a file as it would be after edits.
type edited struct {
	src   io.ReadSeeker
	parts []part
	at    int64
	size  int64
}

// part is a stretch of the edited file: bytes that are put in, or those of the
// file from a place on.
type part struct {
	start, size int64
	data        []byte
	from        int64
}

func newEdited(src io.ReadSeeker, edits []Edit) (*edited, error) {
	end, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	e := &edited{src: src}
	from := int64(0)
	for _, edit := range edits {
		if edit.At < from || edit.At+edit.Remove > end {
			return nil, io.ErrUnexpectedEOF
		}
		e.add(part{from: from, size: edit.At - from})
		e.add(part{data: edit.Insert, size: int64(len(edit.Insert))})
		from = edit.At + edit.Remove
	}
	e.add(part{from: from, size: end - from})
	return e, nil
}

func (e *edited) add(p part) {
	if p.size == 0 {
		return
	}
	p.start = e.size
	e.size += p.size
	e.parts = append(e.parts, p)
}

// Seek goes to a place of the edited file.
func (e *edited) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += e.at
	case io.SeekEnd:
		offset += e.size
	}
	if offset < 0 {
		return e.at, errors.New("a place before the file")
	}
	e.at = offset
	return offset, nil
}

// Read reads on from there.
func (e *edited) Read(b []byte) (int, error) {
	for _, p := range e.parts {
		in := e.at - p.start
		if in < 0 || in >= p.size {
			continue
		}
		b = b[:min(int64(len(b)), p.size-in)]
		if p.data != nil {
			n := copy(b, p.data[in:])
			e.at += int64(n)
			return n, nil
		}
		if _, err := e.src.Seek(p.from+in, io.SeekStart); err != nil {
			return 0, err
		}
		n, err := e.src.Read(b)
		e.at += int64(n)
		return n, err
	}
	return 0, io.EOF
}
