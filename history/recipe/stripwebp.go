package recipe

import (
	"encoding/binary"
	"io"
	"slices"

	"imagine-tui/api/media"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// The bits of VP8X that say which of these chunks a WebP has.
const (
	webpExif = 1 << 3
	webpXMP  = 1 << 2
)

// webp leaves out EXIF and XMP, in which other programs say how a picture was
// made, and chunks that nobody knows. What hangs on behind the file is no part of the picture.
func (s *stripper) webp(src io.ReadSeeker) error {
	const chunkHead, sizeAt, sizeLen = 8, 4, 4
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return err
	}
	w := webpStripper{stripper: s}
	end := int64(media.MagicLen)
	for walk := media.NewRIFF(src); ; {
		c, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			break
		}
		if err != nil {
			return formed(err)
		}
		if end = c.Start + c.Size; end > size {
			return errForm
		}
		end += c.Size & 1 // some forget the pad of the last one
		if err := w.chunk(c, walk, c.Start-chunkHead, min(end, size)); err != nil {
			return err
		}
	}
	kept := w.kept()
	if end < size {
		s.cut(end, size, nil)
	}
	if len(s.list) == 0 {
		return nil
	}
	if end > size && !w.lastCut {
		kept = append([]byte{0}, kept...)
	}
	if len(kept) > 0 {
		at := min(end, size)
		i := slices.IndexFunc(s.list, func(e mark.Edit) bool { return e.At >= at })
		if i < 0 {
			i = len(s.list)
		}
		s.list = slices.Insert(s.list, i, mark.Edit{At: at, Insert: kept})
	}
	total := size - chunkHead
	for _, e := range s.list {
		total += int64(len(e.Insert)) - e.Remove
	}
	sized := mark.Edit{At: sizeAt, Remove: sizeLen, Insert: binary.LittleEndian.AppendUint32(nil, uint32(total))} // it is hardly longer than before
	s.list = slices.Insert(s.list, 0, sized)
	return nil
}

// webpStripper strips a WebP.
type webpStripper struct {
	*stripper
	extended      bool
	flags, was    byte
	flagsAt       int64
	turn, packets []byte
	lastCut       bool
}

// chunk decides about one chunk.
func (w *webpStripper) chunk(c media.Chunk, from io.Reader, start, end int64) error {
	w.lastCut = false
	gone := func() {
		w.cut(start, end, nil)
		w.lastCut = true
	}
	switch c.Kind {
	case "XMP ":
		data, err := readAll(from, c.Size, xmp.MaxPacket)
		if err != nil {
			return err
		}
		if w.same(data) {
			w.placed = true
			w.flags |= webpXMP
			return nil
		}
		gone()
		if packet := w.packet(); packet != nil {
			w.packets = packet
		}
	case "EXIF":
		exif := make([]byte, min(c.Size, media.MaxExif))
		if err := readFull(from, exif); err != nil {
			return err
		}
		gone()
		if w.turn == nil {
			w.turn = onlyTurn(media.TrimExif(exif))
		}
	case "C2PA", "c2pa":
		if w.all || w.stores {
			gone()
		}
	case "VP8X":
		if c.Size > 1<<10 || c.Size < 1 {
			return errForm
		}
		var flags [1]byte
		if err := readFull(from, flags[:]); err != nil {
			return err
		}
		w.extended, w.was, w.flagsAt = true, flags[0], c.Start
	case "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L":
	default:
		gone() // others may hold anything
	}
	return nil
}

// kept returns the chunks that are put in at the end, and has the header say what
// there is.
func (w *webpStripper) kept() (chunks []byte) {
	if !w.extended {
		return nil
	}
	if w.packets == nil && w.stores {
		w.packets = w.packet()
	}
	flags := w.was&^(webpExif|webpXMP) | w.flags
	if w.turn != nil {
		flags |= webpExif
		chunks = media.AppendWebPChunk(chunks, "EXIF", w.turn)
	}
	if w.packets != nil {
		flags |= webpXMP
		chunks = media.AppendWebPChunk(chunks, "XMP ", w.packets)
	}
	if flags != w.was {
		i := slices.IndexFunc(w.list, func(e mark.Edit) bool { return e.At >= w.flagsAt })
		if i < 0 {
			i = len(w.list)
		}
		w.list = slices.Insert(w.list, i, mark.Edit{At: w.flagsAt, Remove: 1, Insert: []byte{flags}})
	}
	return chunks
}
