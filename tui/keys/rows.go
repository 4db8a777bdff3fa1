package keys

import (
	"charm.land/lipgloss/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

const (
	lead = 4 // cells before a name: space, cursor, in use, space
	// wide is the inner width from which a row says everything, middle that
	// from which it says what to do about a key that does not work.
	wide, middle = 56, 34
)

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.draw()
	}
	return p.view
}

func (p *Pane) draw() []string {
	w, room := max(0, p.w-2), max(0, p.h-2)
	f := box.Frame{Title: "Keys", Focused: p.focused}
	switch {
	case p.note != "":
		f.Footer = p.st.Warn.Render(p.note)
	case p.focused && p.w >= 70:
		f.Footer = p.acts.Words("{key.use} use · {key.add} add · {key.rename} rename · {key.check} check · {key.remove} remove · {key.copy.secret} copy")
	}
	if !p.wheeled {
		p.top = max(min(p.top, p.sel), p.sel-max(1, room)+1)
	}
	total := len(p.rows) + 1
	p.top = max(0, min(p.top, total-room))
	f.Where = box.Position(min(p.sel, len(p.rows)-1), len(p.rows), room)
	cols := p.columns(w)
	var body []string
	for i := p.top; i < min(total, p.top+room); i++ {
		body = append(body, p.line(i, cols, w))
	}
	return box.Draw(p.st, f, body, p.w, p.h)
}

// columns are the widths of the columns of all rows.
type columns struct{ name, tail, source, spent int }

func (p *Pane) columns(w int) columns {
	var c columns
	for _, r := range p.rows {
		c.name = max(c.name, cells.Width(clean.Line(r.Name)))
		c.tail = max(c.tail, cells.Width(tail(r)))
		c.source = max(c.source, cells.Width(source(r)))
		c.spent = max(c.spent, cells.Width(spent(r)))
	}
	if w >= wide {
		c.name = min(c.name, 24)
		return c
	}
	if w >= middle {
		c.name = min(c.name, 14)
		return c
	}
	right := 0
	for _, r := range p.rows {
		text, _ := p.short(r)
		right = max(right, cells.Width(text))
	}
	// Names get what the words beside them leave.
	c.name = max(1, min(c.name, w-lead-right-2))
	return c
}

// tail is what tells a key apart: its last letters, or that it is offline.
func tail(r Row) string {
	if r.Tail == "" && r.Free {
		return r.Source
	}
	return r.Tail
}

func source(r Row) string {
	if r.Free {
		return ""
	}
	return r.Source
}

func spent(r Row) string {
	if r.Spent == "" {
		return "–"
	}
	return r.Spent
}

// short is what a narrow row says beside the name, and how: what is wrong with
// the key if anything is, else what tells it apart.
func (p *Pane) short(r Row) (string, lipgloss.Style) {
	if r.HealthBad && r.Health != "" {
		return r.Health, p.st.Bad
	}
	return tail(r), p.st.Dim
}

func (p *Pane) line(i int, c columns, w int) string {
	cursor := " "
	if i == p.sel && (p.focused || i < len(p.rows)) {
		cursor = theme.SignRow
	}
	strong := i == p.sel && p.focused
	if i == len(p.rows) {
		text := box.Fit(" "+cursor+" "+p.acts.Words("{key.add} add a key"), w)
		if strong {
			return p.st.Cursor.Render(text)
		}
		return p.st.Dim.Render(text)
	}
	r := p.rows[i]
	use, name := " ", p.st.Text
	if r.InUse {
		use, name = theme.SignInUse, p.st.Chosen
	}
	head := " " + cursor + use + " " + box.Fit(clean.Line(r.Name), c.name)
	parts := p.parts(r, c, w)
	if strong {
		text := head
		for _, part := range parts {
			text += "  " + part.text
		}
		return p.st.Cursor.Render(box.Fit(text, w))
	}
	line := p.st.Accent.Render(" "+cursor+use) + " " + name.Render(box.Fit(clean.Line(r.Name), c.name))
	for _, part := range parts {
		line += "  " + part.style.Render(part.text)
	}
	return line
}

// part is a column of a row after the name.
type part struct {
	text  string
	style lipgloss.Style
}

func (p *Pane) parts(r Row, c columns, w int) []part {
	if w < middle {
		text, style := p.short(r)
		return []part{{text, style}}
	}
	health := p.st.Good
	if r.HealthBad {
		health = p.st.Bad
	}
	text := r.Health
	switch {
	case r.Note == "" || text == "":
		text += r.Note
	case r.HealthBad && (r.Note[0] < '0' || r.Note[0] > '9'):
		text += " · " + r.Note // what to do, not when
	default:
		text += " " + r.Note
	}
	switch {
	case w < wide && r.HealthBad:
		return []part{{text, health}}
	case w < wide:
		return []part{{box.Fit(tail(r), c.tail), p.st.Dim}, {text, health}}
	}
	return []part{
		{box.Fit(tail(r), c.tail), p.st.Dim},
		{box.Fit(source(r), c.source), p.st.Dim},
		{box.Fit(spent(r), c.spent), p.st.Dim},
		{text, health},
	}
}
