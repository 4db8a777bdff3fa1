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
	return Read(ctx, func() (string, error) {
		text, err := bufio.NewReader(r).ReadString('\n')
		if text != "" || errors.Is(err, io.EOF) {
			err = nil
		}
		return strings.TrimSpace(text), err
	})
}

// Read returns what read does, or that ctx ended before. Reading a terminal or
// a pipe cannot be cancelled: read is then left behind until the program ends,
// a moment later.
func Read[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	got := make(chan result, 1)
	go func() {
		value, err := read()
		got <- result{value, err}
	}()
	select {
	case r := <-got:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
