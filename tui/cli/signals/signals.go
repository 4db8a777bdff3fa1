// Package signals says what becomes of a command when a signal comes.
package signals

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// signalError is the cause of a context that a signal ended.
type signalError struct{ signal os.Signal }

func (e signalError) Error() string { return fmt.Sprintf("stopped by a signal (%v)", e.signal) }

// Screen keeps signals from ending the program while something has the terminal,
// which they would leave as it is then.
type Screen struct {
	mu sync.Mutex
	// taken says that something has the terminal, came that a signal did.
	taken, came bool
	release     func()
}

// Lock says that something takes the terminal.
func (s *Screen) Lock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = true
}

// Unlock says that the terminal is as it was. If a signal came meanwhile, the next
// one ends the program from here on.
func (s *Screen) Unlock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken = false
	if s.came {
		s.release()
	}
}

// first notes the first signal.
func (s *Screen) first(release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.came, s.release = true, release
	if !s.taken {
		release()
	}
}

// With returns a context that the first interrupt, termination or
// hang-up ends, so that work in flight is settled before the program exits.
// When it ends signals act as usual already: a second one ends the program at
// once, but for while screen is locked. What the program was started to ignore, as
// by nohup, it goes on ignoring, and a file that becomes too large is an error
// where it is written. stop releases everything.
func With(parent context.Context, screen *Screen) (ctx context.Context, stop func()) {
	keepOnFileSize()
	ctx, cancel := context.WithCancelCause(parent)
	arrived := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(arrived, s)
		}
	}
	go func() {
		select {
		case s := <-arrived:
			// Before anybody can be told of the first: a second one is never lost.
			screen.first(func() { signal.Stop(arrived) })
			cancel(signalError{s})
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(arrived)
		cancel(nil)
	}
}

// Interrupted tells whether a signal ended the context.
func Interrupted(ctx context.Context) bool {
	_, yes := errors.AsType[signalError](context.Cause(ctx))
	return yes
}

// HungUp is the exit status of a program whose terminal is gone, as the signal
// says that tells of it.
const HungUp = 128 + int(syscall.SIGHUP)

// Status is the exit status of a program that a signal stopped, as shells
// write it: 128 and the signal's number. ok says that a signal ended ctx.
func Status(ctx context.Context) (status int, ok bool) {
	stopped, ok := errors.AsType[signalError](context.Cause(ctx))
	if !ok {
		return 0, false
	}
	number, _ := stopped.signal.(syscall.Signal) // every signal is one
	return 128 + int(number), true
}

// KeepOnBrokenPipe makes writing to a closed standard output an error instead
// of the end of the program: a paid picture on its way is worth more than the
// reader that went away.
func KeepOnBrokenPipe() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
