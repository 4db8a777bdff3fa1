// Package jpegcoef decodes JPEG files by way of all their coefficients. That
// takes more memory than to decode row by row, and shows what there is of files
// that others refuse: damaged ones, ones that are cut, of which a progressive one
// is seen whole but coarse, ones whose height comes at their end (DNL), ones that
// leave the usual Huffman tables out, planes of any sampling.
//
// Where the data make no sense it goes on as the decoders of browsers do: a code
// that does not exist is a zero, a restart marker is where blocks may be counted
// anew, and blocks of which there is nothing are gray.
package jpegcoef

import (
	"context"
	"errors"
	"fmt"
	"image"

	"imagine-tui/api/media"
)

// UnsupportedError says what a file needs that nobody here does.
type UnsupportedError struct{ What string }

// Error says that it is not supported.
func (e *UnsupportedError) Error() string { return "not supported: " + e.What }

// ErrDamaged is wrapped by errors about files of which nothing can be shown.
var ErrDamaged = errors.New("damaged JPEG file")

// Header is what a file says of its picture.
type Header struct {
	Width, Height int
	// Components is how many planes there are: 1, 3 or 4.
	Components int
	// Progressive says that the picture comes from coarse to fine.
	Progressive bool
}

// Config reads the headers. The error is an *UnsupportedError or wraps
// ErrDamaged.
func Config(data []byte) (Header, error) {
	d := decoder{data: data}
	if err := d.headers(); err != nil {
		return Header{}, err
	}
	return Header{Width: d.w, Height: d.h, Components: len(d.comps), Progressive: d.progressive}, nil
}

// Decode decodes a file to a part of its width and height, rounded up: all of it
// for a shift of 0, a half for 1, a quarter, an eighth. whole is false when a part
// is missing or wrong. It ends early when ctx does.
func Decode(ctx context.Context, data []byte, shift uint) (img image.Image, whole bool, err error) {
	if shift > 3 {
		return nil, false, fmt.Errorf("to 1/%d: %w", 1<<shift, errors.ErrUnsupported)
	}
	d := decoder{data: data}
	if err := d.headers(); err != nil {
		return nil, false, err
	}
	if err := d.prepare(); err != nil {
		return nil, false, err
	}
	for d.more() {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		if !d.next() {
			break
		}
	}
	if d.blocks == 0 {
		return nil, false, fmt.Errorf("%w: no picture data", ErrDamaged)
	}
	return d.picture(shift), !d.damaged && (d.ended || d.complete()), nil
}

// more tells whether there may be another part behind what was read.
func (d *decoder) more() bool { return !d.ended && d.at < len(d.data) }

// next reads one part behind the headers, false where nothing can follow it.
func (d *decoder) next() bool {
	marker, body, ok := d.part()
	switch {
	case !ok:
		d.damaged = true
		return false
	case marker == media.EOI:
		d.ended = true
		return false
	case marker == media.SOS:
		s, err := d.scanHeader(body)
		if err != nil {
			d.damaged = true
			return false
		}
		d.scan(s)
	case marker >= media.SOF0 && marker <= media.SOF15 && marker != media.DHT && marker != media.JPG && marker != media.DAC:
		d.damaged = true // a second frame
		return false
	default:
		if d.table(marker, body) != nil {
			d.damaged = true
			return false
		}
	}
	return true
}
