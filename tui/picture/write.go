package picture

import (
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// WriteTo prints a picture as ordinary output, for subcommands: in ModeKitty
// what the terminal must know of it, then its lines, each with a newline. It
// ends in a fresh line.
func WriteTo(w io.Writer, r Rendered) error {
	var b strings.Builder
	b.Grow(r.bytes() + len(r.Lines))
	b.WriteString(r.Transmit)
	switch {
	case r.Graphic != nil:
		r.Graphic.print(&b)
	case len(r.Lines) > 0:
		for _, l := range r.Lines {
			b.WriteString(l)
			b.WriteByte('\n')
		}
	case r.Transmit != "":
		b.WriteByte('\n')
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("cannot print the picture: %w", err)
	}
	return nil
}

// print draws the picture below the cursor and goes on under it. Terminals
// differ in where they leave the cursor and scroll: so the room is made first.
func (g *Graphic) print(b *strings.Builder) {
	rows := len(g.Under)
	b.WriteString(strings.Repeat("\n", rows))
	b.WriteString(ansi.CursorUp(rows))
	if g.Apart {
		for at := 0; at < rows; at += g.Step {
			to := min(at+g.Step, rows)
			b.WriteString(ansi.SaveCursor + g.Part(at, to) + ansi.RestoreCursor + ansi.CursorDown(to-at))
		}
		return
	}
	b.WriteString(ansi.SaveCursor)
	b.WriteString(g.Data)
	b.WriteString(ansi.RestoreCursor + ansi.CursorDown(rows))
}
