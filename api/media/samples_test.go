package media

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// tiff is EXIF data of one field, the orientation, in either byte order.
func tiff(order binary.AppendByteOrder, turn, kind uint16) []byte {
	mark := "MM\x00*"
	if order == binary.LittleEndian {
		mark = "II*\x00"
	}
	b := order.AppendUint32([]byte(mark), 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(order.AppendUint16(b, TagOrientation), kind)
	b = order.AppendUint16(order.AppendUint32(b, 1), turn)
	return append(b, make([]byte, 2+4)...)
}

func segment(marker byte, data string) []byte {
	b := binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(data)+2))
	return append(b, data...)
}

// jpegOf is a JPEG of segments in front of a scan with a stuffed 0xFF, a
// restart and an end.
func jpegOf(segments ...[]byte) []byte {
	b := append([]byte{0xFF, SOI}, bytes.Join(segments, nil)...)
	b = append(b, segment(SOS, "\x01")...)
	return append(b, 'p', 0xFF, 0, 'x', 0xFF, RST0, 'x', 0xFF, EOI)
}

func pngChunk(kind, data string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pngOf(chunks ...[]byte) []byte {
	return append(append([]byte(PNGMagic), bytes.Join(chunks, nil)...), pngChunk("IEND", "")...)
}

func webpOf(chunks ...[]byte) []byte { return riffFile(bytes.Join(chunks, nil)) }

func webpChunk(kind, data string) []byte { return AppendWebPChunk(nil, kind, []byte(data)) }

// reading hides that a file can seek.
func reading(data []byte) io.Reader { return io.MultiReader(bytes.NewReader(data)) }
