package picture

import (
	"encoding/binary"
	"image"
	"image/color"
)

// orientation says how a camera held the picture: the pixel seen at x, y is
// found by swapping x and y, then mirroring, in that order.
type orientation struct{ swap, mirrorX, mirrorY bool }

// orientations are the values 1 to 8 of the EXIF tag Orientation.
var orientations = [9]orientation{
	2: {mirrorX: true},
	3: {mirrorX: true, mirrorY: true},
	4: {mirrorY: true},
	5: {swap: true},
	6: {swap: true, mirrorY: true},
	7: {swap: true, mirrorX: true, mirrorY: true},
	8: {swap: true, mirrorX: true},
}

// turned shows a picture the way up the camera says, without a turned copy.
type turned struct {
	image.Image
	o orientation
}

// Bounds returns the bounds as seen, from 0, 0.
func (t *turned) Bounds() image.Rectangle {
	b := t.Image.Bounds()
	if t.o.swap {
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

// At returns the pixel seen at x, y.
func (t *turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	if t.o.swap {
		x, y = y, x
	}
	if t.o.mirrorX {
		x = b.Dx() - 1 - x
	}
	if t.o.mirrorY {
		y = b.Dy() - 1 - y
	}
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}

// unturn translates a part and a size as seen into those of the stored picture
// of w × h pixels.
func (o orientation) unturn(a area, cols, rows, w, h int) (area, int, int) {
	if o.swap {
		a = area{a.y, a.x, a.h, a.w}
		cols, rows = rows, cols
	}
	if o.mirrorX {
		a.x = float64(w) - a.x - a.w
	}
	if o.mirrorY {
		a.y = float64(h) - a.y - a.h
	}
	return a, cols, rows
}

// turn returns s the way up it is to be seen.
func (o orientation) turn(s small) small {
	out := small{w: s.w, h: s.h, pix: make([]uint8, len(s.pix)), opaque: s.opaque}
	if o.swap {
		out.w, out.h = s.h, s.w
	}
	for y := range out.h {
		for x := range out.w {
			u, v := x, y
			if o.swap {
				u, v = v, u
			}
			if o.mirrorX {
				u = s.w - 1 - u
			}
			if o.mirrorY {
				v = s.h - 1 - v
			}
			copy(out.pix[(y*out.w+x)*4:][:4], s.pix[(v*s.w+u)*4:][:4])
		}
	}
	return out
}

// exifOrientation finds the orientation in the segments of a JPEG file. What
// it does not understand it takes for "as stored".
func exifOrientation(data []byte) orientation {
	const start, app1, scan = 0xD8, 0xE1, 0xDA
	if len(data) < 4 || data[0] != 0xFF || data[1] != start {
		return orientation{}
	}
	for p := data[2:]; len(p) >= 4 && p[0] == 0xFF; {
		marker := p[1]
		if marker == 0xFF { // fill byte
			p = p[1:]
			continue
		}
		n := int(binary.BigEndian.Uint16(p[2:]))
		if marker == scan || n < 2 || n+2 > len(p) {
			return orientation{}
		}
		body := p[4 : n+2]
		if marker == app1 && len(body) > 6 && string(body[:6]) == "Exif\x00\x00" {
			return tiffOrientation(body[6:])
		}
		p = p[n+2:]
	}
	return orientation{}
}

// tiffOrientation reads tag 0x0112 of the first directory of a TIFF block.
func tiffOrientation(t []byte) orientation {
	if len(t) < 8 {
		return orientation{}
	}
	var order binary.ByteOrder
	switch string(t[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return orientation{}
	}
	at := uint64(order.Uint32(t[4:]))
	if at+2 > uint64(len(t)) {
		return orientation{}
	}
	dir := t[at:]
	for n, e := order.Uint16(dir), dir[2:]; n > 0 && len(e) >= 12; n, e = n-1, e[12:] {
		const tag, short = 0x0112, 3
		if order.Uint16(e) == tag && order.Uint16(e[2:]) == short {
			if v := order.Uint16(e[8:]); int(v) < len(orientations) {
				return orientations[v]
			}
		}
	}
	return orientation{}
}
