package media

import "io"

// Box is a part of an MP4 file or one of its relatives: AVIF, HEIF, JPEG XL.
type Box struct {
	// Kind is its name of four letters.
	Kind string
	// From is where the box begins in the file, Start where its data do, and Size
	// how many bytes of data there are.
	From, Start, Size int64
	// Open says that it reaches to the end of the file, however long that is.
	Open bool
}

// End returns where the box ends.
func (b Box) End() int64 { return b.Start + b.Size }

// Boxes walks over the boxes in a stretch of a file.
type Boxes struct {
	src     io.ReadSeeker
	at, end int64
	count   int
}

// maxBoxes bounds how many boxes there may be beside each other.
const maxBoxes = 100_000

// NewBoxes returns a walker of the boxes between two places of a file.
func NewBoxes(src io.ReadSeeker, from, to int64) *Boxes { return &Boxes{src: src, at: from, end: to} }

// Next goes to the next box, whose data src then stands in front of. io.EOF
// comes at the end of the stretch, and a FormError where a box is longer than it.
func (w *Boxes) Next() (Box, error) {
	if w.at >= w.end {
		return Box{}, io.EOF
	}
	if w.count++; w.count > maxBoxes {
		return Box{}, FormError("it has too many parts")
	}
	if _, err := w.src.Seek(w.at, io.SeekStart); err != nil {
		return Box{}, err
	}
	head := &io.LimitedReader{R: w.src, N: w.end - w.at}
	kind, size, err := BoxHeader(head)
	if err != nil && head.N <= 0 {
		return Box{}, FormError("a part of it has no name")
	}
	if err != nil {
		return Box{}, soon(err)
	}
	b := Box{Kind: kind, From: w.at, Start: w.end - head.N, Size: size}
	if b.Open = size == ToTheEnd; b.Open {
		b.Size = head.N
	}
	if b.Size < 0 || b.Size > w.end-b.Start {
		return Box{}, FormError("a part of it is longer than the file")
	}
	w.at = b.End()
	return b, nil
}

// Whole reads a file of which all is needed at once, nil where that is more than
// most bytes.
func Whole(src io.ReadSeeker, most int64) ([]byte, error) {
	size, err := src.Seek(0, io.SeekEnd)
	if err != nil || size > most {
		return nil, err
	}
	if _, err := src.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(src, size))
}
