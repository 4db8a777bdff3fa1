package picture

import (
	"bytes"
	"io"

	"imagine-tui/api/media"
)

// wholeFile is how large a file may be that is always sent as a whole.
const wholeFile = 16 << 10

// asIs tells whether a picture file of w × h pixels is best sent to the
// terminal undecoded: the terminal understands the format, the file is whole,
// has no transparent pixels, all of it is seen, and scaling would not make it
// much smaller.
func (r request) asIs(f media.Format, data []byte, w, h int) bool {
	var p placement
	switch {
	case len(data) == 0, r.o.Dim:
		return false
	case r.o.Mode == ModeKitty && f == media.PNG:
		p = kittyPlace(w, h, r.cols, r.rows, r.o)
	case r.o.Mode == ModeITerm2 && (f == media.PNG || f == media.JPEG):
		p = place(w, h, r.cols, r.rows, r.o.Mode, r.o.Terminal.Cell, r.o.Zoom)
	default:
		return false
	}
	sw, sh := p.screenPixels()
	most := 2 * sw * sh
	switch {
	case r.o.Once:
		most = 3 * sw * sh // more than the pixels themselves
	case r.o.Mode == ModeITerm2:
		most = wholeFile // strips of larger ones can be drawn again one by one
	}
	return len(data) <= min(r.o.Terminal.budget()/4*3, most) && w <= 4*sw && h <= 4*sh &&
		p.whole(w, h) && (f == media.PNG && opaquePNG(data) || f == media.JPEG && plainJPEG(data))
}

// opaquePNG tells whether data is a PNG file with all its chunks, of a kind
// that cannot be transparent and is seen as it is stored.
func opaquePNG(data []byte) bool {
	const colourType = 25
	if len(data) <= colourType || data[colourType]&4 != 0 || media.Turn(bytes.NewReader(data)) != media.Upright {
		return false
	}
	for walk := media.NewSummedChunks(bytes.NewReader(data)); ; {
		c, err := walk.Next()
		switch {
		case err == io.EOF: //nolint:errorlint // walkers return it bare
			return true
		case err != nil, c.Kind == "tRNS":
			return false
		}
	}
}
