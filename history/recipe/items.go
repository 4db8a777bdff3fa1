package recipe

import (
	"bytes"
	"encoding/binary"

	"imagine-tui/api/media"
)

// items reads the items of a picture that are EXIF or XMP: info says what each
// is, place where its data are, in the file or in a box of data.
func (b *boxReader) items(info, place, inner media.Box) error {
	list, err := b.data(info)
	if err != nil {
		return err
	}
	kinds := itemKinds(list)
	if len(kinds) == 0 {
		return nil
	}
	table, err := b.data(place)
	if err != nil {
		return err
	}
	for id, extents := range itemPlaces(table, kinds) {
		data, err := b.item(extents, inner)
		if err != nil {
			return err
		}
		if kinds[id] == "Exif" {
			b.exifItem(data)
		} else {
			b.xmp(data)
		}
	}
	return nil
}

// item puts the parts of an item together.
func (b *boxReader) item(extents []extent, inner media.Box) ([]byte, error) {
	var data []byte
	for _, e := range extents {
		switch e.method {
		case 1:
			e.from += inner.Start
		case 0:
		default:
			b.fail("its recipe is in a separate item, which is not read")
			return nil, nil
		}
		if int64(len(data))+e.size > MaxJSON || e.from < 0 || e.size < 0 {
			b.fail("its recipe is too long and was not read")
			return nil, nil
		}
		part, err := b.some(e.from, e.size)
		if err != nil {
			return nil, err
		}
		data = append(data, part...)
	}
	return data, nil
}

// itemKinds tells which items are EXIF or XMP ("mime").
func itemKinds(list []byte) map[uint64]string {
	r := numbers{b: list}
	version := r.next(1)
	r.next(3)
	r.next(2 + 2*min(1, int(version)))
	kinds := map[uint64]string{}
	for len(r.b) > 0 {
		box, err := media.NewBoxes(bytes.NewReader(r.b), 0, int64(len(r.b))).Next()
		if err != nil {
			break
		}
		entry := numbers{b: r.b[box.Start:box.End()]}
		r.b = r.b[box.End():]
		version := entry.next(1)
		entry.next(3)
		if version < 2 {
			continue
		}
		id := entry.next(2 * int(min(2, version-1)))
		entry.next(2)
		kind := string(entry.take(4))
		switch {
		case kind == "Exif":
			kinds[id] = kind
		case kind == "mime" && bytes.Contains(entry.b, []byte("\x00application/rdf+xml\x00")):
			kinds[id] = kind
		}
	}
	return kinds
}

// extent is a stretch that holds a part of an item.
type extent struct {
	method     uint64
	from, size int64
}

// itemPlaces tells where the wanted items are.
func itemPlaces(table []byte, wanted map[uint64]string) map[uint64][]extent {
	// How many parts of an item are looked at, and of all.
	const most, mostInAll = 100, 1_000_000
	r := numbers{b: table}
	version := r.next(1)
	r.next(3)
	sizes := r.next(2)
	offset, length, base, index := int(sizes>>12&15), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		index = 0
	}
	wide := 2
	if version >= 2 {
		wide = 4
	}
	places, all := map[uint64][]extent{}, 0
	for range r.next(wide) {
		id, method := r.next(wide), uint64(0)
		if version > 0 {
			method = r.next(2) & 15
		}
		r.next(2) // which file: this one
		start := r.next(base)
		for range r.next(2) {
			r.next(index)
			e := extent{method: method, from: int64(start + r.next(offset)), size: int64(r.next(length))}
			if wanted[id] != "" && len(places[id]) < most {
				places[id] = append(places[id], e)
			}
			if all++; r.short || all > mostInAll {
				return places
			}
		}
		if r.short {
			break
		}
	}
	return places
}

// numbers reads big-endian numbers one after the other.
type numbers struct {
	b     []byte
	short bool // there was less than was asked for
}

func (r *numbers) take(n int) []byte {
	if n > len(r.b) || n > 8 {
		r.short, r.b = true, nil
		return make([]byte, min(n, 8))
	}
	part := r.b[:n]
	r.b = r.b[n:]
	return part
}

func (r *numbers) next(n int) uint64 {
	var word [8]byte
	part := r.take(n)
	copy(word[8-len(part):], part)
	return binary.BigEndian.Uint64(word[:])
}
