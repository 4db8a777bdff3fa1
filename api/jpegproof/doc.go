// Package jpegproof tells whether a JPEG in sequential coding is whole: that each of
// its code words exists, and that there are as many as its size takes, which is what
// a decoder finds damage by. Making pixels of them, which is most of what a decoder
// does, finds nothing more, so it is left out.
//
// What it takes for whole package image/jpeg decodes, and what that refuses it
// refuses; code tables that cannot be any it refuses besides.
package jpegproof

import (
	"errors"
	"fmt"
	"io"
)

// DamagedError says what is wrong with a file. An end that comes too soon is
// io.ErrUnexpectedEOF.
type DamagedError string

// Error says what is wrong.
func (e DamagedError) Error() string { return string(e) }

// UnsupportedError says that a file may be fine and is of a kind that hardly anything
// decodes.
type UnsupportedError string

// Error says that it is not supported.
func (e UnsupportedError) Error() string { return "not supported: " + string(e) }

// errProgressive says that the file has several passes over its coefficients.
var errProgressive = fmt.Errorf("progressive coding: %w", errors.ErrUnsupported)

// Check reads a sequential JPEG of eight bits up to its last marker, perhaps a few
// kilobytes beyond. Of one in progressive coding it says errors.ErrUnsupported, at its
// frame.
func Check(r io.Reader) error {
	w := &walk{in: newSource(r)}
	defer w.in.release()
	return w.file()
}
