package upload

import (
	"bytes"
	"encoding/binary"
	"io"

	"imagine-tui/api/media"
)

// bare returns a picture file without what is no picture: EXIF, XMP, comments,
// thumbnails, other pictures behind its end. What decides how it looks stays. A
// file that holds nothing else is returned as it is.
func bare(file []byte) ([]byte, error) {
	var keep []part
	var err error
	switch media.Sniff(file) {
	case media.JPEG:
		keep, err = bareJPEG(file)
	case media.PNG:
		keep, err = barePNG(file)
	case media.WebP:
		return bareWebP(file)
	default:
	}
	if err != nil {
		return nil, err
	}
	return joined(file, keep), nil
}

// part is what stays of a file, from one place to another.
type part struct{ from, to int64 }

// joined puts the parts together; of all of them it is the file itself.
func joined(file []byte, keep []part) []byte {
	var out bytes.Buffer
	for _, p := range keep {
		out.Write(file[p.from:p.to])
	}
	if out.Len() == len(file) {
		return file
	}
	return out.Bytes()
}

// bareJPEG keeps all up to the end of the picture but for segments that say
// something beside it.
func bareJPEG(file []byte) ([]part, error) {
	var keep []part
	at := int64(0)
	for walk := media.NewSegments(bytes.NewReader(file)); ; {
		s, err := walk.Next()
		if err != nil {
			return nil, err
		}
		if s.Marker == media.EOI {
			return append(keep, part{at, s.End()}), nil
		}
		if saysMore(s, file) {
			keep = append(keep, part{at, s.Start})
			at = s.End()
		}
	}
}

// saysMore tells whether a segment has nothing to do with how the picture looks.
func saysMore(s media.Segment, file []byte) bool {
	begins := func(magic string) bool { return bytes.HasPrefix(s.In(file), []byte(magic)) }
	switch {
	case s.Marker == media.APP0:
		return !begins("JFIF\x00")
	case s.Marker == media.APP2:
		return !begins("ICC_PROFILE\x00")
	case s.Marker == media.APP14:
		return !begins("Adobe")
	}
	return s.Marker > media.APP0 && s.Marker <= media.APP0+15 || s.Marker == media.COM
}

// looks are the chunks of a PNG that decide how it looks.
var looks = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "bKGD": true, "pHYs": true, "sBIT": true,
	"cHRM": true, "gAMA": true, "iCCP": true, "sRGB": true, "cICP": true, "mDCV": true, "cLLI": true,
}

func barePNG(file []byte) ([]part, error) {
	keep := []part{{0, int64(len(media.PNGMagic))}}
	for walk := media.NewChunks(bytes.NewReader(file)); ; {
		c, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			return keep, nil
		}
		if err != nil {
			return nil, err
		}
		if looks[c.Kind] {
			keep = append(keep, part{c.Start - 8, min(c.Start+c.Size+4, int64(len(file)))})
		}
	}
}

// bareWebP keeps the chunks that decide how a WebP looks, and has its header say
// which there are.
func bareWebP(file []byte) ([]byte, error) {
	const exif, xmp = 1 << 3, 1 << 2
	var out []byte
	walk, more := media.NewRIFF(bytes.NewReader(file)), false
	for {
		c, err := walk.Next()
		if err == io.EOF { //nolint:errorlint // walkers return it bare
			break
		}
		if err != nil {
			return nil, err
		}
		data := c.In(file)
		switch c.Kind {
		case "VP8X":
			if data = bytes.Clone(data); len(data) > 0 {
				more = more || data[0]&(exif|xmp) != 0
				data[0] &^= exif | xmp
			}
		case "ICCP", "ALPH", "VP8 ", "VP8L":
		default:
			more = true
			continue
		}
		out = media.AppendWebPChunk(out, c.Kind, data)
	}
	if !more && walk.Size() >= int64(len(file)) {
		return file, nil
	}
	const kind = "WEBP"
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(kind)+len(out)))
	return append(append(head, kind...), out...), nil
}

// statedHeight writes the height that a JPEG says behind its first scan into its
// header, where every decoder looks for it. Other files stay as they are.
func statedHeight(file []byte) []byte {
	frame, height := int64(0), uint16(0)
	for walk := media.NewSegments(bytes.NewReader(file)); media.Sniff(file) == media.JPEG; {
		s, err := walk.Next()
		if err != nil {
			return file
		}
		data := s.In(file)
		switch {
		case s.IsFrame() && frame == 0:
			if len(data) < 5 || binary.BigEndian.Uint16(data[1:]) != 0 {
				return file
			}
			frame = s.DataStart()
		case s.Marker == media.DNL && frame > 0 && len(data) == 2:
			height = binary.BigEndian.Uint16(data)
			out := bytes.Clone(file[:s.Start])
			binary.BigEndian.PutUint16(out[frame+1:], height)
			return append(out, file[s.End():]...)
		case s.Marker == media.EOI:
			return file
		}
	}
	return file
}
