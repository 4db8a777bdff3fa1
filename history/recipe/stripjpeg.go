package recipe

import (
	"bytes"
	"errors"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/history/mark"
)

// colours are how the segments begin that say how a picture is drawn, by their
// markers; of those with a number (APP0 … APP15) no others are kept.
var colours = map[byte][]string{
	media.APP0:  {"JFIF\x00"},
	media.APP2:  {"ICC_PROFILE\x00"},
	media.APP14: {"Adobe"},
}

// jpeg leaves out segments, and what hangs on behind the picture's end.
func (s *stripper) jpeg(src io.ReadSeeker) error {
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return err
	}
	first, leading, drawn := int64(len("\xff\xd8")), true, false
	for walk := media.NewSegments(src); ; {
		seg, err := walk.Next()
		switch {
		case drawn && errors.Is(err, io.ErrUnexpectedEOF): // it is cut, and nothing can hang on behind it
			s.late(first, mark.Segment)
			return nil
		case err != nil:
			return formed(err)
		case seg.Stray, seg.Alone() && seg.Marker != media.EOI:
			return errForm
		case seg.Marker == media.EOI:
			if size > seg.End() {
				s.cut(seg.End(), size, nil)
			}
			s.late(first, mark.Segment)
			return nil
		}
		drawn = drawn || seg.Marker == media.SOS
		if leading = leading && seg.Marker == media.APP0; leading {
			first = seg.End()
		}
		if seg.Marker != media.COM && (seg.Marker < media.APP0 || seg.Marker > media.APP15) {
			continue
		}
		data, err := readAll(walk, seg.Size, media.MaxSegment)
		if err != nil {
			return err
		}
		s.segment(seg, data)
	}
}

// segment decides about one that nothing is drawn by.
func (s *stripper) segment(seg media.Segment, data []byte) {
	exif, isExif := bytes.CutPrefix(data, []byte(media.ExifMagic))
	packet, isXMP := bytes.CutPrefix(data, []byte(media.XMPMagic))
	for _, start := range colours[seg.Marker] {
		if bytes.HasPrefix(data, []byte(start)) {
			return
		}
	}
	switch {
	case seg.Marker == media.APP1 && isExif:
		if turn := turnSegment(exif); len(turn) != int(seg.End()-seg.Start) { // else it is nothing but the turn
			s.cut(seg.Start, seg.End(), turn)
		}
	case seg.Marker == media.APP1 && isXMP:
		if s.same(packet) {
			s.placed = true
			return
		}
		s.cut(seg.Start, seg.End(), mark.Segment(s.packet()))
	case seg.Marker == media.APP11 && !s.all && !s.stores:
	default:
		s.cut(seg.Start, seg.End(), nil)
	}
}
