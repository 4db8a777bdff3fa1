package results

import (
	"fmt"
	"strings"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// head are the lines above the list: what earlier sessions left, and what the
// filter finds.
func (p *Pane) head() []string {
	var lines []string
	if !leftBelow(p) {
		lines = append(lines, leftLines(p.st, p.left, p.w, p.h)...)
	}
	if p.list.filtered || p.filter.typing || p.list.query.Err() != nil {
		lines = append(lines, p.advice.line(p.st, p.w-2))
	}
	return lines
}

// leftLines tell what earlier sessions left in as many words as there is room for:
// in a line, or in two of a high pane.
func leftLines(st *theme.Styles, left []string, w, h int) []string {
	if len(left) == 0 {
		return nil
	}
	for _, words := range left {
		if cells.Width(words)+1 <= w-2 {
			return []string{st.Warn.Render(" " + words)}
		}
		if first, second := halves(words, w-2); second != "" && h >= enough {
			return []string{st.Warn.Render(first), st.Warn.Render(second)}
		}
	}
	return []string{st.Warn.Render(" " + left[len(left)-1])}
}

// enough is how high a pane is that can spare a line.
const enough = 14

// leftBelow tells whether what earlier sessions left is told in the border: a line
// above pictures would take a row of them.
func leftBelow(p *Pane) bool {
	const roomy = 30
	return (p.grid.on || p.film.on) && p.h < roomy && p.Len() > 0
}

// footer is what stands in the lower border.
func footer(p *Pane) string {
	words := ""
	if n := p.gallery.Unseen(); n > 0 {
		words = fmt.Sprintf("%s new: %d   ", theme.SignNew, n) + p.acts.Words("{results.next.new} next new")
	}
	if len(p.left) == 0 || !leftBelow(p) {
		return words
	}
	const corners = 6
	for _, left := range p.left {
		if both := left + " · " + words; words != "" && cells.Width(both) <= p.w-corners {
			return both
		}
	}
	for _, left := range p.left {
		if cells.Width(left) <= p.w-corners {
			return left
		}
	}
	return p.left[len(p.left)-1]
}

// halves are words in two lines of at most w cells, broken after a part of the
// sentence; none where that cannot be.
func halves(words string, w int) (first, second string) {
	for _, end := range []string{". ", ", ", " · "} {
		at := strings.LastIndex(words, end)
		if at < 0 {
			continue
		}
		first, second = strings.TrimSpace(words[:at+len(end)]), words[at+len(end):]
		if cells.Width(first) <= w && cells.Width(second) <= w {
			return first, second
		}
	}
	return "", ""
}

func (p *Pane) listHeight() int { return max(1, p.h-2-len(p.head())) }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	p.sync()
	if p.view == nil {
		p.view = p.draw()
	}
	return p.view
}

func (p *Pane) draw() []string {
	f := box.Frame{Title: "Results", Note: p.acts.Words("{results.filter} filter"), Focused: p.paint.focused}
	var film []string
	switch {
	case p.Len() == 0:
	case p.film.on:
		film, f.Where = p.film.draw(&p.paint)
	case p.grid.on:
		f.Where = p.grid.position()
	default:
		f.Where = box.Position(p.list.at(), len(p.list.items), p.listHeight())
	}
	if title := p.filter.title(p.w-box.Aside(f.Where), p.st.Cursor); title != "" {
		f.Title, f.Note = title, ""
	}
	if p.Len() == 0 {
		return box.Draw(p.st, f, emptyLines(p), p.w, p.h)
	}
	f.Footer = footer(p)
	if p.film.on && (p.w <= 2 || p.h <= 2) {
		return box.Draw(p.st, f, nil, p.w, p.h)
	}
	if p.film.on {
		return framed(p.st, f, p.head(), film, p.w, p.h)
	}
	if p.grid.on {
		return drawGrid(p, f)
	}
	body := p.head()
	for i, it := range p.visible() {
		p.paint.place = p.top + i
		body = append(body, p.paint.line(it, p.w-2))
	}
	return box.Draw(p.st, f, body, p.w, p.h)
}

func emptyLines(p *Pane) []string {
	out := append(p.head(), "")
	for _, l := range p.empty {
		for _, part := range cells.Wordwrap(l, max(1, p.w-4)) {
			out = append(out, " "+part)
		}
	}
	return out
}
