package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
)

// Colours are what a picture file says of the meaning of its numbers. Nothing in
// it can be trusted.
type Colours struct {
	// ICC is its colour profile, nil for none.
	ICC []byte
	// Codes are the primaries and the transfer function of a PNG (cICP), 0 where
	// it does not name them.
	Codes [2]byte
	// SRGB tells that a PNG says that it is sRGB.
	SRGB bool
	// Gamma is what a PNG says its numbers were raised to, times 100,000, and
	// Chromaticities are those of white, red, green and blue in the same way; 0
	// where it does not say.
	Gamma          uint32
	Chromaticities [8]uint32
	// AdobeRGB tells that EXIF says so, as cameras do that leave the profile out.
	AdobeRGB bool
}

// maxProfile bounds the profiles that are read.
const maxProfile = 8 << 20

// iccMagic begins the data of an APP2 segment that holds a part of a profile;
// the number of the part and how many there are follow.
const iccMagic = "ICC_PROFILE\x00"

// ColoursOf reads what a picture file in memory says of its colours.
func ColoursOf(file []byte) Colours {
	var c Colours
	switch Sniff(file) {
	case JPEG:
		c.ICC = iccOfJPEG(file)
	case PNG:
		c.readPNG(file)
	case WebP:
		for walk := NewRIFF(bytes.NewReader(file)); ; {
			chunk, err := walk.Next()
			if err != nil {
				break
			}
			if chunk.Kind == "ICCP" && chunk.Size <= maxProfile {
				c.ICC = chunk.In(file)
				break
			}
		}
	default:
	}
	if exif, err := exifOf(bytes.NewReader(file)); err == nil && c.ICC == nil {
		c.AdobeRGB = interop(exif) == "R03"
	}
	return c
}

// iccOfJPEG joins the parts of a profile, which may stand in any order.
func iccOfJPEG(file []byte) []byte {
	const head = len(iccMagic) + 2
	parts, n, total := map[byte][]byte{}, 0, 0
	for walk := NewSegments(bytes.NewReader(file)); ; {
		s, err := walk.Next()
		if err != nil || s.Marker == SOS || s.Marker == EOI {
			break
		}
		data := s.In(file)
		if s.Marker != APP2 || len(data) < head || string(data[:len(iccMagic)]) != iccMagic {
			continue
		}
		number := data[len(iccMagic)]
		n, total = int(data[len(iccMagic)+1]), total+len(data)-head
		parts[number] = data[head:]
	}
	if len(parts) == 0 || len(parts) != n || total > maxProfile {
		return nil
	}
	var all []byte
	for i := range n {
		part, ok := parts[byte(i+1)]
		if !ok {
			return nil
		}
		all = append(all, part...)
	}
	return all
}

// readPNG reads the chunks before the pixels.
func (c *Colours) readPNG(file []byte) {
	for walk := NewChunks(bytes.NewReader(file)); ; {
		chunk, err := walk.Next()
		if err != nil || chunk.Kind == "IDAT" {
			return
		}
		data := chunk.In(file)
		switch {
		case chunk.Kind == "iCCP":
			c.ICC = inflateProfile(data)
		case chunk.Kind == "cICP" && len(data) == 4:
			c.Codes = [2]byte{data[0], data[1]}
		case chunk.Kind == "sRGB":
			c.SRGB = true
		case chunk.Kind == "gAMA" && len(data) == 4:
			c.Gamma = binary.BigEndian.Uint32(data)
		case chunk.Kind == "cHRM" && len(data) == 32:
			for i := range c.Chromaticities {
				c.Chromaticities[i] = binary.BigEndian.Uint32(data[4*i:])
			}
		}
	}
}

// inflateProfile unpacks a profile: a name, a zero, the method, and what is
// packed. nil is returned for what cannot be unpacked.
func inflateProfile(data []byte) []byte {
	_, packed, ok := bytes.Cut(data, []byte{0})
	if !ok || len(packed) < 2 || packed[0] != 0 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	profile, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
	if err != nil || len(profile) > maxProfile {
		return nil
	}
	return profile
}

// interop returns the index of interoperability that EXIF data hold, by which
// cameras tell sRGB from Adobe RGB; "" for none.
func interop(exif []byte) string {
	const tagInterop, tagIndex = 0xA005, 0x0001
	t, ok := ReadTIFF(exif)
	if !ok {
		return ""
	}
	at, ok := t.Field(t.First(), TagExif)
	if !ok || at.Type != TypeLong {
		return ""
	}
	at, ok = t.Field(at.Long(), tagInterop)
	if !ok || at.Type != TypeLong {
		return ""
	}
	index, ok := t.Field(at.Long(), tagIndex)
	if !ok || index.Type != TypeASCII || index.Count < 3 {
		return ""
	}
	text := index.Bytes()
	if len(text) < 3 {
		return ""
	}
	return string(text[:3])
}
