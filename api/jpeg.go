package api

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
)

// The markers of a JPEG that matter here.
const (
	markerTEM  = 0x01
	markerSOF0 = 0xC0 // baseline
	markerSOF2 = 0xC2 // progressive
	markerDHT  = 0xC4
	markerJPG  = 0xC8
	markerDAC  = 0xCC
	markerSOFf = 0xCF
	markerRST0 = 0xD0
	markerRST7 = 0xD7
	markerSOI  = 0xD8
	markerEOI  = 0xD9
	markerSOS  = 0xDA

	markerAPP1  = 0xE1 // EXIF
	markerAdobe = 0xEE
)

// checkJPEG reads a JPEG from its first marker to its last. Embedded
// thumbnails have markers of their own, so segments are skipped by length.
func checkJPEG(br *bufio.Reader, info *PictureInfo) error {
	p := &prefix{br: br}
	decodable, err := jpegHeader(p, info)
	if err != nil {
		return err
	}
	if !decodable || !info.small() {
		return walkJPEG(br)
	}
	defer info.decoding()()
	var last tail
	whole := io.TeeReader(p.all(), &last)
	_, err = jpeg.Decode(whole)
	var unsupported jpeg.UnsupportedError
	if errors.As(err, &unsupported) {
		// A rare kind that this decoder does not know may still be a fine
		// picture. It is too late to walk over it, but not to see its end.
		if _, err := io.Copy(io.Discard, whole); err != nil {
			return err
		}
		if last != (tail{0xFF, markerEOI}) {
			return ErrPictureCut
		}
		return nil
	}
	return err
}

// tail keeps the last two bytes written to it.
type tail [2]byte

func (t *tail) Write(p []byte) (int, error) {
	switch len(p) {
	case 0:
	case 1:
		t[0], t[1] = t[1], p[0]
	default:
		copy(t[:], p[len(p)-2:])
	}
	return len(p), nil
}

// jpegHeader reads up to the frame header, which holds the size, and tells
// whether package jpeg can decode what follows.
func jpegHeader(p *prefix, info *PictureInfo) (decodable bool, err error) {
	if _, err := p.next(2); err != nil { // SOI
		return false, err
	}
	adobe := false
	for {
		marker, err := p.marker()
		if err != nil {
			return false, err
		}
		if standsAlone(marker) {
			continue
		}
		if marker == markerSOS || marker == markerEOI {
			return false, fmt.Errorf("%w: it has no frame", ErrPictureDamaged)
		}
		b, err := p.next(2)
		if err != nil {
			return false, err
		}
		n := int(b[0])<<8 | int(b[1])
		if n < 2 {
			return false, fmt.Errorf("%w: a segment is too short", ErrPictureDamaged)
		}
		if b, err = p.next(n - 2); err != nil {
			return false, err
		}
		if !isFrame(marker) {
			adobe = adobe || marker == markerAdobe
			if exif, ok := bytes.CutPrefix(b, []byte("Exif\x00\x00")); ok && marker == markerAPP1 {
				info.Turned = turned(exif)
			}
			continue
		}
		if len(b) < 6 {
			return false, fmt.Errorf("%w: its frame is too short", ErrPictureDamaged)
		}
		if err := info.size(int(b[3])<<8|int(b[4]), int(b[1])<<8|int(b[2])); err != nil {
			return false, err
		}
		precision, components := b[0], b[5]
		// Four colours are only known for what they are with Adobe's segment.
		known := components == 1 || components == 3 || (components == 4 && adobe)
		return marker <= markerSOF2 && precision == 8 && known, nil
	}
}

// marker reads the next marker, with the fill bytes that may precede it.
func (p *prefix) marker() (byte, error) {
	b, err := p.next(2)
	if err != nil {
		return 0, err
	}
	fill, m := b[0], b[1]
	for m == 0xFF {
		if b, err = p.next(1); err != nil {
			return 0, err
		}
		m = b[0]
	}
	if fill != 0xFF || m == 0 {
		return 0, fmt.Errorf("%w: a marker is missing", ErrPictureDamaged)
	}
	return m, nil
}

// standsAlone tells whether a marker has no length and no data.
func standsAlone(m byte) bool {
	return m == markerTEM || m == markerSOI || (m >= markerRST0 && m <= markerRST7)
}

// isFrame tells whether a marker starts a frame (SOF0 … SOF15).
func isFrame(m byte) bool {
	return m >= markerSOF0 && m <= markerSOFf && m != markerDHT && m != markerJPG && m != markerDAC
}

// walkJPEG reads on behind the frame header to the end marker, without
// looking at what it skips.
func walkJPEG(br *bufio.Reader) error {
	for {
		m, err := nextMarker(br)
		switch {
		case err != nil:
			return err
		case m == markerEOI:
			return nil
		case m == 0 || standsAlone(m):
			continue // a stuffed 0xFF of the packed data, or a restart in it
		}
		var b [2]byte
		if _, err := io.ReadFull(br, b[:]); err != nil {
			return err
		}
		n := int(b[0])<<8 | int(b[1])
		if n < 2 {
			return fmt.Errorf("%w: a segment is too short", ErrPictureDamaged)
		}
		if _, err := br.Discard(n - 2); err != nil {
			return err
		}
	}
}

// nextMarker skips packed data up to 0xFF and returns what follows it.
func nextMarker(br *bufio.Reader) (byte, error) {
	for {
		_, err := br.ReadSlice(0xFF)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return 0, err
		}
		for {
			m, err := br.ReadByte()
			if err != nil || m != 0xFF {
				return m, err
			}
		}
	}
}
