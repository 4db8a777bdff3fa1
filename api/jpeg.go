package api

import (
	"bufio"
	"fmt"
	"io"

	"imagine-tui/api/jpegproof"
	"imagine-tui/api/media"
)

// checkJPEG reads a JPEG from its first marker to its last.
func checkJPEG(br *bufio.Reader, info *PictureInfo) error {
	p := &prefix{br: br}
	walk := media.NewSegments(p)
	decodable, err := jpegHeader(walk, info)
	if err != nil {
		return err
	}
	if !decodable || !info.small() {
		p.drop()
		return walkJPEG(walk, info)
	}
	var last tail
	whole := io.TeeReader(p.all(), &last)
	if err = jpegproof.Check(whole); jpegproof.Unsupported(err) {
		// A rare kind that decoders do not know may still be a fine
		// picture. It is too late to walk over it, but not to see its end.
		if _, err := io.Copy(io.Discard, whole); err != nil {
			return err
		}
		if last != (tail{0xFF, media.EOI}) {
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

// jpegHeader reads up to the frame header, which holds the size, and tells whether
// what follows can be decoded.
func jpegHeader(walk *media.Segments, info *PictureInfo) (decodable bool, err error) {
	adobe := false
	for {
		s, err := walk.Next()
		switch {
		case err != nil:
			return false, err
		case s.Stray:
			return false, fmt.Errorf("%w: a marker is missing", ErrPictureDamaged)
		case s.Marker == media.SOS, s.Marker == media.EOI:
			return false, fmt.Errorf("%w: it has no frame", ErrPictureDamaged)
		case !s.IsFrame():
			adobe = adobe || s.Marker == media.APP14
			continue
		case s.Size < 6:
			return false, fmt.Errorf("%w: its frame is too short", ErrPictureDamaged)
		}
		var b [6]byte
		if _, err := io.ReadFull(walk, b[:]); err != nil {
			return false, err
		}
		width, height := int(b[3])<<8|int(b[4]), int(b[1])<<8|int(b[2])
		if height == 0 && width > 0 { // it stands behind the first scan
			info.Width = width
			return false, nil
		}
		if err := info.size(width, height); err != nil {
			return false, err
		}
		precision, components := b[0], b[5]
		// Four colours are only known for what they are with Adobe's segment.
		known := components == 1 || components == 3 || (components == 4 && adobe)
		return s.Marker <= media.SOF2 && precision == 8 && known, nil
	}
}

// walkJPEG goes on to the end marker, without looking at what it skips but for
// a height that the frame header left open.
func walkJPEG(walk *media.Segments, info *PictureInfo) error {
	for {
		s, err := walk.Next()
		switch {
		case err != nil:
			return err
		case s.Marker == media.DNL && info.Height == 0:
			var b [2]byte
			if _, err := io.ReadFull(walk, b[:]); err != nil {
				return err
			}
			if err := info.size(info.Width, int(b[0])<<8|int(b[1])); err != nil {
				return err
			}
		case s.Marker == media.EOI && info.Height == 0:
			return fmt.Errorf("%w: its height is missing", ErrPictureDamaged)
		case s.Marker == media.EOI:
			return nil
		}
	}
}
