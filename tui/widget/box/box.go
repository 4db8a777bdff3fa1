// Package box draws a pane's frame: a border with a title and a note above
// and words below, around lines that are cut or padded to fit exactly.
package box

import (
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// Frame says how a box looks.
type Frame struct {
	Title  string // in the upper border, left
	Note   string // in the upper border, right; dropped when it does not fit
	Footer string // in the lower border, left; cut when it does not fit
	// Where says which part of a list is in view, "" where all of it is: see
	// Position and Span. It stands in the place of the note, and the title makes
	// room for it.
	Where   string
	Focused bool
}

// Inner returns the size left for content in a box of w × h cells.
func Inner(w, h int) (int, int) { return max(0, w-2), max(0, h-2) }

type runes struct{ tl, tr, bl, br, h, v string }

// Focus must be seen without colour too, so the focused border is heavier.
var (
	plain = runes{"╭", "╮", "╰", "╯", "─", "│"}
	heavy = runes{"┏", "┓", "┗", "┛", "━", "┃"}
)

// Draw returns exactly h lines, each exactly w cells wide: the box with body
// inside. Lines of body may hold styles; they are cut or padded, never wrapped.
// A box under 2 × 2 cells is blank.
func Draw(st *theme.Styles, f Frame, body []string, w, h int) []string {
	if w < 2 || h < 2 {
		return Blank(w, h)
	}
	r, edge, title := plain, st.Border, st.Title
	if f.Focused {
		r, edge, title = heavy, st.Active, st.Focused
	}
	out := make([]string, 0, h)
	out = append(out, top(r, edge, title, st.Dim, f, w))
	left, right := edge.Render(r.v), edge.Render(r.v)
	for i := range h - 2 {
		line := ""
		if i < len(body) {
			line = body[i]
		}
		out = append(out, left+Fit(line, w-2)+right)
	}
	return append(out, bottom(r, edge, st.Dim, f.Footer, w))
}

func top(r runes, edge, title, note lipgloss.Style, f Frame, w int) string {
	room := w - 2
	var left, right string
	taken := 0
	if f.Where != "" && room-Aside(f.Where) >= leastTitle {
		f.Note, taken = f.Where, Aside(f.Where)
	}
	if f.Title != "" && room >= 4 {
		left = " " + cells.Truncate(f.Title, room-2-taken, "…") + " "
	}
	lw := cells.Width(left)
	if f.Note != "" {
		if n := " " + f.Note + " "; cells.Width(n)+lw < room {
			right = n
		}
	}
	fill := room - lw - cells.Width(right)
	return edge.Render(r.tl) + title.Render(left) + edge.Render(strings.Repeat(r.h, fill)) +
		note.Render(right) + edge.Render(r.tr)
}

// leastTitle is how many cells of a border belong to the title, whatever else is
// to be said there.
const leastTitle = 8

// Aside is how many cells of the upper border words take that stand on its right,
// a piece of the border before them.
func Aside(words string) int {
	if words == "" {
		return 0
	}
	return cells.Width(words) + 3
}

func bottom(r runes, edge, note lipgloss.Style, footer string, w int) string {
	room := w - 2
	var left string
	if footer != "" && room >= 4 {
		left = " " + cells.Truncate(footer, room-2, "…") + " "
	}
	fill := room - cells.Width(left)
	return edge.Render(r.bl) + note.Render(left) + edge.Render(strings.Repeat(r.h, fill)+r.br)
}

// Fit returns s cut or padded with spaces to exactly w cells. Styles in s are
// closed when it is cut.
func Fit(s string, w int) string {
	if w <= 0 {
		return ""
	}
	n := cells.Width(s)
	if n > w {
		s = cells.Truncate(s, w, "…")
		n = cells.Width(s)
	}
	if n < w {
		s += strings.Repeat(" ", w-n)
	}
	return s
}

// Blank returns h empty lines of w cells.
func Blank(w, h int) []string {
	out := make([]string, max(0, h))
	line := strings.Repeat(" ", max(0, w))
	for i := range out {
		out[i] = line
	}
	return out
}

// Centred returns h lines of w cells with the given ones in their middle; what
// is too wide or too many is cut.
func Centred(lines []string, w, h int) []string {
	lines = lines[:min(len(lines), h)]
	blank := strings.Repeat(" ", w)
	out := make([]string, 0, h)
	for range (h - len(lines)) / 2 {
		out = append(out, blank)
	}
	for _, l := range lines {
		n := cells.Width(l)
		if n > w {
			l, n = Fit(l, w), w
		}
		left := (w - n) / 2
		out = append(out, blank[:left]+l+blank[:w-n-left])
	}
	for len(out) < h {
		out = append(out, blank)
	}
	return out
}

// Beside joins blocks of equal height side by side.
func Beside(blocks ...[]string) []string {
	if len(blocks) == 0 {
		return nil
	}
	out := make([]string, len(blocks[0]))
	var b strings.Builder
	for i := range out {
		b.Reset()
		for _, block := range blocks {
			if i < len(block) {
				b.WriteString(block[i])
			}
		}
		out[i] = b.String()
	}
	return out
}

// Over lays block on the lines under it with its upper left corner at x, y.
// Lines under it keep their width.
func Over(under, block []string, x, y int) []string {
	out := append([]string(nil), under...)
	for i, line := range block {
		row := y + i
		if row < 0 || row >= len(out) {
			continue
		}
		w := cells.Width(line)
		right := cells.Cut(out[row], x+w, cells.Width(out[row]))
		out[row] = Fit(cells.Cut(out[row], 0, x), x) + "\x1b[m" + line + "\x1b[m" + right
	}
	return out
}
