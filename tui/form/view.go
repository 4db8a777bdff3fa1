package form

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sight"
	"imagine-tui/tui/widget/theme"
)

const (
	maxLabel   = 16 // cells of a label
	areaLines  = 4  // lines of a text in view
	maxOffered = 6  // suggestions in view
)

// View returns exactly h lines of exactly w cells.
func (f *Form) View() []string {
	if f.view == nil {
		f.view = f.render()
	}
	return f.view
}

// Cursor returns where the text cursor stands, relative to the form, or nil.
func (f *Form) Cursor() *tea.Cursor {
	view := f.View()
	if f.cursor == nil && f.focused {
		return box.OnSign(view, 1)
	}
	return f.cursor
}

// Wants returns how high the form would be with all lines in view, w cells
// wide: for roots that lay it over something else.
func (f *Form) Wants(w int) int { return len(f.lines(max(0, w-2))) + 2 }

// formLine is a line of the form and the field it belongs to, -1 for none.
type formLine struct {
	text  string
	owner int
}

// lines returns all lines of the form in w cells, and leaves the place of the
// text cursor in them in f.cursor.
func (f *Form) lines(w int) []formLine {
	f.cursor = nil
	label := 4
	for _, r := range f.rows {
		label = max(label, min(maxLabel, cells.Width(r.label())))
	}
	head := label + 3 // sign and gaps
	var out []formLine
	for i, r := range f.rows {
		name := f.head(i, box.Fit(r.label(), label))
		for j, l := range f.value(i, r, head, w-head-1, len(out)) {
			if j > 0 {
				name = strings.Repeat(" ", head)
			}
			out = append(out, formLine{name + l, i})
		}
	}
	out = append(out, formLine{"", -1})
	const gap = 3
	send, price := "Send", []string(nil)
	if f.price != "" {
		price = cells.Wordwrap(f.price, max(1, w-2-len(send)-gap))
		send += strings.Repeat(" ", gap) + price[0]
	}
	sign, style := " ", f.st.Strong
	if f.at == len(f.rows) && f.focused {
		sign, style = theme.SignRow, f.st.Cursor
	}
	out = append(out, formLine{f.st.Accent.Render(sign) + style.Render(cells.Truncate(send, max(0, w-2), "…")), len(f.rows)})
	for _, more := range price[min(1, len(price)):] {
		out = append(out, formLine{strings.Repeat(" ", 1+len("Send")+gap) + f.st.Dim.Render(more), len(f.rows)})
	}
	return out
}

// head is the sign and the label of field i.
func (f *Form) head(i int, label string) string {
	sign, style := " ", f.st.Dim
	if i == f.at && f.focused {
		sign, style = theme.SignRow, f.st.Strong
	}
	return f.st.Accent.Render(sign) + style.Render(label) + "  "
}

// value returns the lines of field i in w cells. x and y are where they begin.
func (f *Form) value(i int, r *row, x, w, y int) []string {
	here := i == f.at && f.focused
	switch {
	case w < 1:
		return []string{""}
	case r.area != nil:
		return f.areaLines(r, here, x, w, y)
	case r.line != nil:
		return f.fieldLines(r, here, x, w, y)
	}
	text := clean.Line(r.value())
	switch {
	case text == "":
		return []string{f.empty(r, w)}
	case here:
		text = "‹ " + text + " ›"
	}
	if here {
		return []string{f.st.Strong.Render(cells.Truncate(text, w, "…"))}
	}
	return []string{cells.Truncate(text, w, "…")}
}

// empty says what an empty field needs, or what the server will take.
func (f *Form) empty(r *row, w int) string {
	words := "–"
	switch {
	case r.Required:
		words = "needed"
	case r.Default != "":
		words = "– (" + clean.Line(r.Default) + ")"
	}
	return f.st.Dim.Render(cells.Truncate(words, w, "…"))
}

func (f *Form) areaLines(r *row, here bool, x, w, y int) []string {
	r.area.SetSize(w, areaLines)
	if r.area.Value() == "" && !here {
		return []string{f.empty(r, w)}
	}
	out := r.area.View(f.st.Cursor, f.st.Bad)
	if len(out) == 0 {
		out = []string{""}
	}
	if cx, cy, shown := r.area.Cursor(); here && shown {
		f.setCursor(x+cx, y+cy)
	}
	return out
}

func (f *Form) fieldLines(r *row, here bool, x, w, y int) []string {
	if r.line.Value() == "" && !here {
		return []string{f.empty(r, w)}
	}
	text, cx := r.line.View(w, f.st.Cursor)
	if !here {
		return []string{text}
	}
	f.setCursor(x+cx, y)
	out := []string{text}
	offered := r.suggestions()
	from := max(0, min(r.hint-maxOffered+1, len(offered)-maxOffered))
	for i := from; i < min(len(offered), from+maxOffered); i++ {
		line := cells.Truncate(offered[i], max(0, w-2), "…")
		if i == r.hint {
			out = append(out, f.st.Accent.Render(theme.SignRow)+" "+f.st.Cursor.Render(line))
		} else {
			out = append(out, "  "+f.st.Dim.Render(line))
		}
	}
	if where := box.Position(max(0, r.hint), len(offered), maxOffered); where != "" {
		out = append(out, "  "+f.st.Dim.Render(where))
	}
	return out
}

func (f *Form) setCursor(x, y int) {
	f.cursor = tea.NewCursor(1+x, 1+y)
	f.cursor.Shape = tea.CursorBar
}

func (f *Form) render() []string {
	whole, h := box.Inner(f.w, f.h)
	w, beside := whole, 0
	s, seen := f.Sight()
	if seen {
		beside = sight.Width(whole, h)
		w -= beside
	}
	all := f.lines(w)
	foot := f.foot(w)
	room := max(0, h-len(foot))
	f.scroll(all, room)
	f.owners = f.owners[:0]
	body := make([]string, 0, h)
	for _, l := range all[f.top:min(len(all), f.top+room)] {
		body, f.owners = append(body, l.text), append(f.owners, l.owner)
	}
	for len(body) < room {
		body = append(body, "")
	}
	body = append(body, foot...)
	if seen {
		body = f.look.Beside(f.st, body, s, whole, beside, h)
	}
	if c := f.cursor; c != nil {
		if c.Y -= f.top; c.Y < 1 || c.Y > room || c.X < 1 || c.X > w {
			f.cursor = nil
		}
	}
	return box.Draw(f.st, box.Frame{Title: f.title, Where: box.Span(f.top, room, len(all)), Focused: f.focused}, body, f.w, f.h)
}

// scroll shows the field the cursor is on, and the text cursor above all.
func (f *Form) scroll(all []formLine, room int) {
	first, last := -1, -1
	for i, l := range all {
		if l.owner == f.at {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if f.cursor != nil {
		last = max(f.cursor.Y-1, min(last, first+room-1))
	}
	f.top = min(f.top, max(0, first))
	f.top = max(f.top, last-room+1)
	f.top = max(0, min(f.top, len(all)-room))
}

// foot is what is wrong, or a word about the field the cursor is on.
func (f *Form) foot(w int) []string {
	words, style := f.note, f.st.Warn
	if r := f.row(); words == "" && r != nil {
		words, style = clean.Line(r.Doc), f.st.Dim
	}
	if words == "" || f.h < 5 {
		return nil
	}
	var out []string
	for _, l := range cells.Wrap(words, max(1, w-2)) {
		if len(out) < min(3, f.h-4) {
			out = append(out, " "+style.Render(l))
		}
	}
	return out
}
