package recipe

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The few parts of EXIF that matter here.
const (
	tagExifIFD     = 0x8769 // in IFD0: where the EXIF directory is
	tagExifVersion = 0x9000
	tagUserComment = 0x9286

	typeLong      = 4
	typeUndefined = 7

	charsetASCII   = "ASCII\x00\x00\x00"
	charsetUnicode = "UNICODE\x00"

	// commentAt is where the comment begins in what userComment writes: the
	// header, a directory of one entry, and one of two.
	commentAt = 8 + (2 + 12 + 4) + (2 + 2*12 + 4)
	// maxComment is what is left of a segment for the comment.
	maxComment = maxSegment - len(exifMagic) - commentAt - len(charsetUnicode)
)

// userComment returns the data of an APP1 segment whose EXIF holds only p.
// Other studios write UTF-16 and nothing else, so that is what is written
// unless only ASCII makes it fit. A prompt that is too long even so is cut
// there: our own segments hold all of it.
func userComment(p Parameters) []byte {
	charset, text := charsetUnicode, utf16Text(p.Text())
	if len(text) > maxComment {
		if plain := p.Text(); isASCII(plain) && len(plain) <= maxComment {
			charset, text = charsetASCII, []byte(plain)
		} else {
			text = utf16Text(p.shortened().Text())
		}
	}
	comment := append([]byte(charset), text...)

	b := []byte(exifMagic + "MM\x00\x2a\x00\x00\x00\x08")
	word := binary.BigEndian.AppendUint16
	long := binary.BigEndian.AppendUint32
	b = word(b, 1) // IFD0
	b = long(word(word(b, tagExifIFD), typeLong), 1)
	b = long(b, 8+2+12+4)
	b = long(b, 0) // no further directory
	b = word(b, 2) // EXIF
	b = long(word(word(b, tagExifVersion), typeUndefined), 4)
	b = append(b, "0232"...)
	b = long(word(word(b, tagUserComment), typeUndefined), uint32(len(comment)))
	b = long(b, commentAt)
	b = long(b, 0)
	return append(b, comment...)
}

// shortened cuts the prompt so that the comment fits. Every rune needs at most
// two words in UTF-16, and no more words than bytes in UTF-8.
func (p Parameters) shortened() Parameters {
	empty := p
	empty.Prompt = ""
	room := (maxComment-len(utf16Text(empty.Text())))/2 - len("\n…")
	if room < 0 { // not the prompt is too long then
		p.Model, p.Version, room = "", "", maxComment/4
	}
	cut := min(room, len(p.Prompt))
	for cut > 0 && cut < len(p.Prompt) && !utf8.RuneStart(p.Prompt[cut]) {
		cut--
	}
	if cut < len(p.Prompt) {
		p.Prompt = p.Prompt[:cut] + "…"
	}
	return p
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func utf16Text(s string) []byte {
	words := utf16.Encode([]rune(s))
	b := make([]byte, 0, 2*len(words))
	for _, w := range words {
		b = binary.BigEndian.AppendUint16(b, w)
	}
	return b
}

// readComment finds the UserComment in a TIFF structure, "" if there is none.
func readComment(tiff []byte) string {
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case len(tiff) < 8:
		return ""
	case string(tiff[:2]) == "II":
		order = binary.LittleEndian
	case string(tiff[:2]) != "MM":
		return ""
	}
	at, _, ok := entry(tiff, order, int64(order.Uint32(tiff[4:])), tagExifIFD)
	if !ok {
		return ""
	}
	at, count, ok := entry(tiff, order, at, tagUserComment)
	if !ok || count < 8 || at+count > int64(len(tiff)) {
		return ""
	}
	charset, text := string(tiff[at:at+8]), tiff[at+8:at+count]
	switch charset {
	case charsetASCII, "\x00\x00\x00\x00\x00\x00\x00\x00":
		return strings.TrimRight(strings.ToValidUTF8(string(text), "\uFFFD"), "\x00 ")
	case charsetUnicode:
		return decodeUTF16(text, order)
	}
	return ""
}

// entry looks tag up in the directory at offset at: the value of its last
// field and how many bytes or items it counts.
func entry(tiff []byte, order binary.ByteOrder, at int64, tag uint16) (value, count int64, ok bool) {
	size := int64(len(tiff))
	if at < 0 || at+2 > size {
		return 0, 0, false
	}
	n := int64(order.Uint16(tiff[at:]))
	for i := range n {
		e := at + 2 + 12*i
		if e+12 > size {
			return 0, 0, false
		}
		if order.Uint16(tiff[e:]) == tag {
			return int64(order.Uint32(tiff[e+8:])), int64(order.Uint32(tiff[e+4:])), true
		}
	}
	return 0, 0, false
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
