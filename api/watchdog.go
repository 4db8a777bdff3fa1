package api

import (
	"context"
	"errors"
	"io"
	"time"
)

// leastBytes must arrive within the idle time, or the answer ends. A service
// that sends a byte a second would keep a run alive for ever otherwise.
const leastBytes = 4 << 10

// watchedBody reads an answer's body under the eye of a watchdog. Only time
// spent waiting for the service counts, not what the reader does in between.
type watchedBody struct {
	body  io.ReadCloser
	x     *exchange
	idle  time.Duration
	left  time.Duration
	got   int
	timer *time.Timer
}

// watch puts a watchdog in front of a body.
func (x *exchange) watch(body io.ReadCloser) *watchedBody {
	idle := x.c.idleTimeout
	w := &watchedBody{body: body, x: x, idle: idle, left: idle}
	w.timer = time.AfterFunc(idle, func() { x.cancel(&waitError{"no more data arrived", idle}) })
	w.timer.Stop()
	return w
}

func (w *watchedBody) Read(p []byte) (int, error) {
	w.timer.Reset(max(w.left, time.Millisecond))
	start := time.Now()
	n, err := w.body.Read(p)
	w.timer.Stop()
	w.left -= time.Since(start)
	if w.got += n; w.got >= leastBytes {
		w.got, w.left = 0, w.idle
	}
	if err != nil && !errors.Is(err, io.EOF) {
		var wait *waitError
		if errors.As(context.Cause(w.x.ctx), &wait) {
			err = wait
		}
	}
	return n, err
}

// Close closes the body below.
func (w *watchedBody) Close() error {
	w.timer.Stop()
	return w.body.Close()
}

// errTooLarge ends an answer that is longer than the Client accepts.
var errTooLarge = errors.New("the answer is too large")

// limitedReader passes at most left bytes, and fails if there are more, where
// io.LimitReader would pretend that there are not.
type limitedReader struct {
	r    io.Reader
	left int64
}

func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, errTooLarge
	}
	// One byte more than allowed tells too long from just long enough.
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n - 1, errTooLarge
	}
	return n, err
}
