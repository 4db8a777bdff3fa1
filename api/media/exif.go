package media

import "encoding/binary"

// The tags of fields that matter to somebody.
const (
	TagDescription = 0x010E
	TagMake        = 0x010F
	TagModel       = 0x0110
	TagOrientation = 0x0112
	TagSoftware    = 0x0131
	TagXMP         = 0x02BC
	TagCopyright   = 0x8298
	TagExif        = 0x8769 // in the first directory: where that of EXIF is
	TagMakerNote   = 0x927C
	TagUserComment = 0x9286
	TagXPComment   = 0x9C9C
)

// The types of fields.
const (
	TypeByte      = 1
	TypeASCII     = 2
	TypeShort     = 3
	TypeLong      = 4
	TypeUndefined = 7
)

// TIFF is what EXIF keeps its fields in. Nothing in it can be trusted: each
// place that a field names may be outside.
type TIFF struct {
	Order binary.ByteOrder
	data  []byte
}

// ReadTIFF takes EXIF data from its byte order mark on; false for what is
// something else.
func ReadTIFF(data []byte) (TIFF, bool) {
	if len(data) < 8 {
		return TIFF{}, false
	}
	switch string(data[:4]) {
	case "II*\x00":
		return TIFF{binary.LittleEndian, data}, true
	case "MM\x00*":
		return TIFF{binary.BigEndian, data}, true
	}
	return TIFF{}, false
}

// First returns where the first directory is.
func (t TIFF) First() int64 { return int64(t.Order.Uint32(t.data[4:])) }

// Whole tells whether a directory and the values of its texts are there.
func (t TIFF) Whole(directory int64) bool {
	const count, each = 2, 12
	if directory < 0 || directory+count > int64(len(t.data)) {
		return false
	}
	n := int64(t.Order.Uint16(t.data[directory:]))
	if directory+count+n*each > int64(len(t.data)) {
		return false
	}
	for i := range n {
		entry := t.data[directory+count+i*each:]
		f := Field{Type: t.Order.Uint16(entry[2:]), Count: int64(t.Order.Uint32(entry[4:])), value: entry[8:each], tiff: t}
		if (f.Type == TypeByte || f.Type == TypeASCII || f.Type == TypeUndefined) && f.Count > 0 && f.Bytes() == nil {
			return false
		}
	}
	return true
}

// Field is an entry of a directory.
type Field struct {
	Type  uint16
	Count int64
	value []byte // its four bytes, of which small values take the first
	tiff  TIFF
}

// Field looks a tag up in the directory at a place.
func (t TIFF) Field(directory int64, tag uint16) (Field, bool) {
	const count, each = 2, 12
	if directory < 0 || directory+count > int64(len(t.data)) {
		return Field{}, false
	}
	entries := t.data[directory+count:]
	for range t.Order.Uint16(t.data[directory:]) {
		if len(entries) < each {
			return Field{}, false
		}
		if t.Order.Uint16(entries) == tag {
			return Field{
				Type: t.Order.Uint16(entries[2:]), Count: int64(t.Order.Uint32(entries[4:])),
				value: entries[8:each], tiff: t,
			}, true
		}
		entries = entries[each:]
	}
	return Field{}, false
}

// Short returns the value of a field of TypeShort.
func (f Field) Short() int { return int(f.tiff.Order.Uint16(f.value)) }

// Long returns the value of a field of TypeLong.
func (f Field) Long() int64 { return int64(f.tiff.Order.Uint32(f.value)) }

// Bytes returns the value of a field that counts bytes, nil if it is not all
// there.
func (f Field) Bytes() []byte {
	if f.Count <= int64(len(f.value)) {
		return f.value[:f.Count]
	}
	from := f.Long()
	if from+f.Count > int64(len(f.tiff.data)) {
		return nil
	}
	return f.tiff.data[from : from+f.Count]
}

// Upright is the turn of a picture that is stored as it is to be seen.
const Upright = 1

// TurnOf reads from EXIF data how a picture is to be turned, Upright where it
// does not say or cannot be read.
func TurnOf(exif []byte) int {
	t, ok := ReadTIFF(exif)
	if !ok {
		return Upright
	}
	f, ok := t.Field(t.First(), TagOrientation)
	if !ok || f.Type != TypeShort || f.Count != 1 || f.Short() < Upright || f.Short() > 8 {
		return Upright
	}
	return f.Short()
}

// TurnedBack returns a copy of EXIF data that says that the picture is stored as
// it is to be seen, nil for what is no EXIF.
func TurnedBack(exif []byte) []byte {
	out := append([]byte(nil), exif...)
	t, ok := ReadTIFF(out)
	if !ok {
		return nil
	}
	if f, ok := t.Field(t.First(), TagOrientation); ok && f.Type == TypeShort {
		t.Order.PutUint16(f.value, Upright)
	}
	return out
}
