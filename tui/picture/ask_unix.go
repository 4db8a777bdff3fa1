//go:build unix

package picture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"imagine-tui/tui/terminal"
)

// Ask asks the terminal what it can draw and waits for the answers, but no
// longer than wait, for programs that print a picture and end: keys typed
// meanwhile are lost. Where there is no terminal it changes nothing.
func (d *Detector) Ask(wait time.Duration) error {
	queries := d.Queries()
	if queries == "" {
		return nil
	}
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return fmt.Errorf("there is no terminal to ask: %w", err)
	}
	defer tty.Close() //nolint:errcheck // nothing is kept in it
	// Fd makes reads wait for ever, so each is preceded by a wait of our own.
	fd := int(tty.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return fmt.Errorf("the terminal cannot be asked: %w", err)
	}
	defer term.Restore(fd, before) //nolint:errcheck // there is nothing else to try
	for end := time.Now().Add(wait); queries != ""; {
		if _, err := io.WriteString(tty, queries); err != nil {
			return fmt.Errorf("the terminal cannot be asked: %w", err)
		}
		d.feedAnswers(readAnswers(fd, end))
		if d.tmux() && d.row.Sure && d.outer == "" {
			d.Around(terminal.Around(context.Background(), d.Getenv))
		}
		if queries = d.More(); queries != "" {
			queries += ansi.RequestPrimaryDeviceAttributes
		}
	}
	return nil
}

// readAnswers reads until the last answer came, or time is up.
func readAnswers(fd int, end time.Time) []byte {
	var got []byte
	buf := make([]byte, 1024)
	for len(got) < mostAnswers && !lastAnswer.Regexp().Match(got) {
		left := time.Until(end)
		if left <= 0 {
			break
		}
		var set unix.FdSet
		set.Zero()
		set.Set(fd)
		t := unix.NsecToTimeval(left.Nanoseconds())
		n, err := unix.Select(fd+1, &set, nil, nil, &t)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if n <= 0 {
			break
		}
		if n, err = unix.Read(fd, buf); n <= 0 || err != nil {
			break
		}
		got = append(got, buf[:n]...)
	}
	return got
}
