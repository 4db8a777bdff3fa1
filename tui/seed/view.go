package seed

import (
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

const (
	title = "Seed & ratio"
	label = 8 // cells before a value: sign, name, gap
)

// place is where a ratio stands, in cells from the left of the pane.
type place struct{ ratio, from, to int }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.render()
	}
	return p.view
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	p.View()
	return p.cursor
}

func (p *Pane) render() []string {
	p.cursor, p.places = nil, nil
	f := box.Frame{Title: title, Focused: p.focused}
	w := max(0, p.w-2)
	body := []string{p.seedText(w), p.ratioText(w), p.holdText(w)}
	switch room := p.h - 2 - len(body); {
	case p.note != "" && cells.Width(p.note) > w-2 && p.editing:
		// What is wrong with the seeds needs room; the lines below can wait.
		body = append(body[:1], p.noteLines(w, p.h-3)...)
	case p.note != "" && cells.Width(p.note) > w-2 && room > 1:
		body = append(append(body, ""), p.noteLines(w, room-1)...)
	case p.note != "" && cells.Width(p.note) > w-2 && p.h > 3:
		// The line the note is about stays, the others make room.
		body = append(body[p.line:p.line+1:p.line+1], p.noteLines(w, p.h-3)...)
	case p.note != "":
		f.Footer = p.st.Warn.Render(p.note)
	default:
		body = append(body, p.explained(w, room)...)
	}
	view := box.Draw(p.st, f, body, p.w, p.h)
	if p.focused && !p.editing {
		p.onLine(view)
	}
	return view
}

// onLine puts the cursor on the selected line, on a ratio there if it is theirs.
func (p *Pane) onLine(view []string) {
	p.cursor = box.OnSign(view, 1)
	for _, at := range p.places {
		if p.cursor != nil && p.line == ratioLine && at.ratio == p.at {
			p.cursor.X = min(at.from, p.w-2)
		}
	}
}

// explained says in at most so many lines what holding means, and below that
// which seeds were drawn last.
func (p *Pane) explained(w, room int) []string {
	if p.spec.random == 0 || room <= 0 {
		return nil
	}
	words := "New seeds each time; {seed.hold} keeps them."
	if p.hold {
		words = "The same seeds until {seed.hold} lets go."
	}
	var out []string
	for _, l := range cells.Wrap(p.acts.Words(words), max(1, w-1)) {
		out = append(out, " "+p.st.Dim.Render(l))
	}
	if len(out) > room {
		out = nil // half of it says nothing
	}
	if !p.hold && len(p.drawn) > 0 && len(out) < room {
		out = append(out, p.st.Dim.Render(" last   "+join(p.drawn, " ")))
	}
	return out
}

func (p *Pane) noteLines(w, h int) []string {
	var out []string
	for _, l := range cells.Wrap(p.note, max(1, w-2)) {
		if len(out) < h {
			out = append(out, " "+p.st.Warn.Render(l))
		}
	}
	return out
}

// head is the sign and the name of a line.
func (p *Pane) head(l line, name string) (string, lipgloss.Style) {
	sign, value := " ", p.st.Text
	if l == p.line && p.focused {
		sign, value = theme.SignRow, p.st.Strong
	}
	return p.st.Accent.Render(sign) + p.st.Dim.Render(box.Fit(name, label-1)), value
}

func (p *Pane) seedText(w int) string {
	head, value := p.head(seedLine, "seed")
	if !p.editing {
		return head + value.Render(p.Text())
	}
	text, x := p.field.View(max(0, w-label), p.st.Cursor)
	if p.focused && w > label && p.h > 2 {
		p.cursor = tea.NewCursor(1+label+x, 1)
		p.cursor.Shape = tea.CursorBar
	}
	return head + text
}

func (p *Pane) holdText(_ int) string {
	head, value := p.head(holdLine, "hold")
	switch {
	case p.hold:
		return head + p.st.Good.Render("■ on") + p.st.Dim.Render(p.holdKey())
	case p.spec.random == 0:
		return head + p.st.Dim.Render("– as written")
	}
	return head + value.Render("□ off") + p.st.Dim.Render(p.holdKey())
}

// holdKey names the key that holds, "" where there is none.
func (p *Pane) holdKey() string {
	if k := p.acts.Key(action.Seed, action.SeedHold); k != "" {
		return " (" + k + ")"
	}
	return ""
}

// ratioText shows as many ratios around the cursor as fit. The sign before
// one is the cursor.
func (p *Pane) ratioText(w int) string {
	head, _ := p.head(ratioLine, "ratio")
	// The gap of the first ratio is the last cell of the head.
	head = cells.Truncate(head, label-1, "")
	if len(p.ratios) == 0 {
		return head + p.st.Dim.Render(" –")
	}
	names := make([]string, len(p.ratios))
	for i, r := range p.ratios {
		names[i] = clean.Line(r.name)
	}
	from, to := p.span(names, w-label+1)
	line, x := head, label
	for i := from; i < to; i++ {
		text := p.ratio(i, names[i])
		n := cells.Width(text)
		p.places = append(p.places, place{ratio: i, from: x, to: x + n})
		line, x = line+text, x+n
	}
	switch {
	case to < len(names):
		line += p.st.Dim.Render("…")
	case from > 0:
		line += p.st.Dim.Render(" …")
	}
	return line
}

// span returns which ratios fit into w cells, with the cursor among them.
func (p *Pane) span(names []string, w int) (from, to int) {
	const signs, dots = 2, 2
	size := func(i int) int { return signs + cells.Width(names[i]) }
	used := dots + size(p.at)
	from, to = p.at, p.at+1
	for {
		switch {
		case from > 0 && used+size(from-1) <= w:
			from--
			used += size(from)
		case to < len(names) && used+size(to) <= w:
			used += size(to)
			to++
		default:
			return from, to
		}
	}
}

func (p *Pane) ratio(i int, name string) string {
	cursor, mark, style := " ", theme.SignUnmarked, p.st.Dim
	if p.ratios[i].marked {
		mark, style = theme.SignMarked, p.st.Text
	}
	if i == p.at && p.line == ratioLine && p.focused {
		return p.st.Accent.Render(theme.SignRow) + p.st.Cursor.Render(mark+name)
	}
	return cursor + style.Render(mark+name)
}
