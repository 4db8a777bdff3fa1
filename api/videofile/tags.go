package videofile

import (
	"bytes"
	"io"
)

// The elements of a WebM file that hold texts about it.
const (
	idTags      = 0x1254C367
	idTag       = 0x7373
	idSimpleTag = 0x67C8
	idTagName   = 0x45A3
	idTagString = 0x4487
)

// Tag is a named text of a video.
type Tag struct{ Name, Value string }

// maxTags bounds the texts that are kept of a file.
const maxTags = 1000

// Tags returns the texts that a WebM file holds. What is not whole is an error
// that wraps ErrCut or ErrDamaged, beside what was found until there.
func Tags(src io.ReadSeeker) ([]Tag, error) {
	end, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	var tags []Tag
	for at := int64(0); at < end; {
		id, n, start, err := elementAt(src, at, end)
		if err != nil {
			return tags, err
		}
		switch {
		case id == idSegment, id == idCluster && n == UnknownSize:
			at = start // its parts follow
			continue
		case n == UnknownSize:
			return tags, damaged("a part of it does not say its length")
		case n > end-start:
			return tags, ErrCut
		case id == idTags && n > maxHeld:
			return tags, damaged("its text fields are too long to be read")
		case id == idTags:
			data := make([]byte, n)
			if _, err := src.Seek(start, io.SeekStart); err != nil {
				return tags, err
			}
			if _, err := io.ReadFull(src, data); err != nil {
				return tags, err
			}
			tags = appendTags(tags, data)
		}
		at = start + n
	}
	return tags, nil
}

// elementAt reads the head of the element at a place, and tells where its data
// begin.
func elementAt(src io.ReadSeeker, at, end int64) (id uint64, n, start int64, err error) {
	const longest = 8 + 8
	if _, err := src.Seek(at, io.SeekStart); err != nil {
		return 0, 0, 0, err
	}
	head := make([]byte, min(longest, end-at))
	if _, err := io.ReadFull(src, head); err != nil {
		return 0, 0, 0, err
	}
	r := bytes.NewReader(head)
	if id, n, err = Element(r); err != nil {
		return 0, 0, 0, damaged("a part of it has no length")
	}
	return id, n, at + int64(len(head)-r.Len()), nil
}

// appendTags takes the texts of an element Tags.
func appendTags(tags []Tag, data []byte) []Tag {
	elements(data, func(id uint64, tag []byte) {
		if id != idTag {
			return
		}
		elements(tag, func(id uint64, simple []byte) {
			if id == idSimpleTag && len(tags) < maxTags {
				tags = append(tags, Tag{string(bytes.TrimRight(child(simple, idTagName), "\x00")), string(bytes.TrimRight(child(simple, idTagString), "\x00"))})
			}
		})
	})
	return tags
}

// elements calls yield with the elements of b, as far as they are whole.
func elements(b []byte, yield func(id uint64, data []byte)) {
	for r := bytes.NewReader(b); r.Len() > 0; {
		id, n, err := Element(r)
		if err != nil || n < 0 || n > int64(r.Len()) {
			return
		}
		rest := b[len(b)-r.Len():]
		yield(id, rest[:n])
		if _, err := r.Seek(n, io.SeekCurrent); err != nil {
			return
		}
	}
}
