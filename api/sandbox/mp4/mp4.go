// Package mp4 writes MP4 files (ISO/IEC 14496-12 and -14) with one track of
// JPEG pictures. Motion JPEG needs no encoder beyond the standard library's,
// and what ffmpeg is made of plays it: ffplay, mpv, VLC, most file
// managers. The table of contents comes first, so that a player can begin
// before the last byte has arrived.
//
// Equal tracks give equal files: nothing in them tells the time.
package mp4

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Track is a film without sound.
type Track struct {
	// Width and Height are those of every frame, in pixels, 1 … 65535.
	Width, Height int
	// Rate is how many frames are shown in a second, 1 … 240.
	Rate int
	// Frames are JPEG files in the order in which they are shown; at least
	// one, and all of them together less than 1 GiB.
	Frames [][]byte
}

const (
	maxSide  = 1<<16 - 1
	maxRate  = 240
	maxBytes = 1 << 30
)

// perFrame is how many units of time a frame lasts. Editors like the unit to
// be finer than the frame.
const perFrame = 100

// Encode returns the file.
func Encode(t Track) ([]byte, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	head := box("ftyp", []byte("isom"), be32(512), []byte("isomiso2mp41"))
	// The table of contents says where the frames are, and they come after
	// it: its length is needed to write it, but does not depend on what it says.
	first := len(head) + len(t.moov(0)) + boxHead
	return slices.Concat(head, t.moov(first), box("mdat", t.Frames...)), nil
}

func (t Track) check() error {
	total := 0
	for _, f := range t.Frames {
		total += len(f)
	}
	switch {
	case t.Width < 1 || t.Height < 1 || t.Width > maxSide || t.Height > maxSide:
		return fmt.Errorf("mp4: %d × %d pixels cannot be filmed", t.Width, t.Height)
	case t.Rate < 1 || t.Rate > maxRate:
		return fmt.Errorf("mp4: %d frames in a second", t.Rate)
	case len(t.Frames) == 0:
		return errors.New("mp4: no frames")
	case total >= maxBytes:
		return fmt.Errorf("mp4: %d bytes of frames", total)
	}
	return nil
}

// moov is the table of contents of a file whose first frame is at an offset.
func (t Track) moov(first int) []byte {
	scale := t.Rate * perFrame
	length := len(t.Frames) * perFrame
	mvhd := full("mvhd", 0,
		be32(0, 0, scale, length), be32(1<<16), be16(1<<8, 0), be32(0, 0), unity(),
		be32(0, 0, 0, 0, 0, 0), be32(2)) // the next track's number
	tkhd := full("tkhd", 3, // enabled, and part of the film
		be32(0, 0, 1, 0, length), be32(0, 0), be16(0, 0, 0, 0), unity(),
		be32(t.Width<<16, t.Height<<16))
	mdhd := full("mdhd", 0, be32(0, 0, scale, length), be16(undetermined, 0))
	hdlr := full("hdlr", 0, be32(0), []byte("vide"), be32(0, 0, 0), []byte("VideoHandler\x00"))
	minf := box("minf",
		full("vmhd", 1, be16(0, 0, 0, 0)),
		box("dinf", full("dref", 0, be32(1), full("url ", 1))), // 1: in this file
		t.samples(first))
	return box("moov", mvhd, box("trak", tkhd, box("mdia", mdhd, hdlr, minf)))
}

// undetermined is the language "und", in three times five bits.
const undetermined = 0x55C4

// samples is the table of the frames: what they are, how long each lasts, how
// large it is. They are one chunk, and each can be shown without another.
func (t Track) samples(first int) []byte {
	sizes := be32(0, len(t.Frames))
	for _, f := range t.Frames {
		sizes = append(sizes, be32(len(f))...)
	}
	return box("stbl",
		full("stsd", 0, be32(1), t.entry()),
		full("stts", 0, be32(1, len(t.Frames), perFrame)),
		full("stsc", 0, be32(1, 1, len(t.Frames), 1)),
		full("stsz", 0, sizes),
		full("stco", 0, be32(1, first)))
}

// entry describes the frames as MPEG-4 does: a visual stream whose elementary
// stream descriptor names its coding.
func (t Track) entry() []byte {
	const (
		dpi    = 72 << 16
		colour = 24
		jpeg   = 0x6C // "Visual ISO/IEC 10918-1", registered at mp4ra.org
		visual = 4<<2 | 1
	)
	largest, total := 0, 0
	for _, f := range t.Frames {
		largest, total = max(largest, len(f)), total+len(f)
	}
	config := tag(4, []byte{jpeg, visual, 0, 0, 0}, be32(largest*8*t.Rate, total*8*t.Rate/len(t.Frames)))
	esds := full("esds", 0, tag(3, be16(1), []byte{0}, config, tag(6, []byte{2})))
	name := make([]byte, 32)
	name[0] = byte(copy(name[1:], "Motion JPEG"))
	return box("mp4v",
		make([]byte, 6), be16(1), // which data reference
		make([]byte, 16), be16(t.Width, t.Height), be32(dpi, dpi, 0), be16(1), name, be16(colour, 1<<16-1),
		esds)
}

// boxHead is the length of a box without what is in it.
const boxHead = 8

// box is a length, a type and content.
func box(kind string, parts ...[]byte) []byte {
	n := boxHead
	for _, p := range parts {
		n += len(p)
	}
	out := make([]byte, 0, n)
	out = append(out, be32(n)...)
	out = append(out, kind...)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// full is a box with version 0 and flags.
func full(kind string, flags int, parts ...[]byte) []byte {
	return box(kind, append([][]byte{be32(flags)}, parts...)...)
}

// tag is a descriptor of MPEG-4: a number, a length below 128, content.
func tag(number byte, parts ...[]byte) []byte {
	out := []byte{number, 0}
	for _, p := range parts {
		out = append(out, p...)
	}
	out[1] = byte(len(out) - 2)
	return out
}

// unity is the matrix that leaves pictures as they are.
func unity() []byte { return be32(1<<16, 0, 0, 0, 1<<16, 0, 0, 0, 1<<30) }

func be32(values ...int) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint32(out, uint32(v))
	}
	return out
}

func be16(values ...int) []byte {
	var out []byte
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}
