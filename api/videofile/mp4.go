package videofile

import (
	"bytes"
	"encoding/binary"
	"io"
	"time"

	"imagine-tui/api/media"
)

// checkMP4 walks over the boxes of the file. A whole one has a description
// (moov) and pictures (mdat), and no box that is longer than the file.
func checkMP4(src *source, info *Info) error {
	described, pictures := false, false
	for {
		end, err := src.atEnd()
		if err != nil {
			return err
		}
		if end {
			if !described || !pictures {
				return ErrCut
			}
			return nil
		}
		kind, n, err := media.BoxHeader(src.br)
		switch {
		case err != nil:
			return err
		case !IsBoxName(kind) || n < 0 && n != media.ToTheEnd:
			if described && pictures {
				return nil // something that follows the video
			}
			return damaged("a part of it has no name")
		}
		switch kind {
		case "mdat", "moof":
			pictures = true
		case "moov":
			described = true
			if n == media.ToTheEnd {
				break
			}
			b, err := src.take(n)
			if err != nil {
				return err
			}
			info.describe(b)
			continue
		}
		if n == media.ToTheEnd {
			if _, err := io.Copy(io.Discard, src.br); err != nil {
				return err
			}
			continue
		}
		if err := src.skip(n); err != nil {
			return err
		}
	}
}

// Content returns what the first frames of an MP4 file are in: its mdat box, as
// far as it is there, or nil.
func Content(file []byte) []byte {
	for {
		r := bytes.NewReader(file)
		kind, n, err := media.BoxHeader(r)
		inside := file[len(file)-r.Len():]
		switch {
		case err != nil:
			return nil
		case kind == "mdat":
			return inside
		case n < 0 || n > int64(len(inside)):
			return nil
		}
		file = inside[n:]
	}
}

// IsBoxName tells whether a name is one that boxes have: four characters that
// can be printed.
func IsBoxName(s string) bool {
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' && c != 0xA9 {
			return false
		}
	}
	return true
}

// describe reads what the boxes inside moov say of duration and size. What
// makes no sense says nothing.
func (i *Info) describe(moov []byte) {
	eachBox(moov, func(kind string, b []byte) {
		switch kind {
		case "mvhd":
			i.duration(b)
		case "trak":
			eachBox(b, func(kind string, b []byte) {
				if kind == "tkhd" {
					i.track(b)
				}
			})
		}
	})
}

// eachBox calls use with the boxes inside b, as far as they make sense.
func eachBox(b []byte, use func(kind string, inside []byte)) {
	for len(b) >= 8 {
		n := int64(binary.BigEndian.Uint32(b))
		if n < 8 || n > int64(len(b)) {
			return
		}
		use(string(b[4:8]), b[8:n])
		b = b[n:]
	}
}

// duration reads mvhd: version, flags, two times, units a second, duration.
func (i *Info) duration(b []byte) {
	var scale, length uint64
	switch {
	case len(b) >= 32 && b[0] == 1:
		scale, length = uint64(binary.BigEndian.Uint32(b[20:])), binary.BigEndian.Uint64(b[24:])
	case len(b) >= 20 && b[0] == 0:
		scale, length = uint64(binary.BigEndian.Uint32(b[12:])), uint64(binary.BigEndian.Uint32(b[16:]))
	}
	const longest = 1 << 20 // seconds
	if scale > 0 && length/scale < longest {
		i.Duration = time.Duration(float64(length) / float64(scale) * float64(time.Second)).Round(time.Millisecond)
	}
}

// track reads tkhd, whose last eight bytes are width and height in 1/65536
// pixels; sound has none.
func (i *Info) track(b []byte) {
	if len(b) < 84 || i.Width > 0 {
		return
	}
	size := b[len(b)-8:]
	w, h := int(binary.BigEndian.Uint32(size)>>16), int(binary.BigEndian.Uint32(size[4:])>>16)
	if w > 0 && h > 0 {
		i.Width, i.Height = w, h
	}
}
