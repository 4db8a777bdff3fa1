package vp8proof

import "io"

// frame is what is known of a frame while it is read.
type frame struct {
	across, down int // blocks of 16 × 16
	first        bools
	parts        []bools // of coefficients, by turns for each row of blocks

	segments      bool // each block says which segment it is of
	segment       [3]uint8
	probabilities probabilities
	skips         bool // blocks without coefficients say so
	skip          uint8

	above []block // those of the row above
	left  block
}

// head reads what stands in front of the blocks in the first partition, and finds
// the others.
func (f *frame) head(rest []byte) error {
	b := &f.first
	b.number(2) // what colours and their limits mean
	f.segmentation(b)
	b.number(1 + 6 + 3) // how edges are smoothed
	if b.bit(even) && b.number(1) == 1 {
		for range 8 {
			b.maybe(6)
		}
	}
	if err := f.partitions(b.number(2), rest); err != nil {
		return err
	}
	b.number(7) // steps
	for range 5 {
		b.maybe(4)
	}
	b.number(1) // what becomes of the frame in a film
	for i := range f.probabilities {
		for j := range f.probabilities[i] {
			for k := range f.probabilities[i][j] {
				for l := range f.probabilities[i][j][k] {
					if b.bit(changing[i][j][k][l]) {
						f.probabilities[i][j][k][l] = uint8(b.number(8)) // #nosec G115 -- of eight bits
					}
				}
			}
		}
	}
	if f.skips = b.bit(even); f.skips {
		f.skip = uint8(b.number(8)) // #nosec G115 -- of eight bits
	}
	return f.short(b)
}

// short is an error where bits were read that there are not.
func (f *frame) short(b *bools) error {
	if b.over {
		return io.ErrUnexpectedEOF
	}
	return nil
}

func (f *frame) segmentation(b *bools) {
	if !b.bit(even) {
		return
	}
	f.segments = b.bit(even)
	if b.bit(even) {
		b.number(1)
		for range 4 {
			b.maybe(7)
		}
		for range 4 {
			b.maybe(6)
		}
	}
	if !f.segments {
		return
	}
	for i := range f.segment {
		f.segment[i] = 255
		if b.bit(even) {
			f.segment[i] = uint8(b.number(8)) // #nosec G115 -- of eight bits
		}
	}
}

// partitions finds those of the coefficients, 1, 2, 4 or 8, of which all but the last
// say how long they are.
func (f *frame) partitions(power int, data []byte) error {
	n := 1 << power
	if len(data) < 3*(n-1) {
		return io.ErrUnexpectedEOF
	}
	lengths, data := data[:3*(n-1)], data[3*(n-1):]
	for ; len(lengths) > 0; lengths = lengths[3:] {
		length := int(lengths[0]) | int(lengths[1])<<8 | int(lengths[2])<<16
		if length > len(data) {
			return io.ErrUnexpectedEOF
		}
		f.parts = append(f.parts, newBools(data[:length]))
		data = data[length:]
	}
	if len(data) > mostLast {
		return errLarge
	}
	f.parts = append(f.parts, newBools(data))
	return nil
}

// blocks reads all blocks, row by row.
func (f *frame) blocks() error {
	f.above = make([]block, f.across)
	for y := range f.down {
		f.left = block{}
		packed := &f.parts[y%len(f.parts)]
		for x := range f.across {
			f.block(&f.above[x], packed)
		}
		if err := f.short(packed); err != nil {
			return err
		}
		if err := f.short(&f.first); err != nil {
			return err
		}
	}
	return nil
}
