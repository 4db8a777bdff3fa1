package recipe

import (
	"bytes"

	"imagine-tui/api/media"
)

// onlyTurn returns EXIF data that hold nothing but how others turn their
// picture, nil where they do not.
func onlyTurn(exif []byte) []byte {
	turn := media.TurnOf(exif)
	if turn == media.Upright {
		return nil
	}
	return []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00")
}

// turnSegment is onlyTurn for a JPEG.
func turnSegment(exif []byte) []byte {
	turn := onlyTurn(exif)
	if turn == nil {
		return nil
	}
	var b bytes.Buffer
	writeSegment(&b, media.APP1, append([]byte(media.ExifMagic), turn...))
	return b.Bytes()
}

// turnChunk is onlyTurn for a PNG.
func turnChunk(exif []byte) []byte {
	turn := onlyTurn(exif)
	if turn == nil {
		return nil
	}
	var b bytes.Buffer
	writeChunk(&b, "eXIf", turn)
	return b.Bytes()
}
