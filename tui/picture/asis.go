package picture

import "encoding/binary"

// asIs tells whether a picture file of w × h pixels is best sent to the
// terminal undecoded: the terminal understands the format, the file is whole,
// has no transparent pixels, all of it is seen, and scaling would not make it
// much smaller.
func (r request) asIs(f format, data []byte, w, h int) bool {
	var p placement
	switch {
	case len(data) == 0:
		return false
	case r.o.Mode == ModeKitty && f == formatPNG:
		p = kittyPlace(w, h, r.cols, r.rows, r.o)
	case r.o.Mode == ModeITerm2 && (f == formatPNG || f == formatJPEG):
		p = place(w, h, r.cols, r.rows, r.o.Mode, r.o.Terminal.Cell, r.o.Zoom)
	default:
		return false
	}
	sw, sh := p.screenPixels()
	return len(data) <= min(r.o.Terminal.budget()/4*3, 2*sw*sh) && w <= 4*sw && h <= 4*sh &&
		p.whole(w, h) && (f == formatPNG && opaquePNG(data) || f == formatJPEG && plainJPEG(data))
}

// opaquePNG tells whether data is a PNG file with all its chunks, of a kind
// that cannot be transparent.
func opaquePNG(data []byte) bool {
	const signature, colourType = 8, 25
	if len(data) <= colourType || data[colourType]&4 != 0 {
		return false
	}
	for p := data[signature:]; len(p) >= 12; {
		n := uint64(binary.BigEndian.Uint32(p))
		if n+12 > uint64(len(p)) {
			return false
		}
		switch string(p[4:8]) {
		case "tRNS":
			return false
		case "IEND":
			return true
		}
		p = p[n+12:]
	}
	return false
}
