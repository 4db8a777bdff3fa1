package console

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"imagine-tui/api/clean"
)

// watched is a stream that remembers what kept it from being written to: a command
// that prints a line does not ask each time.
type watched struct {
	io.Writer
	err error
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err
}

// Watch has Broken tell whether all that is printed from now on arrived.
func (c *Console) Watch() {
	if _, is := c.Out.(*watched); !is {
		c.Out = &watched{Writer: c.Out}
	}
}

// Broken says why standard output lacks something that was printed, nil if it has
// all of it.
func (c *Console) Broken() error {
	w, is := c.Out.(*watched)
	if !is || w.err == nil {
		return nil
	}
	err := w.err
	if path, is := errors.AsType[*fs.PathError](err); is {
		err = path.Err
	}
	return fmt.Errorf("standard output cannot be written to: %s", clean.Line(err.Error()))
}
