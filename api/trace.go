package api

import "sync"

// Trace is told how a call gets on. Any of its functions may be nil, and so
// may the Trace. They are called one after the other and not after the call
// has returned; Sent may be called from another goroutine.
type Trace struct {
	// Sending is called right before the first byte can leave. If it returns
	// an error the call is given up and nothing is sent.
	Sending func() error
	// Sent is called once the request has left.
	Sent func()
	// Receiving is called when a good answer begins; total is its length in
	// bytes, -1 if the service does not say.
	Receiving func(total int64)
	// Progress is called as the answer arrives.
	Progress func(done, total int64)
}

func (t *Trace) sending() error {
	if t == nil || t.Sending == nil {
		return nil
	}
	return t.Sending()
}

func (t *Trace) receiving(total int64) {
	if t != nil && t.Receiving != nil {
		t.Receiving(total)
	}
}

func (t *Trace) progress(done, total int64) {
	if t != nil && t.Progress != nil {
		t.Progress(done, total)
	}
}

// sentOnce calls Trace.Sent at most once, and not after the call is over. The
// transport may report that the request has left when the answer is already
// read.
type sentOnce struct {
	tr   *Trace
	mu   sync.Mutex
	done bool
}

func (s *sentOnce) mark() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.done && s.tr != nil && s.tr.Sent != nil {
		s.tr.Sent()
	}
	s.done = true
}

// over says that the call has returned, or is about to.
func (s *sentOnce) over() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = true
}
