package recipe

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// tagOrientation says how EXIF turns a picture: 1 is upright.
const tagOrientation = 0x0112

// errFound ends a walk through segments.
var errFound = errors.New("found")

// Turn tells how a JPEG is to be turned before it is shown, as EXIF counts: 1
// as it is, 2 mirrored, 3 by half, 4 upside down, 5 to 8 the same lying on its
// side. Pictures of other kinds are as they are.
func Turn(src io.ReadSeeker) int {
	magic, err := readMagic(src)
	if err != nil || magic[:3] != jpegMagic {
		return 1
	}
	turn := 1
	_ = headers(src, func(s segment) error { // damage is for who decodes it
		if s.marker != markerAPP1 {
			return nil
		}
		data := make([]byte, s.size)
		if err := readFull(src, data); err != nil {
			return err
		}
		tiff, exif := bytes.CutPrefix(data, []byte(exifMagic))
		if !exif {
			return nil
		}
		turn = orientation(tiff)
		return errFound
	})
	return turn
}

// copyTurn writes EXIF that holds nothing but how the picture is turned, or
// none if it is upright.
func copyTurn(dst io.Writer, tiff []byte) error {
	turn := orientation(tiff)
	if turn < 2 {
		return nil
	}
	data := []byte(exifMagic + "MM\x00\x2a\x00\x00\x00\x08\x00\x01" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00")
	var b bytes.Buffer
	writeSegment(&b, markerAPP1, data)
	_, err := dst.Write(b.Bytes())
	return err
}

// orientation reads how EXIF turns the picture, 2 … 8, or 1 for upright.
func orientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(tiff[:2]) == "II" {
		order = binary.LittleEndian
	}
	first := int64(order.Uint32(tiff[4:]))
	value, _, ok := entry(tiff, order, first, tagOrientation)
	if order == binary.BigEndian {
		value >>= 16 // a short stands at the front of its four bytes
	}
	if value &= 0xffff; ok && value >= 2 && value <= 8 {
		return int(value)
	}
	return 1
}
