package recipe

import (
	"bytes"
	"encoding/binary"
	"io"

	"imagine-tui/api/media"
)

// headers calls yield for the segments in front of the pixels. data reads what
// the segment holds; yield need not. Bytes between segments that belong to none
// are not as expected.
func headers(src io.ReadSeeker, yield func(s media.Segment, data io.Reader) error) error {
	return segments(src, false, yield)
}

// segments is headers that may pass over bytes that belong to no segment, as
// decoders do and cameras write them.
func segments(src io.ReadSeeker, strays bool, yield func(s media.Segment, data io.Reader) error) error {
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return err
	}
	walk := media.NewSegments(src)
	for {
		s, err := walk.Next()
		switch {
		case err != nil:
			return formed(err)
		case s.Stray && !strays:
			return errForm
		case s.Marker == media.SOS, s.Marker == media.EOI:
			return nil
		case s.Alone():
			return errForm // restarts have no place here
		}
		if err := yield(s, walk); err != nil {
			return err
		}
	}
}

// insertJPEG puts our segments behind the leading APP0, which has to be first.
func insertJPEG(src io.ReadSeeker, r Recipe) (int64, []byte, error) {
	offset, leading, exif := int64(2), true, false
	err := headers(src, func(s media.Segment, data io.Reader) error {
		if leading = leading && s.Marker == media.APP0; leading {
			offset = s.End()
		}
		if s.Marker == media.APP1 && s.Size >= int64(len(media.ExifMagic)) {
			magic := make([]byte, len(media.ExifMagic))
			if err := readFull(data, magic); err != nil {
				return err
			}
			exif = exif || string(magic) == media.ExifMagic
		}
		return nil
	})
	if err != nil {
		return 0, nil, err
	}
	var b bytes.Buffer
	if !exif {
		writeSegment(&b, media.APP1, userComment(r.Parameters))
	}
	if !writeParts(&b, r.JSON) {
		return 0, nil, errForm
	}
	return offset, b.Bytes(), nil
}

func writeSegment(b *bytes.Buffer, marker byte, data []byte) {
	b.Write([]byte{0xff, marker})
	var length [2]byte
	binary.BigEndian.PutUint16(length[:], uint16(len(data)+2))
	b.Write(length[:])
	b.Write(data)
}

// textsOfJPEG collects our parts, EXIF, XMP and comments.
func textsOfJPEG(src io.ReadSeeker) (*texts, error) {
	t := &texts{}
	err := segments(src, true, func(s media.Segment, from io.Reader) error {
		if s.Marker != media.APP1 && s.Marker != media.APP9 && s.Marker != media.COM {
			return nil
		}
		data, err := readAll(from, s.Size, media.MaxSegment)
		if err != nil {
			return err
		}
		exif, isExif := bytes.CutPrefix(data, []byte(media.ExifMagic))
		packet, isXMP := bytes.CutPrefix(data, []byte(media.XMPMagic))
		switch {
		case s.Marker == media.APP9:
			t.parts.add(data)
		case s.Marker == media.COM:
			t.add("Comment", latin(bytes.TrimRight(data, "\x00")))
		case isExif:
			t.exif(exif)
		case isXMP:
			t.xmp(packet)
		}
		return nil
	})
	return t, err
}
