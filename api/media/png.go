package media

import (
	"encoding/binary"
	"hash/crc32"
	"io"
)

// IHDRLen is the length of the data of IHDR, the first chunk of a PNG.
const IHDRLen = 13

// PNGHead is how many bytes of a PNG its signature and IHDR take. Other chunks
// may stand right behind.
const PNGHead = int64(len(PNGMagic)) + 4 + 4 + IHDRLen + 4

// longest is the most that the length of a chunk may say.
const longest = 1<<31 - 1

// Chunks walks over the chunks of a PNG.
type Chunks struct {
	*cursor
	here  Chunk
	begun bool
	sums  bool // checksums are compared
	sum   uint32
}

// NewChunks returns a walker of the PNG file src, which is at its start. It
// skips what nobody reads, and trusts checksums to others.
func NewChunks(src io.Reader) *Chunks { return &Chunks{cursor: newCursor(src)} }

// NewSummedChunks is NewChunks for a walker that reads all there is and
// compares the checksum of every chunk.
func NewSummedChunks(src io.Reader) *Chunks { return &Chunks{cursor: newCursor(src), sums: true} }

// Next goes to the next chunk, whatever was read of the one before. The last
// one is IEND, and after it comes io.EOF.
func (c *Chunks) Next() (Chunk, error) {
	if err := c.end(); err != nil {
		return Chunk{}, err
	}
	if c.here.Kind == "IEND" {
		return Chunk{}, io.EOF
	}
	var head [8]byte
	if err := c.full(head[:]); err != nil {
		return Chunk{}, err
	}
	next := Chunk{Kind: string(head[4:]), Start: c.at, Size: int64(binary.BigEndian.Uint32(head[:]))}
	if next.Size > longest {
		return Chunk{}, FormError("a chunk is too long")
	}
	c.left, c.sum = next.Size, crc32.ChecksumIEEE(head[4:])
	c.here = next
	return next, nil
}

// Chunk returns the chunk that the walker stands at.
func (c *Chunks) Chunk() Chunk { return c.here }

// Read reads what is left of the data of the chunk that the walker stands at;
// io.EOF comes at their end.
func (c *Chunks) Read(b []byte) (int, error) {
	n, err := c.cursor.Read(b)
	if c.sums {
		c.sum = crc32.Update(c.sum, crc32.IEEETable, b[:n])
	}
	return n, err
}

// end goes to where the next chunk begins: behind the checksum of the one
// before or, at first, behind the signature.
func (c *Chunks) end() error {
	switch {
	case !c.begun:
		c.begun = true
		var magic [len(PNGMagic)]byte
		if err := c.full(magic[:]); err != nil {
			return err
		}
		if string(magic[:]) != PNGMagic {
			return FormError("it does not start like a PNG")
		}
		return nil
	case !c.sums && c.here.Kind != "IEND": // whose end must be there
		c.left += 4
		return c.pass()
	}
	if c.left > 0 {
		if _, err := io.Copy(io.Discard, c); err != nil {
			return err
		}
	}
	var sum [4]byte
	if err := c.full(sum[:]); err != nil {
		return err
	}
	if c.sums && binary.BigEndian.Uint32(sum[:]) != c.sum {
		return FormError("a checksum is wrong")
	}
	return nil
}
