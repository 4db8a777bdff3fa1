package picture

import (
	"bytes"

	"imagine-tui/api/media"
)

// mostAtOnce is the memory a decoder may take that keeps all of a picture.
// Those of JPEG (baseline) and PNG (row by row) keep only what is drawn.
const mostAtOnce = 256 << 20

// largeFrom is the memory from which decoders wait for each other.
const largeFrom = 64 << 20

// large has room for one picture at a time that takes much memory.
var large = make(chan struct{}, 1)

// atOnce returns the bytes that decoding all of a picture takes, about: what
// the decoders of the standard library allocate.
func (h header) atOnce(data []byte) int64 {
	const (
		jpegBaseline    = 4  // three planes, or four of CMYK
		jpegProgressive = 16 // and their coefficients
		pngPixels       = 12 // eight bytes at most, and those of a pass
		webpLossy       = 2
		webpLossless    = 8 // four, and the transforms
		gifPixels       = 2
	)
	var each int64
	switch h.format {
	case media.JPEG:
		if each = jpegBaseline; h.coefs || frameMarker(data) != media.SOF0 && frameMarker(data) != media.SOF1 {
			each = jpegProgressive
			if subsampled(data) {
				each /= 2
			}
		}
	case media.PNG:
		each = pngPixels
		if len(data) > 24 && data[24] == 8 {
			each /= 2
		}
	case media.WebP:
		if each = webpLossy; hasLossless(data) {
			each = webpLossless
		}
	default:
		each = gifPixels
	}
	return int64(h.w) * int64(h.h) * each
}

// fitsMemory refuses what would take too much memory to decode at once, and
// has the others take turns: done is to be called after decoding.
func (h header) fitsMemory(data []byte) (done func(), err error) {
	need := h.atOnce(data)
	switch {
	case need > mostAtOnce:
		return nil, &TooLargeError{Width: h.w, Height: h.h, AtOnce: true}
	case need > largeFrom:
		large <- struct{}{}
		return func() { <-large }, nil
	}
	return func() {}, nil
}

// hasLossless tells whether a WebP file, or the first picture of an animation,
// is lossless or has transparency, which is stored like it.
func hasLossless(data []byte) bool {
	for walk := media.NewRIFF(bytes.NewReader(media.FirstFrame(data))); ; {
		c, err := walk.Next()
		if err != nil || c.Kind == "VP8 " {
			return false
		}
		if c.Kind == "VP8L" || c.Kind == "ALPH" {
			return true
		}
	}
}

// frameHeader returns the data of the frame header of a JPEG file with its
// marker. They are nil if there is none.
func frameHeader(data []byte) (marker byte, frame []byte) {
	for walk := media.NewSegments(bytes.NewReader(data)); ; {
		s, err := walk.Next()
		if err != nil || s.Marker == media.SOS || s.Marker == media.EOI {
			return 0, nil
		}
		if s.IsFrame() {
			return s.Marker, s.In(data)
		}
	}
}

func frameMarker(data []byte) byte { m, _ := frameHeader(data); return m }

// componentsOf returns the number of components of a JPEG file, 0 if it has no
// frame header.
func componentsOf(data []byte) int {
	const at = 5
	if _, s := frameHeader(data); len(s) > at {
		return int(s[at])
	}
	return 0
}

// subsampled tells whether the first component of a JPEG file has at least
// twice the samples of the others.
func subsampled(data []byte) bool {
	const first, each = 7, 3
	_, s := frameHeader(data)
	if componentsOf(data) != 3 || len(s) < first+2*each+1 {
		return false
	}
	luma := s[first] >> 4 * (s[first] & 15)
	blue, red := s[first+each], s[first+2*each]
	return luma >= 2 && blue == 0x11 && red == 0x11
}
