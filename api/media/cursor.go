package media

import (
	"bufio"
	"errors"
	"io"
)

// cursor reads a file from its start and skips parts of it.
type cursor struct {
	src  io.Reader
	seek io.Seeker // nil where src can only be read on
	br   *bufio.Reader
	// at is how many bytes were read or skipped, left how many of the part
	// that the walker stands at are still to come.
	at, left int64
}

// Walkers of files that can seek read a few bytes here and there: more ahead
// would be read in vain.
const seekingBuffer = 512

func newCursor(src io.Reader) *cursor {
	c := &cursor{src: src}
	size := 4 << 10
	if s, ok := src.(io.Seeker); ok {
		c.seek, size = s, seekingBuffer
	}
	c.br = bufio.NewReaderSize(src, size)
	return c
}

// full fills b.
func (c *cursor) full(b []byte) error {
	n, err := io.ReadFull(c.br, b)
	c.at += int64(n)
	return soon(err)
}

// soon makes an end of the file one that comes too soon.
func soon(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skip goes on by n bytes. A file that can seek may have ended before: the
// next read tells.
func (c *cursor) skip(n int64) error {
	if n > int64(c.br.Buffered()) && c.seek != nil {
		if _, err := c.seek.Seek(c.at+n, io.SeekStart); err != nil {
			return err
		}
		c.br.Reset(c.src)
		c.at += n
		return nil
	}
	for n > 0 {
		some, err := c.br.Discard(int(min(n, 1<<30)))
		c.at, n = c.at+int64(some), n-int64(some)
		if err != nil {
			return soon(err)
		}
	}
	return nil
}

// Read reads what is left of the data of the part that the walker stands at;
// io.EOF comes at their end.
func (c *cursor) Read(b []byte) (int, error) {
	if c.left == 0 {
		return 0, io.EOF
	}
	n, err := c.br.Read(b[:min(int64(len(b)), c.left)])
	c.at, c.left = c.at+int64(n), c.left-int64(n)
	if n > 0 {
		return n, nil // an error comes again
	}
	return n, soon(err)
}

// pass skips what is left of the part that the walker stands at.
func (c *cursor) pass() error {
	n := c.left
	c.left = 0
	return c.skip(n)
}

// through reads up to the next byte b and tells how many bytes were before it.
func (c *cursor) through(b byte) (before int, err error) {
	for {
		part, err := c.br.ReadSlice(b)
		c.at += int64(len(part))
		before += len(part)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return before, soon(err)
		}
		return before - 1, nil
	}
}

// after reads up to the first byte that is not b.
func (c *cursor) after(b byte) (byte, error) {
	for {
		next, err := c.br.ReadByte()
		if err != nil {
			return 0, soon(err)
		}
		c.at++
		if next != b {
			return next, nil
		}
	}
}
