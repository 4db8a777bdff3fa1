package results

import (
	"strings"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/theme"
	"imagine-tui/tui/widget/thumb"
)

// cell returns h lines, width cells wide: the picture of a row, a bar on its
// left where it is selected, and a line of words below.
func (p *painter) cell(it item, t *thumb.Picture, width, h int, selected bool) []string {
	r, w := it.row(), width-1
	bar := " "
	if selected {
		bar = p.st.Chosen.Render("▐")
		if p.focused {
			bar = p.st.Active.Render("▐")
		}
	}
	out := make([]string, 0, h)
	for _, l := range p.face(r, t, w, h-1) {
		out = append(out, bar+l)
	}
	return append(out, p.caption(it, width, selected))
}

// face is what a cell shows: the picture, or where the run stands.
func (p *painter) face(r *gallery.Row, t *thumb.Picture, w, h int) []string {
	if w <= 0 {
		return make([]string, h)
	}
	if r.State != gallery.Saved {
		sign, style := p.sign(r)
		note := r.Standing()
		if note == "" {
			note = string(r.State)
		}
		return p.words(sign+" "+note, style.Render, w, h)
	}
	switch {
	case t == nil:
		return p.words("…", p.st.Dim.Render, w, h)
	case t.Empty():
		return p.words(t.Why(), p.st.Dim.Render, w, h)
	case !r.Rejected:
		return t.Lines(w, h)
	}
	return t.Dimmed(w, h, !p.st.Dark)
}

// words puts a few words in the middle of w × h cells.
func (p *painter) words(text string, style func(...string) string, w, h int) []string {
	lines := cells.WrapIn(text, max(1, w), h)
	out := box.Blank(w, h)
	at := max(0, (h-len(lines))/2)
	for i, l := range lines {
		l = cells.Truncate(strings.TrimSpace(l), w, "…")
		left := (w - cells.Width(l)) / 2
		out[at+i] = box.Fit(strings.Repeat(" ", max(0, left))+style(l), w)
	}
	return out
}

// caption is the last line of a cell: the signs of its row in the list, its
// stars, and what it is.
func (p *painter) caption(it item, w int, selected bool) string {
	r := it.row()
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
	stars := sign.Stars(r.Rating)
	if stars != "" {
		stars = " " + stars
	}
	room := w - cells.Width(lead) - 1
	words := box.Fit(stars+" "+p.short(it, room-cells.Width(stars)-1), room)
	state, style := p.sign(r)
	if selected && p.focused {
		return p.st.Cursor.Render(box.Fit(lead+state+words, w))
	}
	text := p.rowStyle(selected)
	if r.Rejected || r.State == gallery.Cancelled {
		text = p.st.Dim
	}
	if cells.Width(lead)+1 > w {
		return box.Fit(lead, w)
	}
	return p.st.Accent.Render(lead) + style.Render(state) + text.Render(words)
}

// short says of a row what differs in its batch, or in a filtered list what it
// is of. In little room the words of the prompt are cut first.
func (p *painter) short(it item, room int) string {
	r := it.row()
	if p.list.filtered {
		return telling(r.Prompt, p.list.lead(p.place), room)
	}
	label, parts := it.batch.Apart(r)
	rest := strings.Join(parts, " ")
	switch left := room - cells.Width(rest) - 1; {
	case label == "":
		return rest
	case rest == "" || left < 4:
		return label
	default:
		return cells.Truncate(label, left, "…") + " " + rest
	}
}
