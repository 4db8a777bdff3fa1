package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Attended tells whether somebody is there to be asked.
func (c *Console) Attended() bool { return IsTerminal(c.In) && IsTerminal(c.Err) }

// Ask asks a person, who may take all the time or leave, and returns the line
// that is typed.
func (c *Console) Ask(ctx context.Context, format string, args ...any) (string, error) {
	fmt.Fprintf(c.Err, format, args...)
	return readLine(ctx, c.In)
}

func readLine(ctx context.Context, r io.Reader) (string, error) {
	type line struct {
		text string
		err  error
	}
	got := make(chan line, 1)
	// Reading a terminal cannot be cancelled: after an interrupt this
	// goroutine stays behind until the program ends, a moment later.
	go func() {
		text, err := bufio.NewReader(r).ReadString('\n')
		if text != "" {
			err = nil
		}
		got <- line{strings.TrimSpace(text), err}
	}()
	select {
	case l := <-got:
		if errors.Is(l.err, io.EOF) {
			return "", nil
		}
		return l.text, l.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
