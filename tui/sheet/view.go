package sheet

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
)

// View returns exactly h lines of exactly w cells: the title, the headings of
// the columns, and the cells in view.
func (s *Sheet) View() []string {
	if s.view == nil {
		s.view = s.draw()
	}
	return s.view
}

func (s *Sheet) draw() []string {
	if s.w <= 0 || s.h <= 0 {
		return box.Blank(s.w, s.h)
	}
	out := make([]string, 0, s.h)
	out = append(out, s.titleLine())
	if s.Len() == 0 {
		for _, l := range []string{"", " Nothing to lay out.", " s on a batch, or on marked results, shows them here. esc goes back."} {
			out = append(out, box.Fit(s.st.Dim.Render(l), s.w))
		}
	} else {
		if s.geo.headH > 0 {
			out = append(out, s.columnHeads())
		}
		for r := s.top; r < s.top+s.geo.seenR; r++ {
			out = s.appendRow(out, r)
		}
	}
	for blank := strings.Repeat(" ", s.w); len(out) < s.h; {
		out = append(out, blank)
	}
	if used := 1 + s.geo.headH + s.geo.seenR*s.geo.cellH; s.Len() > 0 && used < s.h {
		out[used] = s.caption()
	}
	out = out[:s.h]
	if s.chooser != nil {
		out = s.chooser.over(s.st, out, s.w, s.h)
	}
	if len(s.drawn) > spare {
		clear(s.drawn) // cells out of view are drawn again when they come back
	}
	return out
}

// caption says all of the selected item on the line under the cells, where
// there is one: headings are cut to the width of cells.
func (s *Sheet) caption() string {
	it, ok := s.Selected()
	if !ok {
		return box.Fit("", s.w)
	}
	parts := []string{it.Variant}
	for _, a := range []Axis{Style, Ratio, Seed} {
		if v := it.value(a); v != "" && v != "0" {
			parts = append(parts, s.label(a, v))
		}
	}
	return box.Fit(s.st.Dim.Render(" "+strings.Join(parts, " · ")), s.w)
}

// titleLine says what the sheet shows on the left, how far it is on the right.
func (s *Sheet) titleLine() string {
	right := s.progress()
	if ansi.StringWidth(right) > s.w/2 {
		right = ""
	}
	room := max(0, s.w-ansi.StringWidth(right)-1)
	name, rest := " Sheet", s.arrangement(false)
	if ansi.StringWidth(name+rest) > room-2 {
		rest = s.arrangement(true)
	}
	if left := room - ansi.StringWidth(name+rest) - 5; s.title != "" && left >= 12 {
		name += " · " + ansi.Truncate(s.title, left, "…")
	}
	left := s.st.Focused.Render(name) + s.st.Text.Render(rest)
	return box.Fit(box.Fit(left, room)+s.st.Dim.Render(right), s.w)
}

// arrangement names rows, columns and plane, at length or in short.
func (s *Sheet) arrangement(short bool) string {
	if s.pending == roll {
		return " · " + s.km.Sheet.RollRow.Help().Key + " rolls the row, " + s.km.Sheet.RollColumn.Help().Key + " the column"
	}
	text := ""
	switch {
	case s.cols == None:
	case s.flows():
		text = " · by " + s.cols.String()
	case short:
		text = " · " + s.rows.String() + " × " + s.cols.String()
	default:
		text = " · rows: " + s.rows.String() + " · columns: " + s.cols.String()
	}
	if len(s.planes) < 2 {
		return text
	}
	for _, a := range s.space.varied() {
		if a == s.rows || a == s.cols {
			continue
		}
		text += " · "
		if !short {
			text += a.String() + " "
		}
		text += ansi.Truncate(s.label(a, s.valueHere(a)), 30, "…")
	}
	return text + s.place()
}

// place says which plane of how many is shown, and the keys to the others.
func (s *Sheet) place() string {
	mv, i, n := s.km.Move, s.plane()+1, len(s.planes)
	next, before := mv.NextBatch.Help().Key, mv.PrevBatch.Help().Key
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
	for _, e := range s.space.entries {
		if e.State == gallery.Saved {
			saved++
		}
		if e.marked {
			marked++
		}
		if e.State.Ended() || e.Free {
			continue
		}
		tokens += e.Tokens
		unknown = unknown || !e.Priced
	}
	parts := []string{fmt.Sprintf("%s/%s", wording.Thousands(saved), wording.Thousands(s.Len()))}
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

// label is how a heading says a value.
func (s *Sheet) label(a Axis, value string) string {
	switch {
	case a == Seed && value == "0":
		return "no seed"
	case a == Seed:
		return "s" + value
	case value == "":
		return "–"
	}
	return value
}

// columnHeads is the line above the cells. It stays while rows scroll.
func (s *Sheet) columnHeads() string {
	var b strings.Builder
	b.WriteString(s.st.Dim.Render(box.Fit(s.corner(), s.geo.headW)))
	used := s.geo.headW
	_, at := s.spot(s.cur)
	for c := s.left; c < s.left+s.geo.seenC; c++ {
		text := s.label(s.cols, s.space.values[s.cols][c])
		switch last := s.left + s.geo.seenC - 1; {
		case c == s.left && c > 0:
			text = "‹ " + text
		case c == last && last < s.geo.cols-1:
			text = box.Fit(text, min(ansi.StringWidth(text), max(0, s.geo.cellW-4))) + " ›"
		}
		style := s.st.Title
		if c == at {
			style = s.st.Strong
		}
		b.WriteString(style.Render(box.Fit(" "+text, s.geo.cellW)))
		used += s.geo.cellW
	}
	return b.String() + strings.Repeat(" ", max(0, s.w-used))
}

// corner says which rows are in view when not all are.
func (s *Sheet) corner() string {
	if s.geo.seenR >= s.geo.rows {
		return ""
	}
	return fmt.Sprintf(" %d–%d/%d", s.top+1, s.top+s.geo.seenR, s.geo.rows)
}

// appendRow adds the lines of a row of cells.
func (s *Sheet) appendRow(out []string, r int) []string {
	head := s.rowHead(r)
	cells := make([][]string, 0, s.geo.seenC)
	for c := s.left; c < s.left+s.geo.seenC; c++ {
		if p, ok := s.pointAt(r, c); ok {
			cells = append(cells, s.cell(p))
		}
	}
	pad := strings.Repeat(" ", max(0, s.w-s.geo.headW-len(cells)*s.geo.cellW))
	var b strings.Builder
	for i := range s.geo.cellH {
		b.Reset()
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
	out := box.Blank(s.geo.headW, s.geo.cellH)
	if s.geo.headW < 3 {
		return out
	}
	at, _ := s.spot(s.cur)
	style := s.st.Title
	if r == at {
		style = s.st.Strong
	}
	lines := wrapped(s.label(s.rows, s.space.values[s.rows][r]), s.geo.headW-2, max(1, s.geo.cellH-2))
	for i, l := range lines {
		if i+1 < len(out) {
			out[i+1] = style.Render(box.Fit(" "+l, s.geo.headW))
		}
	}
	return out
}

// wrapped breaks text into at most n lines of w cells; what does not fit is
// cut, and seen to be.
func wrapped(text string, w, n int) []string {
	if w <= 0 || n <= 0 {
		return nil
	}
	lines := strings.Split(ansi.Wrap(text, w, ""), "\n")
	if len(lines) > n {
		lines = lines[:n]
		lines[n-1] = ansi.Truncate(lines[n-1]+"…", w, "…")
		if ansi.StringWidth(lines[n-1]) == w && !strings.HasSuffix(lines[n-1], "…") {
			lines[n-1] = ansi.Truncate(lines[n-1], w-1, "") + "…"
		}
	}
	return lines
}
