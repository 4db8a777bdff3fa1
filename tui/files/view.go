package files

import (
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sight"
	"imagine-tui/tui/widget/theme"
)

// headLines are the lines above the list: the folder, and what is typed.
const headLines = 2

// rows returns how many entries are in view.
func (p *Pane) rows() int { return max(0, p.h-2-headLines-1) }

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.render()
	}
	return p.view
}

// Cursor returns where the text cursor stands, relative to the picker, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	view := p.View()
	if y := headLines + 1 + p.at - p.top; p.cursor != nil && p.moved && p.at >= p.top && y < len(view)-2 {
		return box.OnRow(2, y) // else it is where text is written
	}
	return p.cursor
}

func (p *Pane) render() []string {
	p.cursor = nil
	w, h := box.Inner(p.w, p.h)
	text, x := p.filter.View(max(0, w-4), p.st.Cursor)
	if p.focused && w > 4 && h > 1 {
		p.cursor = tea.NewCursor(4+x, 2)
		p.cursor.Shape = tea.CursorBar
	}
	if p.filter.Value() == "" {
		text = p.st.Dim.Render(cells.Truncate("type to search, or type a path", max(0, w-4), "…"))
	}
	body := []string{
		" " + p.st.Strong.Render(tail(clean.Line(p.dir), max(0, w-2))),
		" " + p.st.Accent.Render(">") + " " + text,
	}
	rows := p.rows()
	list, wide := []string(nil), w-sight.Width(w, rows)
	p.top = max(0, min(max(min(p.top, p.at), p.at-rows+1), len(p.list)-rows))
	for i := p.top; i < min(len(p.list), p.top+rows); i++ {
		list = append(list, p.line(i, wide))
	}
	if len(p.list) == 0 && p.reading == "" && rows > 0 {
		list = append(list, " "+p.st.Dim.Render(p.nothing()))
	}
	body = append(body, p.beside(list, w)...)
	for len(body) < h-1 {
		body = append(body, "")
	}
	if h > headLines {
		body = append(body[:h-1], " "+p.foot(w-2))
	}
	return box.Draw(p.st, box.Frame{Title: "Choose a picture", Where: box.Position(p.at, len(p.list), rows), Focused: p.focused}, body, p.w, p.h)
}

// nothing says why the list is empty.
func (p *Pane) nothing() string {
	switch {
	case p.isPath():
		return p.acts.Words("{files.choose} uses this path")
	case p.filter.Value() != "":
		return p.acts.Words("Nothing here matches. {dialog.cancel} shows all.")
	case p.dir == "":
		return ""
	}
	return "No folders or pictures here."
}

// foot is what is going on, what went wrong, or how many there are.
func (p *Pane) foot(w int) string {
	words, style := p.note, p.st.Warn
	switch {
	case words != "":
	case p.reading != "":
		words, style = "reading "+filepath.Base(clean.Line(p.reading))+p.acts.Words("… {files.up} or {dialog.cancel} if this takes too long"), p.st.Busy
	default:
		words, style = p.count(), p.st.Dim
	}
	return style.Render(cells.Truncate(words, max(0, w), "…"))
}

func (p *Pane) count() string {
	folders := 0
	for _, e := range p.entries {
		if e.folder {
			folders++
		}
	}
	words := wording.Count(len(p.entries)-folders, "picture") + " · " + wording.Count(folders, "folder")
	if p.more {
		words = "the first " + wording.Thousands(maxEntries) + " entries: " + words
	}
	if p.hidden {
		words += " · with hidden files"
	}
	return words
}

func (p *Pane) line(i, w int) string {
	m := p.list[i]
	room := max(0, w-4)
	name, slash := m.shown, ""
	if m.folder {
		slash = "/"
	}
	if i == p.at {
		return " " + p.st.Accent.Render(theme.SignRow) + " " + p.st.Cursor.Render(box.Fit(name+slash, room))
	}
	if slash != "" {
		slash = p.st.Accent.Render(slash)
	}
	return "   " + box.Fit(p.lit(name, m.hits)+slash, room)
}

// lit underlines the letters that were typed.
func (p *Pane) lit(name string, hits []int) string {
	if len(hits) == 0 {
		return name
	}
	hit := make(map[int]bool, len(hits))
	for _, i := range hits {
		hit[i] = true
	}
	var b strings.Builder
	for i, r := range name {
		if hit[i] {
			b.WriteString(p.st.Match.Render(string(r)))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// tail shows the end of a path that is too long.
func tail(path string, w int) string {
	if w <= 0 {
		return path
	}
	return cells.TruncateLeft(path, w, "…")
}
