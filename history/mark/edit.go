package mark

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"

	"imagine-tui/api/buffer"
	"imagine-tui/api/media"
	"imagine-tui/history/recipe/xmp"
)

// Edit is a change of a file: bytes are taken out at a place and others put in.
type Edit struct {
	At, Remove int64
	Insert     []byte
}

// Adding returns what has a copy of a file say where its picture comes from, and
// changes nothing else. There is nothing to do for a file that says so itself,
// for one that carries Content Credentials, for kinds of files that have no place
// for it, and for one that is cut, which is not mended.
func Adding(src io.ReadSeeker, source string) ([]Edit, error) {
	f, err := find(src)
	if err != nil || f.marks() != (Marks{}) || len(f.packets) > 1 || f.cut {
		return nil, err
	}
	packet := xmp.Mark(source)
	if len(f.packets) == 1 {
		if packet, err = f.extend(src, source); err != nil || packet == nil {
			return nil, err
		}
	}
	return proved(src, f.put(packet), source)
}

// proved returns edits after which the mark is found, and none for a file that
// is built so oddly that it would not be. Nothing is copied for it: a reader is
// shown the file as it would be.
func proved(src io.ReadSeeker, edits []Edit, source string) ([]Edit, error) {
	if edits == nil {
		return nil, nil
	}
	edited, err := newEdited(src, edits)
	if err != nil {
		return nil, err
	}
	after, err := Read(edited)
	if err != nil || after.Source != source {
		return nil, nil //nolint:nilerr // left as it is
	}
	return edits, nil
}

// extend adds the mark to the packet that there is. It is nil for one that is
// not built as expected.
func (f *found) extend(src io.ReadSeeker, source string) ([]byte, error) {
	at := f.packets[0]
	if _, err := src.Seek(at.from, io.SeekStart); err != nil {
		return nil, err
	}
	data := some(src, at.to-at.from)
	start := bytes.IndexByte(data, '<')
	end := bytes.LastIndexByte(data, '>')
	if start < 0 || end < start {
		return nil, nil
	}
	packet := xmp.Extend(data[start:end+1], source)
	if xmp.Parse(packet).Source != source {
		return nil, nil // whoever reads it would not find the mark
	}
	return packet, nil
}

// put returns the edits that put a packet in the place of the one there is, or
// where one goes.
func (f *found) put(packet []byte) []Edit {
	at := span{f.at, f.at}
	if len(f.packets) > 0 {
		at = f.packets[0]
	}
	e := Edit{At: at.from, Remove: at.to - at.from}
	switch {
	case f.format == media.JPEG:
		if len(packet)+len(media.XMPMagic) > media.MaxSegment {
			return nil
		}
		e.Insert = Segment(packet)
	case f.format == media.PNG:
		e.Insert = Chunk(packet)
	case f.format == media.WebP:
		return f.putWebP(e, packet)
	case f.video && f.at == f.size && len(f.packets) == 0: // nothing may move in front of the pictures
		e.Insert = Box(packet)
	default:
		return nil
	}
	return []Edit{e}
}

// putWebP makes the file an extended one, whose header says that there is XMP.
func (f *found) putWebP(e Edit, packet []byte) []Edit {
	const riffHead, chunkHead, hasXMP = 12, 8, 1 << 2
	e.Insert = media.AppendWebPChunk(nil, "XMP ", packet)
	if e.At&1 == 1 { // the pad of the last chunk was forgotten
		e.Insert = append([]byte{0}, e.Insert...)
	}
	var header Edit
	switch {
	case f.extended.to > 0:
		header = Edit{At: f.extended.from + chunkHead, Remove: 1, Insert: []byte{f.flags | hasXMP}}
	case f.simple != nil:
		f.simple[0] |= hasXMP
		header = Edit{At: riffHead, Insert: media.AppendWebPChunk(nil, "VP8X", f.simple)}
	default:
		return nil
	}
	size := f.riff
	for _, e := range []Edit{header, e} {
		size += int64(len(e.Insert)) - e.Remove
	}
	return []Edit{{At: 4, Remove: 4, Insert: binary.LittleEndian.AppendUint32(nil, uint32(size))}, header, e} // it fits
}

// Apply writes a copy of src with edits, which are in the order of their places.
// Most files fit the room that it copies them through.
func Apply(dst io.Writer, src io.ReadSeeker, edits []Edit) error {
	plain := struct{ io.Reader }{src}
	room := buffer.Take(buffer.Huge)
	defer room.Give()
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return err
	}
	at := int64(0)
	for _, e := range edits {
		n, err := io.CopyBuffer(dst, io.LimitReader(plain, e.At-at), room.B)
		if err == nil && n < e.At-at {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if _, err := dst.Write(e.Insert); err != nil {
			return err
		}
		at = e.At + e.Remove
		if _, err := src.Seek(at, io.SeekStart); err != nil {
			return err
		}
	}
	_, err := io.CopyBuffer(dst, plain, room.B)
	return err
}

// Segment makes the segment of a JPEG that holds a packet, nothing of nothing.
func Segment(packet []byte) []byte {
	if packet == nil {
		return nil
	}
	b := binary.BigEndian.AppendUint16([]byte{0xff, media.APP1}, uint16(len(media.XMPMagic)+len(packet)+2)) // it fits
	return append(append(b, media.XMPMagic...), packet...)
}

// Chunk makes the chunk of a PNG that holds a packet, nothing of nothing.
func Chunk(packet []byte) []byte {
	if packet == nil {
		return nil
	}
	data := append([]byte("iTXt"+XMPKey+"\x00\x00\x00\x00\x00"), packet...)
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)-4)) // it fits
	return binary.BigEndian.AppendUint32(append(b, data...), crc32.ChecksumIEEE(data))
}

// Box makes the box of an MP4 file that holds a packet.
func Box(packet []byte) []byte {
	n := 8 + len(XMPBox) + len(packet)
	b := append(binary.BigEndian.AppendUint32(nil, uint32(n)), "uuid"...) // it fits
	return append(append(b, XMPBox...), packet...)
}
