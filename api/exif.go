package api

import (
	"bytes"
	"encoding/binary"
)

// turned tells whether EXIF data, from its TIFF header on, asks for a picture
// to be shown other than it is stored. What cannot be read asks for nothing.
func turned(tiff []byte) bool {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(tiff, []byte("MM\x00*")):
		order = binary.BigEndian
	default:
		return false
	}
	if len(tiff) < 8 {
		return false
	}
	const (
		entry       = 12 // bytes of one: tag, type, count, value
		orientation = 0x0112
	)
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return false
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entry {
			return false
		}
		if order.Uint16(entries) == orientation {
			value := order.Uint16(entries[8:])
			return value >= 2 && value <= 8
		}
		entries = entries[entry:]
	}
	return false
}
