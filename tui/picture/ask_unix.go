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
		return fmt.Errorf("there is no terminal to query: %w", err)
	}
	defer tty.Close() //nolint:errcheck // nothing is kept in it
	// Fd makes reads wait for ever, so each is preceded by a wait of our own.
	fd := int(tty.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return fmt.Errorf("the terminal cannot be queried: %w", err)
	}
	defer term.Restore(fd, before) //nolint:errcheck // there is nothing else to try
	var through asked              // of the terminal around tmux, in this round
	for end := time.Now().Add(wait); queries != ""; {
		if _, err := io.WriteString(tty, queries); err != nil {
			return fmt.Errorf("the terminal cannot be queried: %w", err)
		}
		got := readAnswers(fd, end, answered)
		// tmux answers the last question itself, before the terminal around it does the
		// others: what came later would stand on the line of the shell.
		late := time.Now().Add(passingOn)
		if late.After(end) {
			late = end
		}
		got = append(got, readAnswers(fd, late, func(more []byte) bool { return through.passedOn(append(got, more...)) })...)
		d.feedAnswers(got)
		if d.tmux() && d.row.Sure && d.outer == "" {
			d.Around(terminal.Around(context.Background(), d.Getenv))
			if !terminal.PassesOn(context.Background(), d.Getenv) {
				break
			}
		}
		before := d.asked
		if queries = d.More(); queries != "" {
			queries += ansi.RequestPrimaryDeviceAttributes
		}
		if d.tmux() {
			through = asked{around: d.asked.around && !before.around, graphics: d.asked.graphics && !before.graphics}
		}
	}
	return nil
}

// passingOn is how long tmux may take to pass on a question and its answer.
const passingOn = time.Second

// answered tells whether the last answer came.
func answered(got []byte) bool { return lastAnswer.Regexp().Match(got) }

// passedOn tells whether what was asked of the terminal around tmux is answered.
func (a asked) passedOn(got []byte) bool {
	return (!a.around || aroundAnswer.Regexp().Match(got)) && (!a.graphics || graphicsAnswer.Regexp().Match(got))
}

// readAnswers reads until all that is waited for came, or time is up.
func readAnswers(fd int, end time.Time, all func([]byte) bool) []byte {
	var got []byte
	buf := make([]byte, 1024)
	for len(got) < mostAnswers && !all(got) {
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
