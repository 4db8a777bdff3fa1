package upload

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"

	"imagine-tui/api/media"
)

// withProfile puts a colour profile into a JPEG or PNG that has none.
func withProfile(file, profile []byte) []byte {
	if len(profile) == 0 {
		return file
	}
	if media.Sniff(file) == media.PNG {
		var packed bytes.Buffer
		packed.WriteString("profile\x00\x00")
		z := zlib.NewWriter(&packed)
		_, _ = z.Write(profile) // into memory
		_ = z.Close()
		return inserted(file, media.PNGHead, chunk("iCCP", packed.Bytes()))
	}
	const head = 14
	each := media.MaxSegment - head
	n := (len(profile) + each - 1) / each
	if n > 255 {
		return file
	}
	var parts []byte
	for i := range n {
		data := append([]byte("ICC_PROFILE\x00"), byte(i+1), byte(n))
		parts = append(parts, segment(media.APP2, append(data, profile[i*each:min(len(profile), (i+1)*each)]...))...)
	}
	return inserted(file, 2, parts)
}

// withExif puts EXIF data into a JPEG or PNG that has none, saying that the
// picture is upright. Data that have no room are left out.
func withExif(file, exif []byte) []byte {
	exif = media.TurnedBack(exif)
	switch {
	case exif == nil:
		return file
	case media.Sniff(file) == media.PNG:
		return inserted(file, media.PNGHead, chunk("eXIf", exif))
	case len(exif)+len(media.ExifMagic) > media.MaxSegment:
		return file
	}
	return inserted(file, 2, segment(media.APP1, append([]byte(media.ExifMagic), exif...)))
}

func inserted(file []byte, at int64, data []byte) []byte {
	return append(append(bytes.Clone(file[:at]), data...), file[at:]...)
}

func segment(marker byte, data []byte) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(data)+2))
	return append(out, data...)
}

func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}
