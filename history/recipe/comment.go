package recipe

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"imagine-tui/api/media"
)

// exifTexts are the fields of EXIF in which programs write how a picture was
// made, with the names that their texts get. ComfyUI takes the fields below
// Model in turn.
var exifTexts = []struct {
	tag  uint16
	name string
}{
	{media.TagUserComment, "UserComment"},
	{media.TagDescription, "ImageDescription"},
	{media.TagSoftware, "Software"},
	{media.TagMakerNote, "MakerNote"},
	{media.TagModel, "Model"},
	{media.TagMake, "Make"},
	{media.TagMake - 2, "DocumentName"},
	{media.TagCopyright, "Copyright"},
	{media.TagXPComment, "XPComment"},
}

// eachComment gives the texts of EXIF data. Fields that belong into one directory
// are found in the other as well: programs are not strict.
func eachComment(exif []byte, yield func(name, text string)) {
	tiff, ok := media.ReadTIFF(exif)
	if !ok {
		return
	}
	directories := []int64{tiff.First()}
	if f, ok := tiff.Field(tiff.First(), media.TagExif); ok {
		directories = append([]int64{f.Long()}, directories...)
	}
	for _, f := range exifTexts {
		for _, directory := range directories {
			field, ok := tiff.Field(directory, f.tag)
			if !ok || field.Type != media.TypeASCII && field.Type != media.TypeByte && field.Type != media.TypeUndefined {
				continue
			}
			text := exifText(field.Bytes(), tiff.Order)
			if f.tag == media.TagXPComment {
				text = decodeUTF16(field.Bytes(), binary.LittleEndian)
			}
			if text != "" {
				yield(f.name, text)
				break
			}
		}
	}
}

// readComment finds the UserComment in EXIF data, "" if there is none.
func readComment(exif []byte) (comment string) {
	eachComment(exif, func(name, text string) {
		if name == "UserComment" {
			comment = text
		}
	})
	return comment
}

// The character sets that a comment may begin with. The undefined one and none
// at all are written as well.
const (
	charsetASCII     = "ASCII\x00\x00\x00"
	charsetUnicode   = "UNICODE\x00"
	charsetJIS       = "JIS\x00\x00\x00\x00\x00"
	charsetUndefined = "\x00\x00\x00\x00\x00\x00\x00\x00"
)

// exifText decodes the bytes of a field.
func exifText(b []byte, order binary.ByteOrder) string {
	const n = len(charsetUnicode)
	if len(b) >= n {
		switch string(b[:n]) {
		case charsetUnicode:
			return decodeUnicode(b[n:], order)
		case charsetASCII, charsetUndefined, charsetJIS:
			b = b[n:]
		}
	}
	if hasMark(b) || len(b) > 3 && !utf8.Valid(b) && bytes.Count(b, []byte{0}) > len(b)/3 {
		return decodeUnicode(b, order)
	}
	return strings.TrimRight(strings.ToValidUTF8(string(b), "\uFFFD"), "\x00 ")
}

// decodeUnicode reads what is said to be UTF-16. The order of its bytes is that
// of its mark, else the one by which it looks like text: programs write either,
// whatever the order of the file. Some write UTF-8.
func decodeUnicode(b []byte, order binary.ByteOrder) string {
	if hasMark(b) {
		return decodeUTF16(b, order)
	}
	if bytes.IndexByte(bytes.TrimRight(b, "\x00"), 0) < 0 && utf8.Valid(bytes.TrimRight(b, "\x00")) && plainASCII(b) > len(b)/2 {
		return strings.TrimRight(string(b), "\x00 ")
	}
	big, little := common(b, binary.BigEndian), common(b, binary.LittleEndian)
	switch {
	case big > little:
		order = binary.BigEndian
	case little > big:
		order = binary.LittleEndian
	}
	return decodeUTF16(b, order)
}

// common counts the characters that are ASCII in an order of bytes: the line of
// settings always has some.
func common(b []byte, order binary.ByteOrder) (n int) {
	for ; len(b) >= 2; b = b[2:] {
		if w := order.Uint16(b); w >= ' ' && w < 0x7F || w == '\n' {
			n++
		}
	}
	return n
}

func plainASCII(b []byte) (n int) {
	for _, c := range b {
		if c >= ' ' && c < 0x7F || c == '\n' {
			n++
		}
	}
	return n
}

func hasMark(b []byte) bool {
	return len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff)
}

// decodeUTF16 reads text in the file's byte order, or as its mark says.
func decodeUTF16(b []byte, order binary.ByteOrder) string {
	if hasMark(b) {
		order = binary.BigEndian
		if b[0] == 0xff {
			order = binary.LittleEndian
		}
		b = b[2:]
	}
	words := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		words = append(words, order.Uint16(b))
	}
	return strings.TrimRight(string(utf16.Decode(words)), "\x00 ")
}
