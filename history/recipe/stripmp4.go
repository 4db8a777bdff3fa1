package recipe

import (
	"bytes"
	"encoding/binary"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/api/videofile"
	"imagine-tui/history/mark"
	"imagine-tui/history/recipe/xmp"
)

// Nothing may move in a video: its parts say by offsets where its pictures are.
// So what goes is overwritten, and its place is said to be free.

// needed are the boxes that an MP4 file is played from, by the box they are in;
// "" is the file. Of boxes that are not among the keys only what is known to hold
// words goes.
var needed = map[string][]string{
	"":     {"ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix", "prft", "pdin"},
	"moov": {"mvhd", "trak", "mvex", "iods"},
	"trak": {"tkhd", "edts", "tref", "mdia", "tapt", "trgr"},
	"mdia": {"mdhd", "hdlr", "minf", "elng"},
	"minf": {"vmhd", "smhd", "hmhd", "sthd", "nmhd", "gmhd", "hdlr", "dinf", "stbl"},
	"moof": {"mfhd", "traf", "pssh"},
}

// maxMovie bounds what is read of the description of a video, in bytes.
const maxMovie = 64 << 20

// errWords refuses a video whose text stands among its pictures.
var errWords = &UnknownError{"it has a track of text, which cannot be taken out here"}

// box is a stretch of an MP4 file.
type box struct {
	kind             string
	from, start, end int64 // of it, and of what is in it
}

func within(names []string, kind string) bool {
	for _, name := range names {
		if name == kind {
			return true
		}
	}
	return false
}

// mp4 walks over the boxes of the file. What hangs on behind them is cut off.
func (s *stripper) mp4(src io.ReadSeeker) error {
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	open := false // the last box reaches to the end: none can follow
	at := int64(0)
	for at < size {
		b, toTheEnd, err := boxAt(src, at, size)
		if err != nil && seen["moov"] && seen["mdat"] {
			s.cut(at, size, nil)
			break
		}
		if err != nil {
			return err
		}
		seen[b.kind], open = true, toTheEnd
		if err := s.outer(src, b); err != nil {
			return err
		}
		at = b.end
	}
	if !seen["moov"] && !seen["moof"] {
		return errForm
	}
	s.markVideo(at, open)
	return nil
}

// markVideo puts the mark behind the last box where it had no other place.
func (s *stripper) markVideo(end int64, open bool) {
	if s.placed || s.source == "" || len(s.list) == 0 {
		return
	}
	if open {
		s.source = "" // there is no place for it, and Stripped says so
		return
	}
	s.list = append(s.list, mark.Edit{At: end, Insert: mark.Box(s.packet())})
}

// boxAt reads the header of a box.
func boxAt(src io.ReadSeeker, at, size int64) (b box, toTheEnd bool, err error) {
	if _, err := src.Seek(at, io.SeekStart); err != nil {
		return box{}, false, err
	}
	kind, n, err := media.BoxHeader(src)
	if err != nil {
		return box{}, false, errForm
	}
	start, err := src.Seek(0, io.SeekCurrent)
	if err != nil {
		return box{}, false, err
	}
	if toTheEnd = n == media.ToTheEnd; toTheEnd {
		n = size - start
	}
	if n < 0 || n > size-start || !videofile.IsBoxName(kind) {
		return box{}, false, errForm
	}
	return box{kind, at, start, start + n}, toTheEnd, nil
}

// outer decides about a box of the file.
func (s *stripper) outer(src io.ReadSeeker, b box) error {
	switch {
	case b.kind == "uuid":
		return s.uuid(src, b)
	case b.kind == "moov" || b.kind == "moof":
		if b.end-b.start > maxMovie {
			return errForm
		}
		data, err := readAll(io.LimitReader(src, b.end-b.start), b.end-b.start, maxMovie)
		if err != nil {
			return err
		}
		return s.inside(b, data)
	case within(needed[""], b.kind):
		return nil
	}
	return s.freeFrom(src, b)
}

// uuid decides about a box of somebody's own.
func (s *stripper) uuid(src io.ReadSeeker, b box) error {
	n := min(b.end-b.start, xmp.MaxPacket)
	data, err := readAll(io.LimitReader(src, n), n, n)
	if err != nil {
		return err
	}
	if bytes.HasPrefix(data, mark.StoreBox) && !s.all && !s.stores {
		return nil
	}
	packet, isXMP := bytes.CutPrefix(data, mark.XMPBox)
	switch {
	case isXMP && s.same(packet):
		s.placed = true
		return nil
	case isXMP && !s.placed && s.source != "":
		instead := mark.Box(xmp.Mark(s.source))
		if room := b.end - b.from - int64(len(instead)); room >= 8 {
			s.placed = true
			s.cut(b.from, b.from+int64(len(instead)), instead)
			s.list = append(s.list, mark.Edit{At: b.from + int64(len(instead)), Remove: 8, Insert: append(binary.BigEndian.AppendUint32(nil, uint32(room)), "free"...)}) // it is shorter than a packet
			s.zeros(b.from+int64(len(instead))+8, b.end)
			return nil
		}
	}
	s.free(b)
	return nil
}

// inside decides about the boxes in a box whose content is data.
func (s *stripper) inside(parent box, data []byte) error {
	for at := int64(0); at < int64(len(data)); {
		rest := data[at:]
		r := bytes.NewReader(rest)
		kind, n, err := media.BoxHeader(r)
		head := int64(len(rest) - r.Len())
		if n == media.ToTheEnd {
			n = int64(len(rest)) - head
		}
		if err != nil || n < 0 || n > int64(len(rest))-head {
			if allZero(rest) { // udta of QuickTime ends so
				return nil
			}
			return errForm
		}
		b := box{kind, parent.start + at, parent.start + at + head, parent.start + at + head + n}
		if err := s.inner(parent.kind, b, rest[head:head+n]); err != nil {
			return err
		}
		at += head + n
	}
	return nil
}

// inner decides about a box that is in another.
func (s *stripper) inner(parent string, b box, data []byte) error {
	names, listed := needed[parent]
	words := within([]string{"udta", "meta", "uuid", "free", "skip", "cprt", "Xtra"}, b.kind)
	switch {
	case listed && !within(names, b.kind) || words:
		if b.kind != "free" || !allZero(data) {
			s.free(b)
		}
	case b.kind == "hdlr":
		const kind, name = 4 + 4, 4 + 4 + 4 + 12 // behind version, type and what is reserved
		if parent == "mdia" && len(data) >= name && within([]string{"text", "sbtl", "subt", "clcp", "meta"}, string(data[kind:kind+4])) {
			return errWords
		}
		if len(data) > name && !allZero(data[name:]) {
			s.zeros(b.start+name, b.end)
		}
	case b.kind == "stsd":
		s.entries(b, data)
	case within([]string{"trak", "mdia", "minf", "stbl", "traf"}, b.kind):
		return s.inside(b, data)
	}
	return nil
}

// entries takes the names of encoders out of the descriptions of pictures.
func (s *stripper) entries(parent box, data []byte) {
	const head, name, long = 8, 8 + 8 + 16 + 4 + 8 + 4 + 2, 32
	for at := int64(head); at+head <= int64(len(data)); {
		n := int64(binary.BigEndian.Uint32(data[at:]))
		if n < head || n > int64(len(data))-at {
			return
		}
		kind := string(data[at+4 : at+8])
		sound := within([]string{"mp4a", "Opus", "ac-3", "ec-3", "fLaC", "alac", "tx3g", "wvtt", "stpp", "mp4s"}, kind)
		if !sound && n >= name+long && !allZero(data[at+name:at+name+long]) {
			s.zeros(parent.start+at+name, parent.start+at+name+long)
		}
		at += n
	}
}

// free says that the place of a box is free, and overwrites what is in it.
func (s *stripper) free(b box) {
	s.list = append(s.list, mark.Edit{At: b.from + 4, Remove: 4, Insert: []byte("free")})
	s.zeros(b.start, b.end)
}

// freeFrom is free for a box that is not read yet; one that is free already is
// left.
func (s *stripper) freeFrom(src io.Reader, b box) error {
	if b.kind == "free" || b.kind == "skip" || b.kind == "wide" {
		empty, err := onlyZeros(io.LimitReader(src, b.end-b.start))
		if err != nil || empty {
			return err
		}
	}
	s.free(b)
	return nil
}
