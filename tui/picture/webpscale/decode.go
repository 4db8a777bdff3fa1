// Package webpscale decodes lossy WebP files straight to their size or a half, a
// quarter, an eighth or a sixteenth of it, for previews. Every pixel it returns is
// the mean of those it stands for. It is made for speed: one goroutine reads
// the coefficients of a row of macroblocks while another makes pixels of the
// row before and scales them, so that only a few rows are in memory.
//
// The loop filter is left out. It comes after everything else and nothing in
// the same picture is foretold from filtered pixels (RFC 6386, section 15), so
// the rest stays exact; and what it smooths between blocks is a matter of a few
// pixels, of which whoever scales takes the mean anyway.
//
// It knows still pictures without transparency. Others are left, with
// ErrUnsupported, to a decoder that knows more.
package webpscale

import (
	"context"
	"errors"
	"fmt"
	"image"
)

// ErrUnsupported means that the file may be fine but is not of the kind this
// package decodes.
var ErrUnsupported = errors.New("not a lossy WebP file without transparency")

// errDamaged is wrapped by errors about files nobody could decode.
var errDamaged = errors.New("damaged WebP file")

// MaxShift is the greatest shift of Decode.
const MaxShift = 4

// Decode decodes a picture of w × h pixels with width and height divided by
// 1<<shift, up to MaxShift, and rounded up. Values are as image.YCbCr has them. A file that ends early gives the part before
// that, with complete false and the rest gray; one that gives nothing or is of
// another size an error. When ctx ends it returns its error.
func Decode(ctx context.Context, data []byte, w, h int, shift uint) (img *image.YCbCr, complete bool, err error) {
	if shift > MaxShift {
		return nil, false, fmt.Errorf("%w: to 1/%d", ErrUnsupported, 1<<min(shift, 62))
	}
	body, err := riff(data)
	if err != nil {
		return nil, false, err
	}
	f, err := readFrame(body)
	if err != nil {
		return nil, false, err
	}
	if f.w != w || f.h != h {
		return nil, false, fmt.Errorf("%w: a picture of %d×%d pixels in a file of %d×%d", errDamaged, f.w, f.h, w, h)
	}
	out := newScaled(f, shift)
	r := newRebuilder(f)
	r.done = out.add
	rows := decodeRows(ctx, f, r.row)
	switch {
	case ctx.Err() != nil:
		return nil, false, ctx.Err()
	case rows == 0:
		return nil, false, fmt.Errorf("%w: no picture data", errDamaged)
	}
	return out.image(), rows == f.mh, nil
}

// ahead is how many rows of macroblocks may be read before they are made.
const ahead = 4

// decodeRows reads all rows of macroblocks and calls row with each. It returns
// how many there were. The coefficients, which take longest, are read by a
// goroutine of its own; all else is done here.
func decodeRows(ctx context.Context, f *frame, row func(y int, blocks []macroblock)) (rows int) {
	p := newParser(f)
	begun, read := make(chan []macroblock, ahead), make(chan []macroblock, ahead)
	var caught any
	started := 0
	start := func(blocks []macroblock) {
		if started == f.mh {
			return
		}
		p.modes(blocks)
		if started++; f.first.over() {
			started = f.mh
		} else {
			begun <- blocks // there is always room
		}
		if started == f.mh {
			close(begun)
		}
	}
	defer func() {
		if started < f.mh {
			close(begun)
		}
	}()
	go func() {
		defer close(read)
		// A panic here would end the program before anyone could recover it.
		defer func() { caught = recover() }()
		for y := 0; ; y++ {
			blocks, more := <-begun
			if !more || ctx.Err() != nil {
				return
			}
			p.tokens(y, blocks)
			if f.parts[y&(len(f.parts)-1)].over() {
				return
			}
			read <- blocks // there is always room
		}
	}()
	for range min(ahead, f.mh) {
		start(make([]macroblock, f.mw))
	}
	for blocks := range read {
		row(rows, blocks)
		rows++
		start(blocks)
	}
	if caught != nil {
		panic(caught)
	}
	return rows
}
