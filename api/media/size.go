package media

import (
	"encoding/binary"
	"errors"
	"io"
)

// Size returns the pixels of a picture file as stored, by its headers: 0 where
// they do not say. Where src stands afterwards is not said.
func Size(src io.ReadSeeker) (width, height int) {
	head := make([]byte, MagicLen)
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return 0, 0
	}
	n, err := io.ReadFull(src, head)
	if err != nil && !errors.Is(soon(err), io.ErrUnexpectedEOF) {
		return 0, 0
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return 0, 0
	}
	switch Sniff(head[:n]) {
	case JPEG:
		return sizeOfJPEG(NewSegments(src))
	case PNG:
		var b [IHDRLen]byte
		walk := NewChunks(src)
		if c, err := walk.Next(); err != nil || c.Kind != "IHDR" || c.Size != IHDRLen {
			return 0, 0
		}
		if _, err := io.ReadFull(walk, b[:]); err != nil {
			return 0, 0
		}
		return int(binary.BigEndian.Uint32(b[:])), int(binary.BigEndian.Uint32(b[4:]))
	case WebP:
		return sizeOfWebP(NewRIFF(src))
	case GIF:
		var b [10]byte
		if _, err := io.ReadFull(src, b[:]); err != nil {
			return 0, 0
		}
		return int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:]))
	default:
		return 0, 0
	}
}

// sizeOfJPEG reads the frame header and, where that leaves the height open, goes
// on to where it stands.
func sizeOfJPEG(walk *Segments) (width, height int) {
	for {
		s, err := walk.Next()
		if err != nil || s.Marker == EOI || s.Marker == SOS && width == 0 {
			return 0, 0
		}
		var b [5]byte
		switch {
		case s.IsFrame() && width == 0:
			if _, err := io.ReadFull(walk, b[:]); err != nil {
				return 0, 0
			}
			width, height = int(binary.BigEndian.Uint16(b[3:])), int(binary.BigEndian.Uint16(b[1:]))
		case s.Marker == DNL:
			if _, err := io.ReadFull(walk, b[:2]); err != nil {
				return 0, 0
			}
			height = int(binary.BigEndian.Uint16(b[:]))
		}
		if width == 0 && height == 0 {
			continue
		}
		if height != 0 {
			return width, height
		}
	}
}

// sizeOfWebP reads the size of the canvas of an extended file, else that of the
// frame.
func sizeOfWebP(walk *RIFF) (width, height int) {
	for {
		c, err := walk.Next()
		if err != nil {
			return 0, 0
		}
		var b [10]byte
		if _, err := io.ReadFull(walk, b[:min(c.Size, 10)]); err != nil {
			return 0, 0
		}
		switch c.Kind {
		case "VP8X":
			return 1 + uint24(b[4:]), 1 + uint24(b[7:])
		case "VP8 ":
			return int(binary.LittleEndian.Uint16(b[6:]) & 0x3FFF), int(binary.LittleEndian.Uint16(b[8:]) & 0x3FFF)
		case "VP8L":
			bits := binary.LittleEndian.Uint32(b[1:])
			return int(bits&0x3FFF) + 1, int(bits>>14&0x3FFF) + 1
		}
	}
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
