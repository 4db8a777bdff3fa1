// Package mark reads what a file says about where its picture comes from, and
// has copies say it: the IPTC digital source type in XMP, and whether there is
// a store of Content Credentials (C2PA). What such a store says is not checked
// here, nor is it ever rewritten: it is bound to the bytes around it.
package mark

import (
	"bytes"
	"errors"
	"io"

	"imagine-tui/api/media"
	"imagine-tui/history/recipe/xmp"
)

// Marks are what a file says about its origin.
type Marks struct {
	// C2PA says that there is a store of Content Credentials, in the file or,
	// by its XMP, elsewhere.
	C2PA bool
	// Source is the address of the IPTC digital source type, "" for none.
	Source string
}

// Sealed tells whether a change of any byte would break something.
func (m Marks) Sealed() bool { return m.C2PA }

// Read looks for marks in a file. What is broken or too long to be read still
// counts as there. Where src stands afterwards is not said.
func Read(src io.ReadSeeker) (Marks, error) {
	f, err := find(src)
	if err != nil {
		return Marks{}, err
	}
	return f.marks(), nil
}

// found is what of a file matters to its marks.
type found struct {
	format media.Format
	video  bool
	stores []span
	// packets are the places of XMP, xmp what the first that says something
	// says.
	packets []span
	xmp     xmp.Packet
	// named is a source type that a store names.
	named string
	// at is where a new packet goes, size how long the file is; cut says that a
	// piece of it reaches beyond that.
	at, size int64
	cut      bool
	// Of a WebP: riff is the length it says to have, extended where its extended
	// header is and flags what that says, simple what it would be where there is
	// none.
	riff     int64
	extended span
	flags    byte
	simple   []byte
}

// span is a stretch of a file.
type span struct{ from, to int64 }

func (f *found) marks() Marks {
	m := Marks{C2PA: len(f.stores) > 0 || f.xmp.Provenance != "", Source: f.xmp.Source}
	if m.Source == "" {
		m.Source = f.named
	}
	return m
}

// find walks over a file.
func find(src io.ReadSeeker) (*found, error) {
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(src, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	f := &found{format: media.Sniff(head[:n]), size: size}
	err = nil // a short file has a short head
	switch {
	case f.format == media.JPEG:
		err = f.jpeg(src)
	case f.format == media.PNG:
		err = f.png(src)
	case f.format == media.WebP:
		f.riff = media.RIFFSize(head) - 8
		err = f.webp(src)
	case f.format == media.GIF:
		err = f.gif(src)
	case f.format == media.TIFFFile:
		err = f.tiff(src)
	case f.format == media.AVIF, f.format == media.HEIF, f.format == media.JXL:
		err = f.boxes(src)
	case n >= 8 && string(head[4:8]) == "ftyp":
		f.video = true
		err = f.boxes(src)
	}
	return f, err
}

// packet takes an XMP packet, the first that says something.
func (f *found) packet(at span, data []byte) {
	f.packets = append(f.packets, at)
	p := xmp.Parse(data)
	if f.xmp.Source == "" {
		f.xmp.Source = p.Source
	}
	if f.xmp.Provenance == "" {
		f.xmp.Provenance = p.Provenance
	}
}

// store takes a part of a store. Its text is searched for a source type: what
// is said there stands as it is among other data.
func (f *found) store(at span, data []byte) {
	f.stores = append(f.stores, at)
	if f.named != "" {
		return
	}
	for _, scheme := range []string{"http://", "https://"} {
		_, rest, ok := bytes.Cut(data, []byte(scheme+xmp.SourceTypes[len("http://"):]))
		if !ok {
			continue
		}
		n := 0
		for n < len(rest) && (rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z') {
			n++
		}
		f.named = xmp.SourceTypes + string(rest[:n])
		return
	}
}

// maxStore is how much of a store is searched, in bytes.
const maxStore = 1 << 20

// some reads what there is of a part of a file, at most most bytes.
func some(src io.Reader, most int64) []byte {
	data, _ := io.ReadAll(io.LimitReader(src, most)) // what cannot be read is not there
	return data
}

// ended makes an end that comes too soon, and what no walker can make sense of,
// none: what was found until there counts.
func ended(err error) error {
	var form media.FormError
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &form) {
		return nil
	}
	return err
}
