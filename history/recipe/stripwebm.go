package recipe

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"slices"

	"imagine-tui/api/videofile"
	"imagine-tui/history/mark"
)

// The elements of a WebM file that it is played from (RFC 9559), by what they
// are in.
var (
	ofFile    = []uint64{idCluster, idCues, idSeekHead, idInfo, idTracks}
	ofCluster = []uint64{0xE7, 0xA7, 0xAB, 0xA3, 0xA0, 0xAF}
	ofInfo    = []uint64{0x2AD7B1, 0x4489}
	ofTrack   = []uint64{
		0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x234E7A, 0x23314F, 0x55EE, 0x41E4,
		0x22B59C, 0x22B59D, 0x86, 0x63A2, 0x56AA, 0x56BB, 0xAA, 0x6FAB, 0xE0, 0xE1, 0x6D80,
	}
	// named are strings that have to be there: they are emptied.
	named = []uint64{0x4D80, 0x5741}
)

const (
	idSegment  = 0x18538067
	idCluster  = 0x1F43B675
	idCues     = 0x1C53BB6B
	idSeekHead = 0x114D9B74
	idInfo     = 0x1549A966
	idTracks   = 0x1654AE6B
	idTrack    = 0xAE
	idSeek     = 0x4DBB
	idSeekID   = 0x53AB
	idVoid     = 0xEC

	idTrackType = 0x83
	subtitles   = 0x11
)

// element is a stretch of a WebM file.
type element struct {
	id               uint64
	from, start, end int64 // of it, and of what is in it
}

// webm makes void what the file is not played from. What hangs on behind the
// segment is cut off.
func (s *stripper) webm(src io.ReadSeeker) error {
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	head, _, err := elementAt(src, 0, size)
	if err != nil {
		return err
	}
	segment, _, err := elementAt(src, head.end, size)
	if err != nil {
		return err
	}
	if segment.id != idSegment {
		return errForm
	}
	for at := segment.start; at < segment.end; {
		e, endless, err := elementAt(src, at, segment.end)
		switch {
		case err != nil:
			return err
		case endless && e.id == idCluster: // its blocks follow as if they stood in the segment
			at = e.start
			continue
		case endless:
			return errForm
		}
		if err := s.element(src, e); err != nil {
			return err
		}
		at = e.end
	}
	if segment.end < size {
		s.cut(segment.end, size, nil)
	}
	return nil
}

// elementAt reads the header of an element. One that says no length reaches as
// far as it can.
func elementAt(src io.ReadSeeker, at, end int64) (e element, endless bool, err error) {
	const longest = 4 + 8
	if _, err := src.Seek(at, io.SeekStart); err != nil {
		return element{}, false, err
	}
	head, err := readAll(io.LimitReader(src, longest), min(longest, end-at), longest)
	if err != nil {
		return element{}, false, err
	}
	e, endless, err = headOf(head, at, end)
	if err != nil {
		return element{}, false, err
	}
	_, err = src.Seek(e.start, io.SeekStart)
	return e, endless, err
}

// headOf reads the header of the element with which data begin, at a place of
// the file.
func headOf(data []byte, at, end int64) (e element, endless bool, err error) {
	r := bytes.NewReader(data)
	id, n, err := videofile.Element(r)
	start := at + int64(len(data)-r.Len())
	if endless = n == videofile.UnknownSize; endless {
		n = end - start
	}
	if err != nil || n < 0 || n > end-start {
		return element{}, false, errForm
	}
	return element{id, at, start, start + n}, endless, nil
}

// element decides about an element of the segment.
func (s *stripper) element(src io.Reader, e element) error {
	switch e.id {
	case idInfo, idTracks, idSeekHead:
		if e.end-e.start > maxMovie {
			return errForm
		}
		data, err := readAll(io.LimitReader(src, e.end-e.start), e.end-e.start, maxMovie)
		if err != nil {
			return err
		}
		return s.children(e, data)
	case idVoid:
		empty, err := onlyZeros(bufio.NewReader(io.LimitReader(src, e.end-e.start)))
		if err != nil || empty {
			return err
		}
	}
	if !slices.Contains(ofFile, e.id) && !slices.Contains(ofCluster, e.id) {
		s.void(e)
	}
	return nil
}

// children decides about the elements in an element whose content is data.
func (s *stripper) children(parent element, data []byte) error {
	for at := int64(0); at < int64(len(data)); {
		e, endless, err := headOf(data[at:], parent.start+at, parent.end)
		if err != nil || endless {
			return errForm
		}
		content := data[e.start-parent.start : e.end-parent.start]
		if err := s.child(parent.id, e, content); err != nil {
			return err
		}
		at = e.end - parent.start
	}
	return nil
}

func (s *stripper) child(parent uint64, e element, data []byte) error {
	keep := false
	switch parent {
	case idTracks:
		if e.id == idTrack {
			return s.children(e, data)
		}
	case idTrack:
		if e.id == idTrackType && bytes.Equal(data, []byte{subtitles}) {
			return errWords
		}
		keep = slices.Contains(ofTrack, e.id)
	case idInfo:
		keep = slices.Contains(ofInfo, e.id)
		if slices.Contains(named, e.id) {
			keep = true
			if !allZero(data) {
				s.zeros(e.start, e.end)
			}
		}
	case idSeekHead:
		keep = e.id == idSeek && slices.Contains(ofFile, soughtIn(data))
	}
	if keep || e.id == idVoid && allZero(data) {
		return nil
	}
	s.void(e)
	return nil
}

// soughtIn returns the id whose place a Seek tells, 0 where it makes no sense.
func soughtIn(data []byte) uint64 {
	for at := int64(0); at < int64(len(data)); {
		e, _, err := headOf(data[at:], at, int64(len(data)))
		if err != nil {
			return 0
		}
		if e.id == idSeekID && e.end-e.start <= 4 {
			var id uint64
			for _, b := range data[e.start:e.end] {
				id = id<<8 | uint64(b)
			}
			return id
		}
		at = e.end
	}
	return 0
}

// void overwrites an element with one that means nothing.
func (s *stripper) void(e element) {
	const short, long = 2, 9 // bytes of a header with a short length, and a long one
	total := e.end - e.from
	head := []byte{idVoid, 0x80 | byte(total-short)}
	if total-short > 126 {
		head = append([]byte{idVoid}, binary.BigEndian.AppendUint64(nil, 1<<56|uint64(total-long))...)
	}
	s.list = append(s.list, mark.Edit{At: e.from, Remove: int64(len(head)), Insert: head})
	s.zeros(e.from+int64(len(head)), e.end)
}
