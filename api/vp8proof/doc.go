// Package vp8proof tells whether the picture of a lossy WebP, a key frame of VP8 (RFC
// 6386), is whole, by what a decoder finds damage by, without making pixels of it.
//
// A frame that is cut is found by a partition that is shorter than its length says;
// one whose bytes changed by a head that makes no sense, or by packed data that end
// before each block had its coefficients: where one bit is another, all that follow are
// read as others, and mostly there are too few or too many of them. Of too many, as of
// bytes that change nothing but colours, no decoder says anything.
package vp8proof

import (
	"errors"
	"io"
)

// Errors of Check; a frame that is too short is io.ErrUnexpectedEOF.
var (
	errFrame = errors.New("its frame makes no sense")
	errLarge = errors.New("its frame has too much data")
)

// headLen is the length of what stands in front of the first partition.
const headLen = 10

// mostLast is how long the last partition may be: no other can be longer.
const mostLast = 1<<24 - 1

// Check reads a frame of size bytes.
func Check(r io.Reader, size int64) error {
	data, err := io.ReadAll(io.LimitReader(r, size))
	switch {
	case err != nil:
		return err
	case int64(len(data)) < size || size < headLen:
		return io.ErrUnexpectedEOF
	case data[0]&1 != 0 || data[3] != 0x9D || data[4] != 1 || data[5] != 0x2A:
		return errFrame
	}
	first := int(data[0])>>5 | int(data[1])<<3 | int(data[2])<<11
	width, height := int(data[6])|int(data[7]&0x3F)<<8, int(data[8])|int(data[9]&0x3F)<<8
	rest := data[headLen:]
	if first > len(rest) {
		return io.ErrUnexpectedEOF
	}
	f := &frame{across: (width + 15) / 16, down: (height + 15) / 16, first: newBools(rest[:first]), probabilities: usual}
	if err := f.head(rest[first:]); err != nil {
		return err
	}
	return f.blocks()
}
