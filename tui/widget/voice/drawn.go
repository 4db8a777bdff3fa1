package voice

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// Drawn is the page of what has no words of its own: it says what it draws, line by
// line. The cursor is on the line one is in; typing tells whether text is written there.
func Drawn(name string, lines []string, c *tea.Cursor, typing bool) Page {
	all := Sentences(lines)
	p := Page{Name: name, More: func() []string { return all }}
	if len(all) > 0 {
		p.Title, p.Here = all[0], all[min(1, len(all)-1)]
	}
	if c == nil || c.Y < 0 || c.Y >= len(lines) {
		return p
	}
	line := ansi.Strip(lines[c.Y])
	if typing {
		p.Field = fieldIn(line, c.X)
		return p
	}
	// What stands left of the cursor is another column.
	if at := cells.Cut(line, min(c.X, cells.Width(line)), cells.Width(line)); Spell(at) != "" {
		line = at
	}
	p.Here, p.Item = Spell(line), strconv.Itoa(c.Y)
	return p
}

// fieldIn is the field in a line that was drawn, without the border around it.
func fieldIn(line string, x int) *Field {
	frame := func(r rune) bool { return r == ' ' || Unsaid(r) }
	rest := strings.TrimLeftFunc(line, frame)
	cut := min(cells.Width(line)-cells.Width(rest), x)
	rest = cells.Cut(line, cut, cells.Width(line))
	for text := rest; ; {
		shorter := strings.TrimSuffix(strings.TrimRight(text, " "), "┃")
		if shorter = strings.TrimRightFunc(shorter, Unsaid); shorter == text || cells.Width(shorter) < x-cut {
			break
		}
		text = shorter
		rest = text
	}
	return &Field{Lines: []string{rest}, X: x - cut}
}

// Plus is a page that says more besides.
func (p Page) Plus(more ...string) Page {
	before := p.More
	p.More = func() []string {
		if before == nil {
			return more
		}
		return append(slices.Clone(before()), more...)
	}
	return p
}
