package recipe

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"imagine-tui/api/media"
)

const (
	tagExifVersion = 0x9000

	// commentAt is where the comment begins in what userComment writes: the
	// header, a directory of one entry, and one of two.
	commentAt = 8 + (2 + 12 + 4) + (2 + 2*12 + 4)
	// maxComment is what is left of a segment for the comment.
	maxComment = media.MaxSegment - len(media.ExifMagic) - commentAt - len(charsetUnicode)
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

	b := []byte(media.ExifMagic + "MM\x00\x2a\x00\x00\x00\x08")
	word := binary.BigEndian.AppendUint16
	long := binary.BigEndian.AppendUint32
	b = word(b, 1) // IFD0
	b = long(word(word(b, media.TagExif), media.TypeLong), 1)
	b = long(b, 8+2+12+4)
	b = long(b, 0) // no further directory
	b = word(b, 2) // EXIF
	b = long(word(word(b, tagExifVersion), media.TypeUndefined), 4)
	b = append(b, "0232"...)
	b = long(word(word(b, media.TagUserComment), media.TypeUndefined), uint32(len(comment)))
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
