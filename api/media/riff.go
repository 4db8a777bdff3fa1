package media

import (
	"encoding/binary"
	"io"
)

// RIFF walks over the chunks of a WebP.
type RIFF struct {
	*cursor
	// size is the length of the file as it says itself.
	size  int64
	begun bool
	pad   int64 // 1 while the chunk before has an odd length
}

// NewRIFF returns a walker of the WebP file src, which is at its start.
func NewRIFF(src io.Reader) *RIFF { return &RIFF{cursor: newCursor(src)} }

// newFrameRIFF returns a walker of the chunks of an animation's frame, from
// the first one on.
func newFrameRIFF(src io.Reader, size int64) *RIFF {
	return &RIFF{cursor: newCursor(src), size: size, begun: true}
}

// Next goes to the next chunk, whatever was read of the one before. io.EOF
// comes where the file ends by what it says itself.
func (r *RIFF) Next() (Chunk, error) {
	if !r.begun {
		r.begun = true
		var head [MagicLen]byte
		if err := r.full(head[:]); err != nil {
			return Chunk{}, err
		}
		if Sniff(head[:]) != WebP {
			return Chunk{}, FormError("it does not start like a WebP")
		}
		r.size = RIFFSize(head[:])
	}
	r.left += r.pad
	if err := r.pass(); err != nil {
		return Chunk{}, err
	}
	switch {
	case r.at > r.size+1: // some forget the last pad
		return Chunk{}, io.ErrUnexpectedEOF
	case r.at >= r.size:
		return Chunk{}, io.EOF
	}
	var head [8]byte
	if err := r.full(head[:]); err != nil {
		return Chunk{}, err
	}
	next := Chunk{Kind: string(head[:4]), Start: r.at, Size: int64(binary.LittleEndian.Uint32(head[4:]))}
	r.left, r.pad = next.Size, next.Size&1
	return next, nil
}

// Size returns how long the file is by what it says itself, once Next was
// called.
func (r *RIFF) Size() int64 { return r.size }

// RIFFSize returns how many bytes a WebP has by what its first MagicLen bytes
// say.
func RIFFSize(head []byte) int64 { return int64(binary.LittleEndian.Uint32(head[4:])) + 8 }
