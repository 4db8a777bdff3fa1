package picture

import (
	"fmt"
	"io"
	"strings"
)

// WriteTo prints a picture as ordinary output, for subcommands: in ModeKitty
// what the terminal must know of it, then its lines, each with a newline. It
// ends in a fresh line.
func WriteTo(w io.Writer, r Rendered) error {
	var b strings.Builder
	b.Grow(r.bytes() + len(r.Lines))
	b.WriteString(r.Transmit)
	for _, l := range r.Lines {
		b.WriteString(l)
		b.WriteByte('\n')
	}
	if len(r.Lines) == 0 && r.Transmit != "" {
		b.WriteByte('\n')
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("cannot print the picture: %w", err)
	}
	return nil
}
