package media

import (
	"encoding/binary"
	"errors"
	"io"
)

// The markers of a JPEG that matter to somebody (ITU-T T.81, table B.1).
const (
	TEM   = 0x01
	SOF0  = 0xC0 // baseline
	SOF1  = 0xC1 // the same with larger tables
	SOF2  = 0xC2 // progressive
	DHT   = 0xC4
	JPG   = 0xC8
	DAC   = 0xCC
	SOF15 = 0xCF
	RST0  = 0xD0
	RST7  = 0xD7
	SOI   = 0xD8
	EOI   = 0xD9
	SOS   = 0xDA
	DQT   = 0xDB
	DNL   = 0xDC // the height, behind the first scan
	DRI   = 0xDD
	APP0  = 0xE0 // JFIF
	APP1  = 0xE1 // EXIF, XMP
	APP2  = 0xE2 // colour profiles
	APP9  = 0xE9
	APP11 = 0xEB // JUMBF
	APP13 = 0xED // Photoshop, IPTC
	APP14 = 0xEE // Adobe
	APP15 = 0xEF
	COM   = 0xFE
)

// MaxSegment is the most data a segment holds: its length counts itself.
const MaxSegment = 0xFFFF - 2

// ExifMagic begins the data of an APP1 segment that holds EXIF.
const ExifMagic = "Exif\x00\x00"

// XMPMagic begins the data of an APP1 segment that holds an XMP packet.
const XMPMagic = "http://ns.adobe.com/xap/1.0/\x00"

// Segment is a part of a JPEG: a marker and its data.
type Segment struct {
	Marker byte
	// Start is where the 0xFF of its marker is. Length and data follow.
	Start int64
	// Size is how many bytes of data it says to have.
	Size int64
	// Stray says that bytes were in front of it that belong to nothing.
	Stray bool
}

// DataStart is where the data of the segment begin in the file.
func (s Segment) DataStart() int64 { return s.Start + 4 }

// End is where the segment ends in the file.
func (s Segment) End() int64 {
	if s.Alone() {
		return s.Start + 2
	}
	return s.DataStart() + s.Size
}

// In returns the data of the segment in a file that is in memory, as far as
// they are there.
func (s Segment) In(file []byte) []byte { return within(file, s.DataStart(), s.Size) }

// Alone tells whether the marker has neither length nor data.
func (s Segment) Alone() bool { return s.Marker == EOI || restarts(s.Marker) }

// restarts tells whether a marker may also stand within packed data.
func restarts(marker byte) bool {
	return marker == TEM || marker >= RST0 && marker <= SOI
}

// IsFrame tells whether the segment is a frame header (SOF0 … SOF15).
func (s Segment) IsFrame() bool {
	return s.Marker >= SOF0 && s.Marker <= SOF15 && s.Marker != DHT && s.Marker != JPG && s.Marker != DAC
}

// Segments walks over the segments of a JPEG. Thumbnails inside have markers
// of their own, so segments are skipped by their length; the packed data that
// follow a scan header are searched for the next marker.
type Segments struct {
	*cursor
	packed, ended bool
}

// NewSegments returns a walker of the JPEG file src, which is at its start.
func NewSegments(src io.Reader) *Segments { return &Segments{cursor: newCursor(src)} }

// Next goes to the next segment, whatever was read of the one before. The last
// one is EOI, and after it comes io.EOF.
func (s *Segments) Next() (Segment, error) {
	if s.ended {
		return Segment{}, io.EOF
	}
	if s.at == 0 {
		var start [2]byte
		if err := s.full(start[:]); err != nil {
			return Segment{}, err
		}
		if start != [2]byte{0xFF, SOI} {
			return Segment{}, FormError("it does not start like a JPEG")
		}
	}
	if err := s.pass(); err != nil {
		return Segment{}, err
	}
	next, err := s.marker()
	if err != nil {
		return Segment{}, err
	}
	s.ended = next.Marker == EOI
	s.packed = s.packed || next.Marker == SOS
	if next.Alone() {
		return next, nil
	}
	var length [2]byte
	if err := s.full(length[:]); err != nil {
		return Segment{}, err
	}
	next.Size = int64(binary.BigEndian.Uint16(length[:])) - 2
	if next.Size < 0 {
		return Segment{}, FormError("a segment is too short")
	}
	s.left = next.Size
	return next, nil
}

// marker reads the next marker with the fill bytes that may precede it. In
// packed data a zero follows each 0xFF that is none, and restart markers are
// nothing to stop at.
func (s *Segments) marker() (Segment, error) {
	stray := false
	for {
		before, err := s.through(0xFF)
		if stray = stray || before > 0; stray && !s.packed && errors.Is(err, io.ErrUnexpectedEOF) {
			return Segment{}, FormError("a marker is missing")
		}
		if err != nil {
			return Segment{}, err
		}
		m, err := s.after(0xFF)
		if err != nil {
			return Segment{}, err
		}
		stray = stray || m == 0
		if m == 0 || s.packed && restarts(m) {
			continue
		}
		return Segment{Marker: m, Start: s.at - 2, Stray: stray && !s.packed}, nil
	}
}
