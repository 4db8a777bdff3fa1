package recipe

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"

	"imagine-tui/api/media"
	"imagine-tui/history/mark"
)

// textsOfBoxes reads the texts of files that consist of boxes: MP4 and MOV, AVIF,
// HEIF, JPEG XL. Where a description of the content is needed, a file without is
// not whole.
func textsOfBoxes(src io.ReadSeeker, needed bool) (*texts, error) {
	t := &texts{}
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil {
		return t, err
	}
	b := boxReader{texts: t, src: src}
	err = formed(b.inside(0, size, 0))
	if err == nil && needed && !b.described {
		err = errForm
	}
	return t, err
}

// boxReader reads the texts of such a file.
type boxReader struct {
	*texts
	src       io.ReadSeeker
	described bool
}

// inside reads the boxes of a stretch.
func (b *boxReader) inside(from, to int64, depth int) error {
	const maxDepth = 8
	for walk := media.NewBoxes(b.src, from, to); depth < maxDepth; {
		box, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			return nil
		}
		if err == nil {
			err = b.box(box, depth)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *boxReader) box(box media.Box, depth int) error {
	b.described = b.described || box.Kind == "moov" || box.Kind == "meta"
	switch box.Kind {
	case "moov", "udta":
		return b.inside(box.Start, box.End(), depth+1)
	case "meta":
		return b.meta(box)
	case "uuid":
		if box.Size <= MaxJSON {
			data, err := b.data(box)
			if packet, ok := bytes.CutPrefix(data, mark.XMPBox); ok {
				b.xmp(packet)
			}
			return err
		}
	case "xml ":
		data, err := b.data(box)
		b.xmp(data)
		return err
	case "Exif":
		data, err := b.data(box)
		b.exifItem(data)
		return err
	case "brob":
		if data, err := b.some(box.Start, min(box.Size, 4)); err != nil || string(data) == "Exif" || string(data) == "xml " {
			b.fail("its recipe is compressed with Brotli, which is not supported")
			return err
		}
	case "\xa9cmt", "\xa9des": // as QuickTime has them: length, language, text
		if data, err := b.data(box); err == nil && len(data) > 4 {
			b.add("Comment", string(data[4:]))
		}
	}
	return nil
}

// some reads a stretch of the file.
func (b *boxReader) some(from, size int64) ([]byte, error) {
	if _, err := b.src.Seek(from, io.SeekStart); err != nil {
		return nil, err
	}
	return readAll(io.LimitReader(b.src, size), size, MaxJSON)
}

// data reads what is in a box, and notes one that is too long.
func (b *boxReader) data(box media.Box) ([]byte, error) {
	if box.Size > MaxJSON {
		b.fail(fmt.Sprintf("its part %q is larger than %d MB and is not read", box.Kind, MaxJSON>>20))
		return nil, nil
	}
	return b.some(box.Start, box.Size)
}

// exifItem takes EXIF that has the place of its first byte in front.
func (b *boxReader) exifItem(data []byte) {
	const head = 4
	if len(data) < head {
		return
	}
	if skip := int64(binary.BigEndian.Uint32(data)); skip <= int64(len(data)-head) {
		b.exif(media.TrimExif(data[head+skip:]))
	}
}

// meta reads what a box of metadata holds: items, as pictures have them, or a
// list of texts, as videos have.
func (b *boxReader) meta(outer media.Box) error {
	from := outer.Start
	head, err := b.some(from, min(outer.Size, 8))
	if err != nil {
		return err
	}
	if len(head) < 8 || string(head[4:]) != "hdlr" { // QuickTime has no version in front
		from += 4
	}
	parts := map[string]media.Box{}
	for walk := media.NewBoxes(b.src, from, outer.End()); ; {
		box, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			break
		}
		if err != nil {
			return err
		}
		parts[box.Kind] = box
	}
	if list, ok := parts["ilst"]; ok {
		var keys []string
		if table, ok := parts["keys"]; ok {
			data, err := b.data(table)
			if err != nil {
				return err
			}
			keys = keysOf(data)
		}
		return b.list(list, keys)
	}
	if info, ok := parts["iinf"]; ok {
		return b.items(info, parts["iloc"], parts["idat"])
	}
	return nil
}

// keysOf reads the names of texts.
func keysOf(data []byte) []string {
	const table, head = 8, 8
	var keys []string
	for rest := data[min(table, len(data)):]; len(rest) >= head; {
		n := int64(binary.BigEndian.Uint32(rest))
		if n < head || n > int64(len(rest)) {
			break
		}
		keys = append(keys, strings.TrimPrefix(string(rest[head:n]), "com.apple.quicktime."))
		rest = rest[n:]
	}
	return keys
}

// listed are the names that texts without a table of names have.
var listed = map[string]string{"\xa9cmt": "Comment", "desc": "Description", "\xa9des": "Description", "ldes": "Description", "\xa9too": "Software", "\xa9nam": "Title"}

// list reads a list of texts: boxes with a box of data each.
func (b *boxReader) list(outer media.Box, keys []string) error {
	for walk := media.NewBoxes(b.src, outer.Start, outer.End()); ; {
		box, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			return nil
		}
		if err != nil {
			return err
		}
		key := listed[box.Kind]
		if i := binary.BigEndian.Uint32([]byte(box.Kind)); key == "" && i >= 1 && int64(i) <= int64(len(keys)) {
			key = keys[i-1]
		}
		const head = 8 + 8 // of the box, and its type and language
		if key == "" || box.Size < head {
			continue
		}
		if box.Size > MaxJSON {
			b.tooLarge(key)
			continue
		}
		data, err := b.some(box.Start, box.Size)
		if err != nil {
			return err
		}
		if string(data[4:8]) == "data" {
			b.add(key, string(data[head:]))
		}
	}
}
