package picture

import (
	"fmt"
	"image"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// WriteTo prints a picture as ordinary output, for subcommands: in ModeKitty
// what the terminal must know of it, then its lines, each with a newline. It
// ends in a fresh line.
func WriteTo(w io.Writer, r Rendered) error {
	var parts []string
	switch {
	case r.Graphic != nil:
		parts = r.Graphic.printed()
	case len(r.Lines) > 0:
		parts = []string{r.Transmit, strings.Join(r.Lines, "\n") + "\n"}
	case r.Transmit != "":
		parts = []string{r.Transmit, "\n"}
	}
	for _, part := range parts { // of some megabytes: they are not copied together
		if part == "" {
			continue
		}
		if _, err := io.WriteString(w, part); err != nil {
			return fmt.Errorf("cannot print the picture: %w", err)
		}
	}
	return nil
}

// printed draws the picture below the cursor and goes on under it. Terminals
// differ in where they leave the cursor and scroll: so the room is made first.
func (g *Graphic) printed() []string {
	room := strings.Repeat("\n", g.Rows) + ansi.CursorUp(g.Rows)
	if !g.Apart {
		return []string{room + ansi.SaveCursor, g.Data, ansi.RestoreCursor + ansi.CursorDown(g.Rows)}
	}
	parts := []string{room}
	for _, row := range rowsOf(image.Rect(0, 0, g.Cols, g.Rows)) {
		parts = append(parts, ansi.SaveCursor, g.Cut(row), ansi.RestoreCursor+ansi.CursorDown(1))
	}
	return parts
}
