// Package console is where a command reads, prints and speaks: data goes to
// standard output, everything else to standard error.
package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/term"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/terminal"
)

// Console is the three streams of a program.
type Console struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
	// Quiet leaves narration out: what went wrong is still said.
	Quiet bool

	row   *terminal.Match // nil while nothing is known
	links bool            // paths may lead to their files
}

// Standard returns the streams of this process.
func Standard() *Console { return &Console{In: os.Stdin, Out: os.Stdout, Err: os.Stderr} }

// Say narrates on standard error, cleaned of what could act on a terminal and
// of anything that looks like a key.
func (c *Console) Say(format string, args ...any) {
	if !c.Quiet {
		c.Warn(format, args...)
	}
}

// Warn says what went wrong, or what must be known before money or files are
// gone: also where nobody wants narration.
func (c *Console) Warn(format string, args ...any) {
	fmt.Fprintln(c.Err, clean.Scrub(clean.Text(fmt.Sprintf(format, args...))))
}

// Tell says of each error what happened, what it cost and what to do.
func (c *Console) Tell(problems ...error) {
	for _, err := range problems {
		c.Warn("%s", api.Explain(err))
	}
}

// JSON prints one object as one line.
func (c *Console) JSON(object any) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(object); err != nil {
		return err
	}
	_, err := io.WriteString(c.Out, escaped(line.String()))
	return err
}

// escaped writes what a terminal or a reader could be misled by as JSON may
// write it, in what is JSON: such characters stand in its texts only.
func escaped(line string) string {
	var b strings.Builder
	for _, r := range line {
		switch {
		case r < 0x7f || !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// IsTerminal tells whether a person sits at the other end of a stream.
func IsTerminal(stream any) bool {
	file, ok := File(stream)
	return ok && term.IsTerminal(int(file.Fd()))
}

// File is the file of the system that a stream is, if it is one.
func File(stream any) (*os.File, bool) {
	if w, is := stream.(*watched); is {
		stream = w.Writer
	}
	file, is := stream.(*os.File)
	return file, is
}

// Size returns the size of the terminal that standard output is, in cells; 0, 0
// if it is none or does not tell.
func (c *Console) Size() (cols, rows int) {
	file, ok := File(c.Out)
	if !ok {
		return 0, 0
	}
	cols, rows, err := term.GetSize(int(file.Fd()))
	if err != nil || cols < 1 || rows < 1 {
		return 0, 0
	}
	return cols, rows
}
