package mark

import (
	"bytes"
	"encoding/binary"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/history/recipe/xmp"
)

// jpeg looks for stores in APP11 (JUMBF boxes, ISO 19566-5) and XMP in APP1.
func (f *found) jpeg(src io.Reader) error {
	f.at = 2
	leading := true
	for walk := media.NewSegments(src); ; {
		s, err := walk.Next()
		if err != nil || s.Marker == media.SOS || s.Marker == media.EOI {
			return ended(err)
		}
		if leading = leading && s.Marker == media.APP0; leading {
			f.at = s.End()
		}
		at := span{s.Start, s.End()}
		f.cut = f.cut || s.End() > f.size
		switch s.Marker {
		case media.APP11:
			data := some(walk, s.Size)
			if len(f.stores) > 0 || bytes.HasPrefix(data, []byte("JP")) || bytes.Contains(data, []byte("c2pa")) {
				f.store(at, data)
			}
		case media.APP1:
			if packet, ok := bytes.CutPrefix(some(walk, s.Size), []byte(media.XMPMagic)); ok {
				f.packet(at, packet)
			}
		}
	}
}

// XMPKey is the keyword of the text of a PNG that holds XMP.
const XMPKey = "XML:com.adobe.xmp"

// png looks for the chunks caBX and XMP.
func (f *found) png(src io.Reader) error {
	f.at = media.PNGHead
	const head, sum = 4 + 4, 4
	for walk := media.NewChunks(src); ; {
		c, err := walk.Next()
		if err != nil {
			return ended(err)
		}
		at := span{c.Start - head, min(c.Start+c.Size+sum, f.size)}
		f.cut = f.cut || c.Start+c.Size > f.size
		switch c.Kind {
		case "IEND":
			return nil
		case "caBX":
			f.store(at, some(walk, min(c.Size, maxStore)))
		case "iTXt":
			if data := some(walk, min(c.Size, xmp.MaxPacket)); bytes.HasPrefix(data, []byte(XMPKey+"\x00\x00")) {
				f.packet(at, data[len(XMPKey)+1:])
			}
		}
	}
}

// webp looks for the chunks C2PA and XMP.
func (f *found) webp(src io.Reader) error {
	const head = 4 + 4
	for walk := media.NewRIFF(src); ; {
		c, err := walk.Next()
		if err != nil {
			return ended(err)
		}
		at := span{c.Start - head, min(c.Start+c.Size+c.Size&1, f.size)}
		f.at, f.cut = at.to, f.cut || c.Start+c.Size > f.size
		switch c.Kind {
		case "C2PA", "c2pa":
			f.store(at, some(walk, min(c.Size, maxStore)))
		case "XMP ":
			f.packet(at, some(walk, min(c.Size, xmp.MaxPacket)))
		case "VP8X":
			if flags := some(walk, 1); len(flags) == 1 && c.Size >= 10 {
				f.extended, f.flags = at, flags[0]
			}
		case "VP8 ", "VP8L":
			if f.extended.to == 0 && f.simple == nil {
				f.simple = simpleHeader(c.Kind, some(walk, min(c.Size, 10)))
			}
		}
	}
}

// simpleHeader makes the header of an extended WebP for a frame, nil where the
// frame is broken.
func simpleHeader(kind string, frame []byte) []byte {
	if len(frame) < 10 {
		return nil
	}
	header := make([]byte, 10)
	w, h := int(binary.LittleEndian.Uint16(frame[6:])&0x3FFF)-1, int(binary.LittleEndian.Uint16(frame[8:])&0x3FFF)-1
	if kind == "VP8L" {
		bits := binary.LittleEndian.Uint32(frame[1:])
		w, h = int(bits&0x3FFF), int(bits>>14&0x3FFF)
		const alpha = 1 << 4
		if bits>>28&1 == 1 {
			header[0] |= alpha
		}
	}
	if w < 0 || h < 0 {
		return nil
	}
	for i := range 3 {
		header[4+i], header[7+i] = byte(w>>(8*i)), byte(h>>(8*i))
	}
	return header
}

// The kinds of uuid boxes that hold marks: a store of Content Credentials, XMP.
var (
	StoreBox = []byte{0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81}
	XMPBox   = []byte{0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC}
)

// boxes walks over the outer boxes of an MP4 file and its relatives. A box that
// reaches to the end leaves no place for another.
func (f *found) boxes(src io.ReadSeeker) error {
	for walk := media.NewBoxes(src, 0, f.size); ; {
		b, err := walk.Next()
		if err != nil {
			return ended(err)
		}
		switch b.Kind {
		case "uuid":
			f.uuid(span{b.From, b.End()}, some(src, min(b.Size, maxStore)))
		case "jumb": // of JPEG XL
			if data := some(src, min(b.Size, maxStore)); bytes.Contains(data, []byte("c2pa")) {
				f.store(span{b.From, b.End()}, data)
			}
		}
		if !b.Open {
			f.at = b.End()
		}
	}
}

func (f *found) uuid(at span, data []byte) {
	if kind, ok := bytes.CutPrefix(data, StoreBox); ok {
		f.store(at, kind)
	}
	if packet, ok := bytes.CutPrefix(data, XMPBox); ok {
		f.packet(at, packet)
	}
}

// maxWhole bounds the GIF and TIFF files that are looked into, in bytes.
const maxWhole = 64 << 20

// gif looks for the extension of Content Credentials, and XMP.
func (f *found) gif(src io.ReadSeeker) error {
	data, err := media.Whole(src, maxWhole)
	if err != nil {
		return err
	}
	for walk := media.NewBlocks(data); ; {
		b, ok := walk.Next()
		if !ok {
			return nil
		}
		if b.Program() == "C2PA_GIF\x01\x00\x00" {
			f.store(span{}, b.Joined())
		}
		if packet := b.XMP(); packet != nil {
			f.packet(span{}, packet)
		}
	}
}

// tiff looks for the field of Content Credentials, and XMP.
func (f *found) tiff(src io.ReadSeeker) error {
	const tagC2PA = 0xCD41
	data, err := media.Whole(src, maxWhole)
	if err != nil {
		return err
	}
	t, ok := media.ReadTIFF(data)
	if !ok {
		return nil
	}
	if field, ok := t.Field(t.First(), tagC2PA); ok {
		f.store(span{}, field.Bytes())
	}
	if field, ok := t.Field(t.First(), media.TagXMP); ok {
		f.packet(span{}, field.Bytes())
	}
	return nil
}
