package compare

import (
	"fmt"
	"strings"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/theme"
)

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if version := p.rowVersion(); p.view == nil || version != p.version {
		p.version = version
		p.view = p.draw()
	}
	return p.view
}

func (p *Pane) draw() []string {
	if p.w <= 0 || p.h <= 0 {
		return box.Blank(p.w, p.h)
	}
	if len(p.sides) == 0 {
		return fitted([]string{p.st.Dim.Render(cells.Truncate("Nothing to compare: mark two results first.", p.w, "…"))}, p.w, p.h)
	}
	switch p.mode {
	case full:
		return p.drawFull()
	case difference:
		return p.drawDifference()
	case slider:
		return p.drawSlider()
	case sides:
	}
	l := p.layout()
	out := make([]string, 0, p.h)
	if l.title > 0 {
		out = append(out, p.title(l))
	}
	out = append(out, p.drawSides(l)...)
	return append(out, p.drawNotes(l.notes, p.w)...)
}

// title is the first line: how many of how many, and which settings differ.
// What is common to all is named here and nowhere else.
func (p *Pane) title(l layout) string {
	if p.heading != "" {
		return box.Fit(p.heading, p.w)
	}
	left := fmt.Sprintf(" Compare %d", len(p.sides))
	if p.of > len(p.sides) {
		left += fmt.Sprintf(" of %d marked", p.of)
	}
	if l.one {
		left += "  " + p.tabs()
	}
	differ, same := summary(p.sides)
	if len(p.sides) < 2 {
		return p.st.Title.Render(box.Fit(left, p.w))
	}
	for _, right := range []string{differ + "; " + same, differ} {
		right = strings.TrimSuffix(right, "; ")
		if room := p.w - cells.Width(left) - cells.Width(right) - 3; room >= 0 {
			return p.st.Title.Render(left) + strings.Repeat(" ", room+2) + p.st.Dim.Render(right) + " "
		}
	}
	return p.st.Title.Render(box.Fit(left, p.w))
}

// tabs names the sides where only one of them has room.
func (p *Pane) tabs() string {
	var out []string
	for i := range p.sides {
		if i == p.sel {
			out = append(out, "["+letter(i)+"]")
		} else {
			out = append(out, letter(i))
		}
	}
	return strings.Join(out, " ")
}

// drawSides draws the boxes of the sides, row by row.
func (p *Pane) drawSides(l layout) []string {
	if l.one {
		c := l.cells[p.sel]
		return p.drawSide(p.sel, c.w, c.h)
	}
	var out []string
	for i := 0; i < len(l.cells); {
		var row [][]string
		y, end, h := l.cells[i].y, 0, l.cells[i].h
		for ; i < len(l.cells) && l.cells[i].y == y; i++ {
			c := l.cells[i]
			row = append(row, p.drawSide(i, c.w, c.h))
			end = c.x + c.w
		}
		if end < p.w { // three in a grid of four
			row = append(row, box.Blank(p.w-end, h))
		}
		out = append(out, box.Beside(row...)...)
	}
	return out
}

func (p *Pane) drawSide(i, w, h int) []string {
	s := p.sides[i]
	f := box.Frame{Title: p.sideTitle(i), Footer: p.facts(s), Focused: i == p.sel}
	lines, note := p.lines(WantMsg{Picture, s.Row.ID, "", w - 2, h - 2})
	if note != "" {
		f.Footer += " · " + note
	}
	return p.framed(f, lines, w, h)
}

// framed puts lines that fit exactly into a border: they are not measured
// again, which would take longer than all the rest.
func (p *Pane) framed(f box.Frame, body []string, w, h int) []string {
	if w < 2 || h < 2 {
		return box.Blank(w, h)
	}
	edges := box.Draw(p.st, f, nil, w, 2)
	side := p.st.Border.Render("│")
	if f.Focused {
		side = p.st.Active.Render("┃")
	}
	out := make([]string, 0, h)
	out = append(out, edges[0])
	for _, l := range body {
		out = append(out, side+l+side)
	}
	return append(out, edges[1])
}

// sideTitle is what the border of a side says: "▸ B  s811  ★★★ ♥ picked".
func (p *Pane) sideTitle(i int) string {
	s := p.sides[i]
	parts := []string{letter(i)}
	if s.Name != "" {
		parts = append(parts, s.Name)
	}
	var mind []string
	if s.Row.Rating > 0 {
		mind = append(mind, sign.Stars(s.Row.Rating))
	}
	switch {
	case s.Row.Picked:
		mind = append(mind, theme.SignPicked+" picked")
	case s.Row.Rejected:
		mind = append(mind, theme.SignRejected+" rejected")
	}
	if len(mind) > 0 {
		parts = append(parts, strings.Join(mind, " "))
	}
	title := strings.Join(parts, "  ")
	if i == p.sel {
		title = theme.SignRow + " " + title
	}
	return title
}

// facts is what stands under a picture: its size, its price, how long it took.
func (p *Pane) facts(s Side) string {
	var parts []string
	if s.Width > 0 && s.Height > 0 {
		parts = append(parts, fmt.Sprintf("%d×%d", s.Width, s.Height))
	}
	switch {
	case s.Row.Free:
		parts = append(parts, "free")
	case s.Row.Priced:
		parts = append(parts, fmt.Sprintf("%dt", s.Row.Tokens))
	default:
		parts = append(parts, "?t")
	}
	if s.Row.Elapsed > 0 {
		parts = append(parts, fmt.Sprintf("%.1f s", s.Row.Elapsed.Seconds()))
	}
	return strings.Join(parts, " · ")
}

func (p *Pane) drawFull() []string {
	f := box.Frame{Title: p.sideTitle(p.sel), Note: p.tabs(), Footer: p.facts(p.sides[p.sel]), Focused: true}
	w, h := p.whole()
	lines, note := p.lines(WantMsg{Picture, p.sides[p.sel].Row.ID, "", w, h})
	if note != "" {
		f.Footer += " · " + note
	}
	return p.framed(f, lines, p.w, p.h)
}

func (p *Pane) drawDifference() []string {
	a, b := 0, p.against()
	w, h := p.whole()
	lines, note := p.lines(WantMsg{Difference, p.sides[a].Row.ID, p.sides[b].Row.ID, w, h})
	if note == "" {
		note = "black: the same; brighter: more different"
	}
	f := box.Frame{Title: "Difference  " + p.named(a) + " ↔ " + p.named(b), Footer: note, Focused: true}
	return p.framed(f, lines, p.w, p.h)
}

func (p *Pane) drawSlider() []string {
	a, b := 0, p.against()
	if p.swapped {
		a, b = b, a
	}
	w, h := p.whole()
	left, _ := p.lines(WantMsg{Picture, p.sides[a].Row.ID, "", w, h})
	right, _ := p.lines(WantMsg{Picture, p.sides[b].Row.ID, "", w, h})
	f := box.Frame{Title: p.named(a) + " │ " + p.named(b), Footer: "← → move the divider", Focused: true}
	if w <= 0 || h <= 0 {
		return p.framed(f, left, p.w, p.h)
	}
	return p.framed(f, joined(left, right, p.dividerAt(w), w, p.st.Active.Render("│")), p.w, p.h)
}

// named is a side's letter with its label.
func (p *Pane) named(i int) string {
	return strings.TrimSpace(letter(i) + " " + p.sides[i].Name)
}
