package queue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"imagine-tui/api"
	"imagine-tui/api/clean"
)

// sending is one request under way. It is what the client writes the picture
// to, and what it reports to.
type sending struct {
	q      *Queue
	ctx    context.Context
	j      *job
	ticket Ticket
	dst    io.Writer
	total  int64
	begun  time.Time
	// journal is why the ticket could not be marked as sent, disk why the
	// picture's bytes could not be written.
	journal, disk error

	// mu guards what Sent may touch from another goroutine.
	mu   sync.Mutex
	left time.Time // when the bytes could leave; zero before
	over bool      // the call has returned
}

func (s *sending) trace() *api.Trace {
	return &api.Trace{Sending: s.sending, Sent: s.sent, Receiving: s.receiving, Progress: s.progress}
}

// sending is called right before the first byte can leave. The journal must
// know first; when it does not, or the run was stopped, nothing leaves.
func (s *sending) sending() error {
	if s.hasLeft() {
		return nil
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if err := s.ticket.Sent(); err != nil {
		s.journal = err
		return err
	}
	s.q.mu.Lock()
	defer s.q.mu.Unlock()
	if s.j.stopped || s.ctx.Err() != nil {
		return context.Canceled
	}
	now := s.q.clock.Now()
	s.j.run.Started = now
	s.mu.Lock()
	s.left = now
	s.mu.Unlock()
	return nil
}

func (s *sending) hasLeft() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.left.IsZero()
}

func (s *sending) sent() {
	s.mu.Lock()
	over := s.over
	s.mu.Unlock()
	if !over {
		s.goesOn(StateRendering, StateSending)
	}
}

func (s *sending) receiving(total int64) {
	s.total = total
	s.goesOn(StateReceiving, StateSending, StateRendering)
}

// goesOn changes the run's state to next if it is one of those before it.
func (s *sending) goesOn(next State, before ...State) {
	s.q.mu.Lock()
	defer s.q.mu.Unlock()
	for _, b := range before {
		if s.j.run.State == b && s.j.cancel != nil {
			if next == StateReceiving {
				s.j.run.Total = s.total
			}
			s.q.become(s.j, next)
			return
		}
	}
}

func (s *sending) progress(done, total int64) {
	s.q.mu.Lock()
	defer s.q.mu.Unlock()
	s.j.run.Done, s.j.run.Total = done, total
	s.q.feed.progressed(s.j)
}

// Write takes the picture's bytes as they arrive. The place for them is made
// with the first.
func (s *sending) Write(p []byte) (int, error) {
	if s.dst == nil {
		w, err := s.ticket.Receiving(s.total)
		if err != nil {
			s.disk = err
			return 0, err
		}
		s.dst = w
		s.receiving(s.total)
	}
	n, err := s.dst.Write(p)
	if err != nil {
		s.disk = err
	}
	return n, err
}

// meta describes a picture that is complete now.
func (s *sending) meta() Meta {
	s.mu.Lock()
	started := s.left
	s.mu.Unlock()
	if started.IsZero() {
		started = s.begun
	}
	now, it := s.q.clock.Now(), s.j.run.Item
	return Meta{
		Tokens: it.Tokens, Priced: it.Priced, Started: started, Ended: now, Elapsed: now.Sub(started),
		Template: it.Template, Parent: s.j.opts.Parent, Take: s.j.opts.Take,
	}
}

// save puts the picture into the library. From here on the run cannot be
// cancelled: the picture is paid for.
func (s *sending) save(img api.Image, m Meta) verdict {
	s.close()
	s.q.mu.Lock()
	s.j.saving = true
	if s.j.run.State != StateReceiving {
		s.q.become(s.j, StateReceiving)
	}
	s.q.mu.Unlock()
	saved, err := s.ticket.Save(context.WithoutCancel(s.ctx), img, m)
	if err != nil {
		err = fmt.Errorf("the picture arrived but could not be saved: %w", err)
		if kerr := s.ticket.Unknown(err); kerr != nil {
			err = fmt.Errorf("%w; keeping it in recovery: %w", err, kerr)
		}
		return verdict{state: StateFailed, saved: saved, local: err, kept: &kept{s.ticket, img, m}}
	}
	if saved.KeyName == "" {
		saved.KeyName = s.j.run.KeyName
	}
	if saved.Elapsed == 0 {
		saved.Elapsed = m.Elapsed
	}
	return verdict{state: StateSaved, saved: saved}
}

// close says that the call has returned: late reports are nobody's.
func (s *sending) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
}

// failed judges an error of the client by what it means for the bill, and
// ends the ticket accordingly.
func (s *sending) failed(err error) verdict {
	s.close()
	e := describe(err)
	v := verdict{err: e}
	if e == nil {
		v.local = err
	}
	if s.journal != nil {
		v.err, v.local = nil, fmt.Errorf("nothing was sent, the journal could not be written: %w", s.journal)
	}
	if s.disk != nil {
		v.local = fmt.Errorf("the picture was on its way but could not be written down: %w", s.disk)
	}
	if s.mayBeCharged(e) {
		v.state = StateUnknown
		if kerr := s.ticket.Unknown(err); kerr != nil {
			v.local = errors.Join(v.local, fmt.Errorf("keep it in the journal: %w", kerr))
		}
		return v
	}
	s.q.mu.Lock()
	stopped := s.j.stopped
	attempt := s.j.run.Attempt
	s.q.mu.Unlock()
	switch {
	case stopped || s.ctx.Err() != nil:
		v.state, v.local = StateCancelled, nil
	case e != nil && e.Retryable() && attempt <= s.q.retries:
		v.state = StateRetrying
	default:
		v.state = StateFailed
		if e != nil {
			v.reconnect = e.KeyProblem() || e.Kind == api.KindKeyMissing
			v.holds = v.reconnect || e.Kind == api.KindNetwork
		}
	}
	if derr := s.ticket.Drop(); derr != nil {
		v.local = errors.Join(v.local, fmt.Errorf("forget it in the journal: %w", derr))
	}
	return v
}

// mayBeCharged says whether an attempt that failed with e may be on the bill.
func (s *sending) mayBeCharged(e *api.Error) bool {
	if s.journal != nil {
		return false
	}
	if e != nil {
		return e.Outcome == api.Unknown
	}
	return s.hasLeft()
}

// crashed is the verdict on a fault of the program itself.
func (s *sending) crashed(p any) verdict {
	s.close()
	err := fmt.Errorf("the program made a mistake: %s", clean.Scrub(clean.Line(fmt.Sprint(p))))
	v := verdict{state: StateFailed, local: err}
	if s.ticket == nil {
		return v
	}
	defer func() {
		if recover() != nil { // the ticket itself is broken
			v.local = err
		}
	}()
	if s.hasLeft() || s.j.kept != nil {
		v.state = StateUnknown
		v.local = errors.Join(err, s.ticket.Unknown(err))
	} else {
		v.local = errors.Join(err, s.ticket.Drop())
	}
	return v
}
