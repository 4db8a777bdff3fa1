package sheet

import (
	"fmt"
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
)

// View returns exactly h lines of exactly w cells: the title, the headings of
// the columns, and the cells in view.
func (s *Sheet) View() []string {
	s.sync()
	if s.view == nil {
		s.view = s.draw()
	}
	return s.view
}

func (s *Sheet) draw() []string {
	if s.table.w <= 0 || s.table.h <= 0 {
		return box.Blank(s.table.w, s.table.h)
	}
	out := make([]string, 0, s.table.h)
	out = append(out, s.titleLine())
	if s.Len() == 0 {
		for _, l := range []string{"", " Nothing to show.", s.acts.Words(" Press {result.sheet} on a batch or on marked results to show them here. {studio.back} goes back.")} {
			out = append(out, box.Fit(s.st.Dim.Render(l), s.table.w))
		}
	} else {
		if s.table.geo.headH > 0 {
			out = append(out, s.columnHeads())
		}
		for r := s.table.top; r < s.table.top+s.table.geo.seenR; r++ {
			out = s.appendRow(out, r)
		}
	}
	for blank := strings.Repeat(" ", s.table.w); len(out) < s.table.h; {
		out = append(out, blank)
	}
	if used := 1 + s.table.geo.headH + s.table.geo.seenR*s.table.geo.cellH; s.Len() > 0 && used < s.table.h {
		out[used] = s.caption()
	}
	out = out[:s.table.h]
	if s.chooser != nil {
		out = s.chooser.over(s.st, s.acts, out, s.table.w, s.table.h)
	}
	if len(s.drawn) > spare {
		clear(s.drawn) // cells out of view are drawn again when they come back
	}
	return out
}

// caption says all of the selected row on the line under the cells, where
// there is one: headings are cut to the width of cells.
func (s *Sheet) caption() string {
	e := s.here()
	if e == nil {
		return box.Fit("", s.table.w)
	}
	parts := []string{e.variant}
	for _, a := range []Axis{Style, Ratio, Seed} {
		if v := e.value(a); v != "" && v != "0" {
			parts = append(parts, a.label(v))
		}
	}
	return box.Fit(s.st.Dim.Render(" "+strings.Join(parts, " · ")), s.table.w)
}

// titleLine says what the sheet shows on the left, how far it is on the right.
func (s *Sheet) titleLine() string {
	right := s.progress()
	if cells.Width(right) > s.table.w/2 {
		right = ""
	}
	room := max(0, s.table.w-cells.Width(right)-1)
	name, rest := " Sheet", s.arrangement(false)
	if cells.Width(name+rest) > room-2 {
		rest = s.arrangement(true)
	}
	if left := room - cells.Width(name+rest) - 5; s.title != "" && left >= 12 {
		name += " · " + cells.Truncate(s.title, left, "…")
	}
	left := s.st.Focused.Render(name) + s.st.Text.Render(rest)
	return box.Fit(box.Fit(left, room)+s.st.Dim.Render(right), s.table.w)
}

// arrangement names rows, columns and plane, at length or in short.
func (s *Sheet) arrangement(short bool) string {
	text := ""
	switch {
	case s.table.cols == None:
	case s.table.flows():
		text = " · by " + s.table.cols.String()
	case short:
		text = " · " + s.table.rows.String() + " × " + s.table.cols.String()
	default:
		text = " · rows: " + s.table.rows.String() + " · columns: " + s.table.cols.String()
	}
	if len(s.table.planes) < 2 {
		return text
	}
	for _, a := range s.table.space.varied() {
		if a == s.table.rows || a == s.table.cols {
			continue
		}
		text += " · "
		if !short {
			text += a.String() + " "
		}
		text += cells.Truncate(a.label(s.table.valueHere(a)), 30, "…")
	}
	return text + s.place()
}

// place says which plane of how many is shown, and the keys to the others.
func (s *Sheet) place() string {
	i, n := s.table.plane()+1, len(s.table.planes)
	next, before := s.acts.Key(action.Sheet, action.BatchNext), s.acts.Key(action.Sheet, action.BatchPrevious)
	switch i {
	case 1:
		return fmt.Sprintf(" (1 of %d, %s next)", n, next)
	case n:
		return fmt.Sprintf(" (%d of %d, %s before)", i, n, before)
	}
	return fmt.Sprintf(" (%d of %d, %s %s)", i, n, before, next)
}

// progress counts what is saved, marked and still to be paid.
func (s *Sheet) progress() string {
	saved, marked, tokens, unknown := 0, 0, 0, false
	for _, e := range s.table.space.entries {
		if e.row.State == gallery.Saved {
			saved++
		}
		if e.row.Marked() {
			marked++
		}
		if e.row.State.Ended() || e.row.Free {
			continue
		}
		tokens += e.row.Tokens
		unknown = unknown || !e.row.Priced
	}
	parts := []string{s.table.where(), fmt.Sprintf("%s/%s", wording.Thousands(saved), wording.Thousands(s.Len()))}
	if parts[0] == "" {
		parts = parts[1:]
	}
	if marked > 0 {
		parts = append(parts, fmt.Sprintf("%d marked", marked))
	}
	switch {
	case unknown:
		parts = append(parts, "price unknown")
	case tokens > 0:
		parts = append(parts, wording.Count(tokens, "token")+" to go")
	}
	return strings.Join(parts, " · ")
}

// columnHeads is the line above the cells. It stays while rows scroll.
func (s *Sheet) columnHeads() string {
	var b strings.Builder
	b.WriteString(s.st.Dim.Render(box.Fit(s.corner(), s.table.geo.headW)))
	used := s.table.geo.headW
	_, at := s.table.spot(s.table.cur)
	for c := s.table.left; c < s.table.left+s.table.geo.seenC; c++ {
		text := s.table.cols.label(s.table.space.values[s.table.cols][c])
		switch last := s.table.left + s.table.geo.seenC - 1; {
		case c == s.table.left && c > 0:
			text = "‹ " + text
		case c == last && last < s.table.geo.cols-1:
			text = box.Fit(text, min(cells.Width(text), max(0, s.table.geo.cellW-4))) + " ›"
		}
		style := s.st.Title
		if c == at {
			style = s.st.Strong
		}
		b.WriteString(style.Render(box.Fit(" "+text, s.table.geo.cellW)))
		used += s.table.geo.cellW
	}
	return b.String() + strings.Repeat(" ", max(0, s.table.w-used))
}

// corner says which rows are in view when not all are.
func (s *Sheet) corner() string {
	if s.table.geo.seenR >= s.table.geo.rows {
		return ""
	}
	return fmt.Sprintf(" %d–%d/%d", s.table.top+1, s.table.top+s.table.geo.seenR, s.table.geo.rows)
}

// appendRow adds the lines of a row of cells.
func (s *Sheet) appendRow(out []string, r int) []string {
	head := s.rowHead(r)
	cells := make([][]string, 0, s.table.geo.seenC)
	for c := s.table.left; c < s.table.left+s.table.geo.seenC; c++ {
		if p, ok := s.table.pointAt(r, c); ok {
			cells = append(cells, s.cell(p))
		}
	}
	pad := strings.Repeat(" ", max(0, s.table.w-s.table.geo.headW-len(cells)*s.table.geo.cellW))
	var b strings.Builder
	for i := range s.table.geo.cellH {
		size := len(head[i]) + len(pad)
		for _, c := range cells {
			size += len(c[i])
		}
		b.Reset()
		b.Grow(size)
		b.WriteString(head[i])
		for _, c := range cells {
			b.WriteString(c[i])
		}
		b.WriteString(pad)
		out = append(out, b.String())
	}
	return out
}

// rowHead is the heading of a row, as high as a cell, from its second line on.
func (s *Sheet) rowHead(r int) []string {
	out := box.Blank(s.table.geo.headW, s.table.geo.cellH)
	if s.table.geo.headW < 3 {
		return out
	}
	at, _ := s.table.spot(s.table.cur)
	style := s.st.Title
	if r == at {
		style = s.st.Strong
	}
	lines := cells.WrapIn(s.table.rows.label(s.table.space.values[s.table.rows][r]), s.table.geo.headW-2, max(1, s.table.geo.cellH-2))
	for i, l := range lines {
		if i+1 < len(out) {
			out[i+1] = style.Render(box.Fit(" "+l, s.table.geo.headW))
		}
	}
	return out
}

// wrapped breaks text into at most n lines of w cells; what does not fit is
