package sandbox

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// What strangers can make the sandbox hold. It may live in the studio's own
// process, which must not end because somebody else on this computer sends
// half of something to it.
const (
	// bodyRoom is how much of all bodies is held at once, in bytes. What finds
	// no room is told to come back.
	bodyRoom = 192 << 20
	// maxConns is how many connections are open at once; others wait.
	maxConns = 512
	// bodyIdle is how long a body may stand still, bodyTime how long it may
	// take.
	bodyIdle = 10 * time.Second
	bodyTime = 5 * time.Minute
)

// limits are the room for bodies, shared by all requests of a sandbox.
type limits struct {
	room       *semaphore.Weighted
	idle, most time.Duration
}

func newLimits() *limits {
	return &limits{room: semaphore.NewWeighted(bodyRoom), idle: bodyIdle, most: bodyTime}
}

// admit makes room for a request's body before any of it is read, and returns
// what gives it back.
func (l *limits) admit(r *http.Request) (release func(), bad *failure) {
	size := r.ContentLength
	if size < 0 || size > maxBody {
		size = maxBody
	}
	ctx, cancel := context.WithTimeout(r.Context(), l.idle)
	defer cancel()
	if l.room.Acquire(ctx, size) != nil {
		return nil, failed(codeBusy, "The sandbox is busy with other uploads. Try again in a moment.")
	}
	return func() { l.room.Release(size) }, nil
}

// body reads a request's body under two clocks: how long it stands still, and
// how long it takes in all.
func (l *limits) body(w http.ResponseWriter, r *http.Request) io.ReadCloser {
	return &clockedBody{ReadCloser: r.Body, conn: http.NewResponseController(w), idle: l.idle, end: time.Now().Add(l.most)}
}

type clockedBody struct {
	io.ReadCloser
	conn *http.ResponseController
	idle time.Duration
	end  time.Time
}

func (b *clockedBody) Read(p []byte) (int, error) {
	until := time.Now().Add(b.idle)
	if until.After(b.end) {
		until = b.end
	}
	// A recorder in a test has no connection, and no clock either.
	_ = b.conn.SetReadDeadline(until)
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.conn.SetReadDeadline(time.Time{})
	}
	return n, err
}

// begin starts the clock of a request that has a body: also what is answered
// without reading it must come to an end.
func (l *limits) begin(w http.ResponseWriter, r *http.Request) {
	if r.ContentLength != 0 {
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(l.idle))
	}
}

// fewConns accepts only so many connections at once.
type fewConns struct {
	net.Listener
	places chan struct{}
	done   chan struct{}
	once   sync.Once
}

func limitConns(l net.Listener) net.Listener {
	return &fewConns{Listener: l, places: make(chan struct{}, maxConns), done: make(chan struct{})}
}

func (l *fewConns) Accept() (net.Conn, error) {
	select {
	case l.places <- struct{}{}:
	case <-l.done:
		return nil, net.ErrClosed
	}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &placedConn{Conn: conn, leave: sync.OnceFunc(func() { <-l.places })}, nil
}

// Close stops accepting, also while no place is free.
func (l *fewConns) Close() error {
	l.once.Do(func() { close(l.done) })
	return l.Listener.Close()
}

type placedConn struct {
	net.Conn
	leave func()
}

func (c *placedConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}

// Loopback tells whether an address to listen on is reached from this computer
// alone.
func Loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	return isLoopback(host)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// forUs tells whether a request names a host that a sandbox reached from this
// computer alone can have. A page on the web may point its own name to this
// computer and would otherwise be answered as if it were from here.
func forUs(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.Host)
	if err != nil {
		host = r.Host
	}
	if len(host) > 1 && host[0] == '[' && host[len(host)-1] == ']' {
		host = host[1 : len(host)-1]
	}
	return isLoopback(host)
}

// onlyForUs refuses what names another host.
func onlyForUs(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !forUs(r) {
			plain(w, http.StatusMisdirectedRequest, "The sandbox only answers to local host names, such as 127.0.0.1.")
			return
		}
		h.ServeHTTP(w, r)
	})
}
