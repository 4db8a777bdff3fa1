package recipe

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"imagine-tui/api/media"
)

// readComment finds the UserComment in EXIF data, "" if there is none.
func readComment(exif []byte) string {
	tiff, ok := media.ReadTIFF(exif)
	if !ok {
		return ""
	}
	directory, ok := tiff.Field(tiff.First(), media.TagExif)
	if !ok {
		return ""
	}
	field, ok := tiff.Field(directory.Long(), media.TagUserComment)
	comment := field.Bytes()
	if !ok || len(comment) < len(charsetUnicode) {
		return ""
	}
	charset, text := string(comment[:len(charsetUnicode)]), comment[len(charsetUnicode):]
	switch charset {
	case charsetASCII, "\x00\x00\x00\x00\x00\x00\x00\x00":
		return strings.TrimRight(strings.ToValidUTF8(string(text), "\uFFFD"), "\x00 ")
	case charsetUnicode:
		return decodeUTF16(text, tiff.Order)
	}
	return ""
}

// decodeUTF16 reads text in the file's byte order, or as its mark says.
func decodeUTF16(b []byte, order binary.ByteOrder) string {
	if len(b) >= 2 && b[0] == 0xff && b[1] == 0xfe {
		order, b = binary.LittleEndian, b[2:]
	} else if len(b) >= 2 && b[0] == 0xfe && b[1] == 0xff {
		order, b = binary.BigEndian, b[2:]
	}
	words := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		words = append(words, order.Uint16(b))
	}
	return strings.TrimRight(string(utf16.Decode(words)), "\x00 ")
}
