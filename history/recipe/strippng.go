package recipe

import (
	"bytes"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// shown are the chunks of a PNG that a picture is drawn by and that hold no words
// of anybody: with all whose names begin with a capital, they are kept.
var shown = []string{
	"tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT",
	"acTL", "fcTL", "fdAT",
}

// png leaves out chunks. What hangs on behind the last one is no part of the
// picture.
func (s *stripper) png(src io.ReadSeeker) error {
	const head, sum = 4 + 4, 4 // around the data of a chunk
	walk := media.NewChunks(src)
	for {
		c, err := walk.Next()
		if err != nil {
			return formed(err)
		}
		from, end := c.Start-head, c.Start+c.Size+sum
		switch c.Kind {
		case "eXIf":
			data := make([]byte, min(c.Size, media.MaxExif))
			if err := readFull(walk, data); err != nil {
				return err
			}
			s.cut(from, end, turnChunk(data))
		case "tEXt", "iTXt", "zTXt":
			data, err := readAll(io.LimitReader(walk, xmp.MaxPacket), min(c.Size, xmp.MaxPacket), xmp.MaxPacket)
			if err != nil {
				return err
			}
			packet, isXMP := bytes.CutPrefix(data, []byte(mark.XMPKey+"\x00\x00\x00\x00\x00"))
			switch {
			case isXMP && s.same(packet):
				s.placed = true
			case isXMP:
				s.cut(from, end, mark.Chunk(s.packet()))
			case bytes.HasPrefix(data, []byte(mark.XMPKey+"\x00")): // packed
				s.cut(from, end, mark.Chunk(s.packet()))
			default:
				s.cut(from, end, nil)
			}
		case "caBX":
			if s.all || s.stores {
				s.cut(from, end, nil)
			}
		case "IEND":
			size, err := src.Seek(0, io.SeekEnd)
			if err != nil {
				return err
			}
			if size < end {
				return errForm
			}
			if size > end {
				s.cut(end, size, nil)
			}
			s.late(media.PNGHead, mark.Chunk)
			return nil
		default:
			if critical := c.Kind[0] >= 'A' && c.Kind[0] <= 'Z'; !critical && !within(shown, c.Kind) {
				s.cut(from, end, nil)
			}
		}
	}
}
