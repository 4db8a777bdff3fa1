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
	// Ext is the ending that files of its kind have, with the dot.
	Ext string
}

// Strip copies a picture or video without what says how it was made: only what
// it is shown by is kept, byte for byte, and not what hangs on behind it. Where
// EXIF turns the picture, that alone is kept, and of the marks of its origin the
// digital source type, unless all is to go. A store of Content Credentials goes
// as well once anything around it has changed. What goes of a video is
// overwritten, since nothing in it may move.
//
// A file that is not built as expected is an error, and so is one of another
// kind: nobody could say that the recipe is out.
func Strip(dst io.Writer, src io.ReadSeeker, all bool) (Stripped, error) {
	head, err := start(src)
	if err != nil {
		return Stripped{}, err
	}
	format := media.Sniff(head)
	if format != media.None && !format.ByAPI() {
		return Stripped{}, &UnknownError{fmt.Sprintf("this is %v, from which recipes cannot be removed here", format)}
	}
	if format == media.PNG {
		if _, err := readHidden(src); err == nil {
			return Stripped{}, &UnknownError{"its recipe is hidden in its pixels, which are not changed here"}
		}
	}
	had, err := mark.Read(src)
	if err != nil {
		return Stripped{}, err
	}
	s := stripper{all: all, source: had.Source, ext: format.Ext()}
	if all {
		s.source = ""
	}
	edits, err := s.edits(format, head, src)
	if err == nil && !all && had.C2PA && len(edits) > 0 {
		s.stores = true // they are bound to what has just changed
		edits, err = s.edits(format, head, src)
	}
	if err != nil {
		return Stripped{}, err
	}
	if err := mark.Apply(dst, src, edits); err != nil {
		return Stripped{}, formed(err)
	}
	done := Stripped{Had: had, Has: had, Ext: s.ext}
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
	ext    string
}

func (s *stripper) edits(format media.Format, head []byte, src io.ReadSeeker) ([]mark.Edit, error) {
	s.list, s.placed = nil, false
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	var err error
	switch {
	case format == media.PNG:
		err = s.png(src)
	case format == media.JPEG:
		err = s.jpeg(src)
	case format == media.WebP:
		err = s.webp(src)
	case bytes.HasPrefix(head, []byte("\x1a\x45\xdf\xa3")):
		s.ext = ".webm"
		err = s.webm(src)
	case len(head) >= 8 && within([]string{"ftyp", "styp", "moov", "mdat", "wide", "free", "skip"}, string(head[4:8])):
		s.ext = ".mp4"
		err = s.mp4(src)
	default:
		err = &UnknownError{"it is neither a picture nor a video of a kind that is known here"}
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
