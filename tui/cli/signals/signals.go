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

// With returns a context that the first interrupt, termination or
// hang-up ends, so that work in flight is settled before the program exits.
// From then on signals act as usual: a second one ends the program at once, but
// for while screen is locked, when it would leave the terminal as the studio
// has it. What the program was started to ignore, as by nohup, it goes on
// ignoring, and a file that becomes too large is an error where it is written.
// stop releases everything.
func With(parent context.Context, screen sync.Locker) (ctx context.Context, stop func()) {
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
			cancel(signalError{s})
			screen.Lock()
			signal.Stop(arrived)
			screen.Unlock()
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
