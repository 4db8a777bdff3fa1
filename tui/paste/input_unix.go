//go:build unix

package paste

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"imagine-tui/tui/terminal/letters"
)

// breath is how long after an end mark what follows still belongs to the paste.
// Nobody types that fast.
const breath = 50 * time.Millisecond

// Input is a terminal whose pastes are guarded.
type Input struct {
	*os.File
	filter  Filter
	answers answers
	letters letters.Reader
	buf     []byte
}

// Guard returns the terminal with its pastes guarded, and its letters, which are of
// a table unless it is nil, as UTF-8.
func Guard(terminal *os.File, table *letters.Table) *Input {
	return &Input{File: terminal, letters: letters.Reader{Table: table}}
}

// Terminal returns the terminal itself, for a program that gets it meanwhile.
func (i *Input) Terminal() *os.File { return i.File }

// Again says that somebody else reads from here on: the terminal was another
// program's meanwhile.
func (i *Input) Again() { i.filter.Again() }

// Read implements io.Reader. It can return nothing, where what came means
// nothing yet.
func (i *Input) Read(p []byte) (int, error) {
	// What is given back can be a little longer than what came.
	room := len(p) - mostAnswer - maxTail - maxSequence - 4*len(startMark)
	if room < maxTail {
		n, err := i.File.Read(p) // nobody reads in pieces that small
		return n, i.gone(err)
	}
	if len(i.buf) < room {
		i.buf = make([]byte, room)
	}
	came, err := i.take(room / 2)
	if err != nil {
		return 0, i.gone(err)
	}
	for i.filter.Waiting() {
		switch {
		case !i.ready():
			i.filter.Quiet()
		case came+maxTail > room:
			i.filter.More()
		default:
			n, err := i.take(maxTail)
			if err != nil {
				i.filter.Quiet()
				break
			}
			came += n
		}
	}
	return copy(p, i.answers.take(i.filter.Out(), time.Now())), nil
}

// take takes what has arrived, at most so many bytes, and returns how many.
func (i *Input) take(most int) (int, error) {
	if i.letters.Table != nil {
		most /= letters.Most
	}
	n, err := i.File.Read(i.buf[:most])
	if err != nil {
		return 0, err //nolint:wrapcheck // as a file's
	}
	b := i.letters.Take(i.buf[:n])
	if i.letters.Waiting() && !i.ready() {
		b = append(b, i.letters.Rest()...)
	}
	i.filter.Take(b, time.Now())
	return len(b), nil
}

// gone says of an end, or of an error, that there is no terminal any more, where
// that is so: only then is it one for whoever reads. A terminal has no end.
func (i *Input) gone(err error) error {
	switch {
	case err == nil || errors.Is(err, os.ErrClosed):
		return err
	case !term.IsTerminal(int(i.Fd())):
		return fmt.Errorf("%w: %w", ErrGone, noEnd(err))
	case errors.Is(err, io.EOF):
		return nil
	}
	return err
}

// noEnd is an error that nobody takes for the end of what is to be read.
func noEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// ready waits for a breath, and tells whether more has come.
func (i *Input) ready() bool {
	poll := []unix.PollFd{{Fd: int32(i.Fd()), Events: unix.POLLIN}} // #nosec G115 -- descriptors are small
	for end := time.Now().Add(breath); ; {
		n, err := unix.Poll(poll, int(time.Until(end).Milliseconds()))
		if err == unix.EINTR && time.Until(end) > 0 {
			continue
		}
		return err == nil && n > 0 && poll[0].Revents&unix.POLLIN != 0
	}
}
