package results

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/gallery"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// drawGrid is draw for the grid. Lines of thumbnails fit exactly and hold
// thousands of colours, so they are put together without measuring.
func (p *Pane) drawGrid(f box.Frame) []string {
	if p.w < 2 || p.h < 2 {
		return box.Blank(p.w, p.h)
	}
	edges := box.Draw(p.st, f, nil, p.w, 2)
	both := box.Draw(p.st, box.Frame{Focused: f.Focused}, nil, 2, 3)[1]
	side := both[:len(both)/2] // left and right are the same
	out := append(make([]string, 0, p.h), edges[0])
	var inner []string
	if p.headLines() > 0 {
		inner = append(inner, box.Fit(p.filterLine(), p.w-2))
	}
	inner = p.appendBands(inner)
	blank := strings.Repeat(" ", p.w-2)
	for i := range p.h - 2 {
		line := blank
		if i < len(inner) {
			line = inner[i]
		}
		out = append(out, side+line+side)
	}
	return append(out, edges[1])
}

// appendBands adds the lines in view.
func (p *Pane) appendBands(out []string) []string {
	off, rows := p.grid.off, p.listHeight()
	for _, b := range p.between(off, off+rows) {
		lines := p.bandLines(b)
		out = append(out, lines[max(0, off-b.y):min(b.h, off+rows-b.y)]...)
	}
	return out
}

func (p *Pane) bandLines(b band) []string {
	if p.w <= 2 {
		return make([]string, b.h)
	}
	if p.items[b.first].row == nil {
		return []string{box.Fit(p.line(p.items[b.first]), p.w-2)}
	}
	g := &p.grid
	cells := make([][]string, b.n)
	for i, it := range p.items[b.first : b.first+b.n] {
		cells[i] = p.cell(it, b.h)
	}
	pad := strings.Repeat(" ", max(0, p.w-2-b.n*g.cellW))
	out := make([]string, b.h)
	var line strings.Builder
	for i := range out {
		line.Reset()
		for _, c := range cells {
			line.WriteString(c[i])
		}
		line.WriteString(pad)
		out[i] = line.String()
	}
	return out
}

// cell returns h lines: the picture of a row, a bar on its left where it is
// selected, and a line of words below.
func (p *Pane) cell(it item, h int) []string {
	r, w := it.row, p.grid.cellW-1
	selected := r.ID == p.sel
	bar := " "
	if selected {
		bar = p.st.Chosen.Render("▐")
		if p.focused {
			bar = p.st.Active.Render("▐")
		}
	}
	out := make([]string, 0, h)
	for _, l := range p.face(r, w, h-1) {
		out = append(out, bar+l)
	}
	return append(out, p.caption(it, selected))
}

// face is what a cell shows: the picture, or where the run stands.
func (p *Pane) face(r *gallery.Row, w, h int) []string {
	if w <= 0 {
		return make([]string, h)
	}
	if r.State != gallery.Saved {
		sign, style := p.sign(r)
		note := r.Note
		if note == "" {
			note = string(r.State)
		}
		return p.words(sign+" "+note, style.Render, w, h)
	}
	t := p.grid.thumbs.have[r.ID]
	switch {
	case t == nil:
		return p.words("…", p.st.Dim.Render, w, h)
	case len(t.raw) == 0:
		return p.words("cannot be shown", p.st.Dim.Render, w, h)
	case !r.Rejected:
		return t.lines(w, h)
	}
	lines := t.lines(w, h)
	if t.dim == nil {
		t.dim = dimmed(lines, !p.st.Dark)
	}
	return t.dim
}

// dimmed takes the colours of a picture back. What has no colours of its own
// is made faint.
func dimmed(lines []string, light bool) []string {
	out := picture.Dim(lines, light)
	for i, l := range out {
		if l == lines[i] {
			out[i] = "\x1b[2m" + l + "\x1b[m"
		}
	}
	return out
}

// words puts a few words in the middle of w × h cells.
func (p *Pane) words(text string, style func(...string) string, w, h int) []string {
	lines := strings.Split(ansi.Wrap(text, max(1, w), ""), "\n")
	out := box.Blank(w, h)
	at := max(0, (h-len(lines))/2)
	for i, l := range lines {
		if at+i < h {
			l = ansi.Truncate(strings.TrimSpace(l), w, "…")
			left := (w - ansi.StringWidth(l)) / 2
			out[at+i] = box.Fit(strings.Repeat(" ", max(0, left))+style(l), w)
		}
	}
	return out
}

// caption is the last line of a cell: the signs of its row in the list, its
// stars, and what it is.
func (p *Pane) caption(it item, selected bool) string {
	r, w := it.row, p.grid.cellW
	lead := " "
	if selected {
		lead = theme.SignRow
	}
	if r.Marked() {
		lead += theme.SignMarked
	}
	if r.New && r.State == gallery.Saved {
		lead += theme.SignNew
	}
	sign, style := p.sign(r)
	stars := strings.Repeat(theme.SignPicked, r.Rating)
	if stars != "" {
		stars = " " + stars
	}
	room := w - ansi.StringWidth(lead) - 1
	words := box.Fit(stars+" "+p.short(it, room-ansi.StringWidth(stars)-1), room)
	if selected && p.focused {
		return p.st.Cursor.Render(box.Fit(lead+sign+words, w))
	}
	text := p.rowStyle(selected)
	if r.Rejected || r.State == gallery.Cancelled {
		text = p.st.Dim
	}
	if ansi.StringWidth(lead)+1 > w {
		return box.Fit(lead, w)
	}
	return p.st.Accent.Render(lead) + style.Render(sign) + text.Render(words)
}

// short says of a row what differs in its batch, or in a filtered list what it
// is of. In little room the words of the prompt are cut first.
func (p *Pane) short(it item, room int) string {
	differs, r := it.batch.Differs(), it.row
	if p.filtered {
		return r.Prompt
	}
	var parts []string
	if differs.Styles {
		parts = append(parts, r.Style)
	}
	if differs.Ratios {
		parts = append(parts, r.Ratio)
	}
	if differs.Seeds && r.Seed != 0 {
		parts = append(parts, seedText(r.Seed))
	}
	rest, label := strings.Join(parts, " "), differs.Label(r)
	switch left := room - ansi.StringWidth(rest) - 1; {
	case label == "" && rest == "":
		return r.Style
	case label == "":
		return rest
	case rest == "" || left < 4:
		return label
	default:
		return ansi.Truncate(label, left, "…") + " " + rest
	}
}
