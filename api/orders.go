package api

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
)

// forOrders returns the way for calls that cost: each on a connection of its
// own. A kept connection may be closed by the service just as an order goes,
// and nobody could say then whether it was taken. Compared with the seconds a
// picture takes, connecting anew is nothing.
func forOrders(base http.RoundTripper) http.RoundTripper {
	t, ok := base.(*http.Transport)
	if !ok {
		return base
	}
	t = t.Clone()
	t.DisableKeepAlives = true
	if dial := t.DialContext; dial != nil {
		t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := dial(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return &listeningConn{Conn: conn}, nil
		}
	}
	return t
}

// listeningConn goes on listening when the other side no longer takes what is
// sent. A service that refuses a large upload answers early and closes; the
// transport would report that writing failed, and the refusal, which has
// arrived, would count as no answer.
type listeningConn struct {
	net.Conn
	deaf atomic.Bool // the other side takes nothing more
}

// Write pretends that what the other side refuses to take was sent: reading
// tells how the call ended.
func (c *listeningConn) Write(p []byte) (int, error) {
	if c.deaf.Load() {
		return len(p), nil
	}
	n, err := c.Conn.Write(p)
	var failed *net.OpError
	if errors.As(err, &failed) && !failed.Timeout() && !errors.Is(err, net.ErrClosed) {
		c.deaf.Store(true)
		return len(p), nil
	}
	return n, err
}
