package recipe

import (
	"bytes"
	"encoding/binary"
	"io"
)

const (
	jpegMagic = "\xff\xd8\xff"
	// maxSegment is the most data a segment holds: its length field counts
	// itself.
	maxSegment = 65533

	markerAPP0 = 0xe0
	markerAPP1 = 0xe1
	markerAPP9 = 0xe9
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerTEM  = 0x01

	exifMagic = "Exif\x00\x00"
	// ourMagic begins each of our APP9 segments. Two bytes follow: the number
	// of the part, from 1, and how many there are.
	ourMagic = Program + "\x00"
)

// segment is one part of a JPEG in front of its pixels.
type segment struct {
	marker byte
	// start is where its 0xff is, size how many bytes of data it has.
	start, size int64
}

// headers calls yield for the segments in front of the pixels. When yield is
// called, src is at the segment's data; yield may read and move it.
func headers(src io.ReadSeeker, yield func(segment) error) error {
	at := int64(2)
	head := make([]byte, 2)
	for {
		if _, err := src.Seek(at, io.SeekStart); err != nil {
			return err
		}
		if err := readFull(src, head); err != nil {
			return err
		}
		if head[0] != 0xff {
			return errForm
		}
		marker := head[1]
		switch {
		case marker == 0xff: // fill bytes may stand before a marker
			at++
			continue
		case marker == markerSOS, marker == markerEOI:
			return nil
		case marker == 0, marker == markerTEM, marker >= 0xd0 && marker <= 0xd8:
			return errForm // these do not stand here
		}
		if err := readFull(src, head); err != nil {
			return err
		}
		length := int64(binary.BigEndian.Uint16(head))
		if length < 2 {
			return errForm
		}
		if err := yield(segment{marker: marker, start: at, size: length - 2}); err != nil {
			return err
		}
		at += 2 + length
	}
}

// insertJPEG puts our segments behind the leading APP0, which has to be first.
func insertJPEG(src io.ReadSeeker, r Recipe) (int64, []byte, error) {
	offset, leading, exif := int64(2), true, false
	err := headers(src, func(s segment) error {
		if leading = leading && s.marker == markerAPP0; leading {
			offset = s.start + 4 + s.size
		}
		if s.marker == markerAPP1 && s.size >= int64(len(exifMagic)) {
			magic := make([]byte, len(exifMagic))
			if err := readFull(src, magic); err != nil {
				return err
			}
			exif = exif || string(magic) == exifMagic
		}
		return nil
	})
	if err != nil {
		return 0, nil, err
	}
	var b bytes.Buffer
	if !exif {
		writeSegment(&b, markerAPP1, userComment(r.Parameters))
	}
	if !writeParts(&b, r.JSON) {
		return 0, nil, errForm
	}
	return offset, b.Bytes(), nil
}

// writeParts writes the JSON into as many segments as it takes. It fails when
// more than a byte can count would be needed, which is 16 MB.
func writeParts(b *bytes.Buffer, json []byte) bool {
	const room = maxSegment - len(ourMagic) - 2
	total := (len(json) + room - 1) / room
	if total > 255 {
		return false
	}
	for i := range total {
		part := json[i*room : min((i+1)*room, len(json))]
		data := append([]byte(ourMagic), byte(i+1), byte(total))
		writeSegment(b, markerAPP9, append(data, part...))
	}
	return true
}

func writeSegment(b *bytes.Buffer, marker byte, data []byte) {
	b.Write([]byte{0xff, marker})
	var length [2]byte
	binary.BigEndian.PutUint16(length[:], uint16(len(data)+2))
	b.Write(length[:])
	b.Write(data)
}

// readJPEG collects our parts and the EXIF comment.
func readJPEG(src io.ReadSeeker) (Recipe, error) {
	var r Recipe
	var parts collector
	var params string
	err := headers(src, func(s segment) error {
		if s.marker != markerAPP1 && s.marker != markerAPP9 {
			return nil
		}
		data := make([]byte, s.size)
		if err := readFull(src, data); err != nil {
			return err
		}
		if s.marker == markerAPP9 {
			parts.add(data)
			return nil
		}
		if tiff, ok := bytes.CutPrefix(data, []byte(exifMagic)); ok && params == "" {
			params = readComment(tiff)
		}
		return nil
	})
	r.JSON = parts.whole()
	return r.with(params), err
}

// collector puts a recipe together that was split. Parts come in order;
// anything else is not ours.
type collector struct {
	data        []byte
	next, total int
}

func (c *collector) add(data []byte) {
	rest, ok := bytes.CutPrefix(data, []byte(ourMagic))
	if !ok || len(rest) < 2 {
		return
	}
	number, total := int(rest[0]), int(rest[1])
	if c.next == 0 {
		c.next, c.total = 1, total
	}
	if number != c.next || total != c.total || number > total || len(c.data)+len(rest) > MaxJSON {
		return
	}
	c.data = append(c.data, rest[2:]...)
	c.next++
}

// whole returns the recipe, nil if a part is missing.
func (c *collector) whole() []byte {
	if c.next == 0 || c.next != c.total+1 {
		return nil
	}
	return c.data
}
