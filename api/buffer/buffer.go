// Package buffer lends out room for bytes on their way, which each picture needs some
// of. Only a few sizes are lent, what is larger is made for the one who asks and kept
// by nobody, and what nobody borrows for a while is given back to the system: memory
// does not grow with the largest picture that there was.
package buffer

import (
	"bufio"
	"io"
	"sync"
)

// Sizes that are lent.
const (
	Small  = 4 << 10  // heads of files
	Medium = 32 << 10 // what is copied and hashed, answers of services
	Large  = 64 << 10 // what is looked through from end to end
	Huge   = 256 << 10
)

// sizes are in order.
var sizes = [...]int{Small, 16 << 10, Medium, Large, Huge}

// Bytes is room that was lent. Its bytes are whatever somebody left there.
type Bytes struct {
	B     []byte
	class int // of sizes, negative for what nobody keeps
}

var rooms [len(sizes)]sync.Pool

// class is the smallest size that is enough, -1 for none.
func class(size int) int {
	for i, n := range sizes {
		if size <= n {
			return i
		}
	}
	return -1
}

// Take lends room for at least size bytes. Give it back when nothing points at it
// any more.
func Take(size int) *Bytes {
	i := class(size)
	if i < 0 {
		return &Bytes{make([]byte, size), i}
	}
	if b, is := rooms[i].Get().(*Bytes); is {
		return b
	}
	return &Bytes{make([]byte, sizes[i]), i}
}

// Give gives room back.
func (b *Bytes) Give() {
	if b.class >= 0 {
		rooms[b.class].Put(b)
	}
}

var readers [len(sizes)]sync.Pool

// Reader lends a reader of r with room for at least size bytes.
func Reader(r io.Reader, size int) *bufio.Reader {
	i := class(size)
	if i < 0 {
		return bufio.NewReaderSize(r, size)
	}
	if br, is := readers[i].Get().(*bufio.Reader); is {
		br.Reset(r)
		return br
	}
	return bufio.NewReaderSize(r, sizes[i])
}

// nothing is read by readers that nobody has.
type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, io.EOF }

// GiveReader gives a reader back, which was lent by Reader.
func GiveReader(br *bufio.Reader) {
	i := class(br.Size())
	if i < 0 || sizes[i] != br.Size() {
		return
	}
	br.Reset(nothing{})
	readers[i].Put(br)
}

// Copy copies src to dst through room that is lent, and returns how many bytes.
func Copy(dst io.Writer, src io.Reader) (int64, error) {
	room := Take(Medium)
	defer room.Give()
	return io.CopyBuffer(dst, struct{ io.Reader }{src}, room.B)
}
