package api

import (
	"io"
	"runtime"
	"sync"
)

// turns lets as many pictures be looked through at once as leave a processor
// free: 64 that arrive together would otherwise keep the screen from answering
// a key for as long as all of them take.
var turns = sync.OnceValue(func() chan struct{} {
	return make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1))
})

// turn is the right to use a processor for one picture.
type turn struct{ free chan struct{} }

func takeTurn() turn {
	t := turn{turns()}
	t.take()
	return t
}

func (t turn) take()  { t.free <- struct{}{} }
func (t turn) leave() { <-t.free }

// reading returns r, at which nobody waits for bytes while having the turn: a
// slow answer holds no other up.
func (t turn) reading(r io.Reader) io.Reader { return turnReader{t, r} }

type turnReader struct {
	turn turn
	r    io.Reader
}

func (t turnReader) Read(p []byte) (int, error) {
	t.turn.leave()
	defer t.turn.take()
	return t.r.Read(p)
}

// large lets one big picture at a time be decoded: each can take hundreds of
// megabytes, and as many arrive at once as there are runs in flight.
var large sync.Mutex

// largePixels is the size from which a picture counts as big.
const largePixels = 16_000_000

// decoding waits for the right to decode; the caller, who has the turn, must
// call done.
func (p PictureInfo) decoding(t turn) (done func()) {
	if p.Width*p.Height < largePixels {
		return func() {}
	}
	t.leave()
	large.Lock()
	t.take()
	return large.Unlock
}
