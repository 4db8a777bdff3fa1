package recipe

import (
	"encoding/binary"
	"io"

	"imagine-tui/api/media"
)

// The bits of VP8X that say which of these chunks a WebP has.
const (
	webpExif = 1 << 3
	webpXMP  = 1 << 2
)

// stripWebP leaves out EXIF and XMP, in which other programs say how a picture
// was made. What hangs on behind the file is no part of the picture.
func stripWebP(dst io.Writer, src io.ReadSeeker) error {
	pieces := []piece{{bytes: []byte("RIFF\x00\x00\x00\x00WEBP")}}
	var extended, turn []byte
	walk := media.NewRIFF(src)
	for {
		c, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			break
		}
		if err != nil {
			return formed(err)
		}
		const head = 4 + 4
		switch c.Kind {
		case "XMP ":
		case "EXIF":
			exif := make([]byte, min(c.Size, media.MaxExif))
			if err := readFull(walk, exif); err != nil {
				return err
			}
			if turn == nil {
				turn = onlyTurn(media.TrimExif(exif))
			}
		case "VP8X":
			if c.Size > 1<<10 {
				return errForm
			}
			extended = make([]byte, head+c.Size+c.Size&1)
			if err := readFull(walk, extended[head:head+c.Size]); err != nil {
				return err
			}
			copy(extended, c.Kind)
			binary.LittleEndian.PutUint32(extended[4:], uint32(c.Size))
			pieces = append(pieces, piece{bytes: extended})
		default:
			pieces = append(pieces, piece{from: c.Start - head, to: c.Start + c.Size})
			if c.Size&1 == 1 { // some forget the pad of the last one
				pieces = append(pieces, piece{bytes: []byte{0}})
			}
		}
	}
	if len(extended) > 8 {
		extended[8] &^= webpExif | webpXMP
		if turn != nil {
			extended[8] |= webpExif
			pieces = append(pieces, piece{bytes: media.AppendWebPChunk(nil, "EXIF", turn)})
		}
	}
	return write(dst, src, sized(pieces))
}

// sized writes into the first piece of a WebP how long it is.
func sized(pieces []piece) []piece {
	size := int64(-8)
	for _, p := range pieces {
		size += int64(len(p.bytes)) + p.to - p.from
	}
	binary.LittleEndian.PutUint32(pieces[0].bytes[4:], uint32(size))
	return pieces
}
