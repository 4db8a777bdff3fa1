// Package jpegproof tells whether a JPEG is whole: that each of its code words exists,
// and that there are as many as its size takes, which is what a decoder finds damage
// by. Making pixels of them, which is most of what a decoder does, finds nothing more,
// so it is left out. Of progressive coding it is kept which coefficients are not zero,
// a bit for each, because how many bits a refining pass has depends on that alone.
//
// A file that is cut is found by its missing last marker, one whose middle is missing
// by codes that are too few, bytes that changed by codes that are none, by a code that
// its pass cannot have, by more coefficients than a block has, or by a restart marker
// that is not the next. Bytes that changed into other codes of the same length change
// colours, and no decoder finds them.
//
// What it takes for whole package image/jpeg decodes, and what that refuses it
// refuses; code tables that cannot be any it refuses besides.
package jpegproof

import "io"

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

// Check reads a JPEG of eight bits, in sequential or in progressive coding, up to its
// last marker, perhaps a few kilobytes beyond.
func Check(r io.Reader) error {
	w := &walk{in: newSource(r)}
	defer w.in.release()
	return w.file()
}
