package recipe

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"imagine-tui/api/media"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// Stripped says what became of the marks of a copy.
type Stripped struct {
	// Had are those of the picture, Has those of the copy.
	Had, Has mark.Marks
}

// Strip copies a picture without what says how it was made: of a PNG all text
// chunks and EXIF, of a JPEG our segments, comments, captions, XMP and EXIF, of a
// WebP XMP and EXIF. Where EXIF turns the picture, that alone is kept, and of
// the marks of its origin the digital source type, unless all is to go. A store
// of Content Credentials goes as well once anything around it has changed. What
// else belongs to the picture is copied byte for byte; files of other kinds are
// copied whole, but for their marks where all is to go.
//
// A PNG, JPEG or WebP that is not built as expected is an error: nobody could
// say that the recipe is out.
func Strip(dst io.Writer, src io.ReadSeeker, all bool) (Stripped, error) {
	format, err := sniff(src)
	if err != nil {
		return Stripped{}, err
	}
	if format != media.None && !format.ByAPI() {
		return Stripped{}, &UnknownError{fmt.Sprintf("this is %v, of which nobody here can say how to take a recipe out", format)}
	}
	had, err := mark.Read(src)
	if err != nil {
		return Stripped{}, err
	}
	s := stripper{all: all, source: had.Source}
	if all {
		s.source = ""
	}
	edits, err := s.edits(format, src)
	if err == nil && !all && had.C2PA && len(edits) > 0 {
		s.stores = true // they are bound to what has just changed
		edits, err = s.edits(format, src)
	}
	if err != nil {
		return Stripped{}, err
	}
	if err := mark.Apply(dst, src, edits, make([]byte, 64<<10)); err != nil {
		return Stripped{}, formed(err)
	}
	done := Stripped{Had: had, Has: had}
	if len(edits) > 0 {
		done.Has = mark.Marks{Source: s.source}
	}
	return done, nil
}

// stripper finds what is to be taken out.
type stripper struct {
	// all takes the marks as well, stores those of Content Credentials.
	all, stores bool
	// source is the mark that is kept.
	source string
	list   []mark.Edit
	placed bool // the mark that is kept has its place
}

func (s *stripper) edits(format media.Format, src io.ReadSeeker) ([]mark.Edit, error) {
	s.list, s.placed = nil, false
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var err error
	switch format {
	case media.PNG:
		err = s.png(src)
	case media.JPEG:
		err = s.jpeg(src)
	case media.WebP:
		err = s.webp(src)
	default:
		if s.all {
			s.list, err = mark.Blanking(src)
		}
	}
	return s.list, err
}

// cut takes a stretch out, and puts something in its place.
func (s *stripper) cut(from, to int64, instead []byte) {
	s.list = append(s.list, mark.Edit{At: from, Remove: to - from, Insert: instead})
}

// packet returns what takes the place of an XMP packet: the mark alone, once.
func (s *stripper) packet() []byte {
	if s.placed || s.source == "" {
		return nil
	}
	s.placed = true
	return xmp.Mark(s.source)
}

// same tells whether a packet is nothing but the mark that is kept: then nothing
// changes.
func (s *stripper) same(packet []byte) bool {
	return !s.placed && s.source != "" && bytes.Equal(packet, xmp.Mark(s.source))
}

// late puts the mark in at a place where there was no packet. It is only asked
// for where a store that named it goes.
func (s *stripper) late(at int64, form func([]byte) []byte) {
	if !s.stores || s.placed || s.source == "" {
		return
	}
	e := mark.Edit{At: at, Insert: form(s.packet())}
	i := slices.IndexFunc(s.list, func(o mark.Edit) bool { return o.At >= at })
	if i < 0 {
		i = len(s.list)
	}
	s.list = slices.Insert(s.list, i, e)
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
		}
	}
}

const xmpMagic = "http://ns.adobe.com/"

// jpeg leaves out segments in front of the pixels.
func (s *stripper) jpeg(src io.ReadSeeker) error {
	first, leading := int64(len("\xff\xd8")), true
	err := headers(src, func(seg media.Segment, from io.Reader) error {
		if leading = leading && seg.Marker == media.APP0; leading {
			first = seg.End()
		}
		switch seg.Marker {
		case media.COM, media.APP1, media.APP9, media.APP11, media.APP13:
		default:
			return nil
		}
		data, err := readAll(from, seg.Size, media.MaxSegment)
		if err != nil {
			return err
		}
		s.segment(seg, data)
		return nil
	})
	if err == nil {
		s.late(first, mark.Segment)
	}
	return err
}

// segment decides about one segment.
func (s *stripper) segment(seg media.Segment, data []byte) {
	exif, isExif := bytes.CutPrefix(data, []byte(media.ExifMagic))
	packet, isXMP := bytes.CutPrefix(data, []byte(media.XMPMagic))
	switch {
	case seg.Marker == media.APP1 && isExif:
		if turn := turnSegment(exif); len(turn) != int(seg.End()-seg.Start) { // else it is nothing but the turn
			s.cut(seg.Start, seg.End(), turn)
		}
	case seg.Marker == media.APP1 && isXMP:
		if s.same(packet) {
			s.placed = true
			return
		}
		s.cut(seg.Start, seg.End(), mark.Segment(s.packet()))
	case seg.Marker == media.COM,
		seg.Marker == media.APP9 && bytes.HasPrefix(data, []byte(ourMagic)),
		seg.Marker == media.APP13 && bytes.HasPrefix(data, []byte("Photoshop ")),
		seg.Marker == media.APP1 && bytes.HasPrefix(data, []byte(xmpMagic)):
		s.cut(seg.Start, seg.End(), nil)
	case seg.Marker == media.APP11 && (s.all || s.stores):
		s.cut(seg.Start, seg.End(), nil)
	}
}
