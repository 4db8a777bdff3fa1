package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// patience is how long answers may take to finish once the context of Start
// is done.
const patience = 3 * time.Second

// Server is a sandbox that listens.
type Server struct {
	handler *Handler
	http    *http.Server
	files   *http.Server // where links to videos lead
	addr    string
	cancel  context.CancelFunc
	served  chan struct{}
	once    sync.Once
	err     error
}

// Start listens on addr, "127.0.0.1:0" for any free port of this computer
// alone, and serves until Close or until ctx is done. Videos are served on a
// free port beside it.
func Start(ctx context.Context, addr string, o Options) (*Server, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("sandbox: listen on %s: %w", addr, err)
	}
	host, _, _ := net.SplitHostPort(l.Addr().String()) // it was made by the listener
	beside, err := lc.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		_ = l.Close()
		return nil, fmt.Errorf("sandbox: listen on %s for videos: %w", host, err)
	}
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	h := New(o)
	_, h.links.port, _ = net.SplitHostPort(beside.Addr().String())
	answer, files := http.Handler(h), http.Handler(http.HandlerFunc(h.serveFile))
	if Loopback(host) {
		answer, files = onlyForUs(answer), onlyForUs(files)
	}
	s := &Server{
		handler: h, addr: l.Addr().String(), cancel: cancel, served: make(chan struct{}),
		http: server(base, answer), files: server(base, files),
	}
	var serving sync.WaitGroup
	for _, on := range []struct {
		server   *http.Server
		listener net.Listener
	}{{s.http, limitConns(l)}, {s.files, limitConns(beside)}} {
		serving.Go(func() {
			if err := on.server.Serve(on.listener); !errors.Is(err, http.ErrServerClosed) {
				h.log.Error("the sandbox stopped", "error", err)
			}
		})
	}
	go func() {
		serving.Wait()
		close(s.served)
	}()
	stop := context.AfterFunc(ctx, func() {
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		_ = s.Close(end) // It is closed either way.
	})
	s.http.RegisterOnShutdown(func() { stop() })
	return s, nil
}

// server serves a handler; what it waits for ends with base.
func server(base context.Context, h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       time.Minute,
		BaseContext:       func(net.Listener) context.Context { return base },
	}
}

// BaseURL is what clients are given: http://127.0.0.1:PORT/v2. For a server
// that listens on every address it names the loopback one.
func (s *Server) BaseURL() string {
	host, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		return "http://" + s.addr + prefix
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port) + prefix
}

// Stats returns what was done so far.
func (s *Server) Stats() Stats { return s.handler.Stats() }

// Close stops listening, ends what waits or hangs, lets answers that are on
// their way finish until ctx is done, and then ends those too. It may be
// called more than once.
func (s *Server) Close(ctx context.Context) error {
	s.once.Do(func() {
		s.cancel()
		for _, each := range []*http.Server{s.http, s.files} {
			if err := each.Shutdown(ctx); err != nil {
				s.err = errors.Join(s.err, fmt.Errorf("sandbox: %w", err), each.Close())
			}
		}
		<-s.served
	})
	return s.err
}
