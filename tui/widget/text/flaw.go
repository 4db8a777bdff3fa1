package text

import (
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
)

// Place is a letter of a text: line and column from 1, the column in runes.
type Place struct{ Line, Column int }

// SetFlaws marks the letters at places of the text, in their order, as mistakes;
// with none nothing is marked.
func (a *Area) SetFlaws(places ...Place) {
	a.flaws = a.flaws[:0]
	line, from := 1, 0
	for _, p := range places {
		for ; line < p.Line; line++ {
			n := strings.IndexByte(a.s[from:], '\n')
			if n < 0 {
				return
			}
			from += n + 1
		}
		at := from
		for range p.Column - 1 {
			_, size := utf8.DecodeRuneInString(a.s[at:])
			at += size
		}
		if p.Line > 0 && at < len(a.s) {
			a.flaws = append(a.flaws, at)
		}
	}
}

// View returns the lines in the window, fewer when the text ends before, each
// at most w cells. What is selected is drawn with selected, else the mistakes
// with flawed.
func (a *Area) View(selected, flawed lipgloss.Style) []string {
	style := selected
	from, to := a.Selection()
	marked := [][2]int{{from, to}}
	if from == to {
		style, marked = flawed, nil
		for _, at := range a.flaws {
			if at < len(a.s) {
				marked = append(marked, [2]int{at, next(a.s, at)})
			}
		}
	}
	out := make([]string, 0, a.h)
	for n := a.top; n < min(a.top+a.h, a.Lines()); n++ {
		start, end := a.lay.bounds(a.s, n)
		out = append(out, a.line(start, end, marked, style))
	}
	return out
}

// line draws the text between start and end, with what is marked in a style.
func (a *Area) line(start, end int, marked [][2]int, style lipgloss.Style) string {
	var b strings.Builder
	used, at := 0, start
	put := func(to int) string {
		to = min(to, end)
		part := draw(a.s, at, to, a.w-used)
		used += width(a.s, at, to)
		at = to
		return part
	}
	for _, m := range marked {
		if m[1] <= at || m[0] >= end {
			continue
		}
		b.WriteString(put(max(at, m[0])))
		b.WriteString(style.Render(put(m[1])))
	}
	b.WriteString(put(end))
	return b.String()
}
