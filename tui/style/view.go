package style

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/theme"
)

const (
	lead     = 4  // cells before the id: space, cursor, mark, space
	maxNotes = 6  // lines below the list
	columns  = 56 // from this inner width on, descriptions stand in the rows
	narrow   = 23 // under this inner width, every cell is needed for the ids
	idCells  = 20 // width of the ids then
	title    = "Style"
	tokens   = "tokens" // what prices are counted in
)

// note returns the words below the list, short ones for where these do not
// fit, and whether they are a warning.
func (p *Pane) note() (words, short string, bad bool) {
	switch {
	case p.bad:
		return text.LooksLikeKey, "left out: an API key", true
	case p.marks() == 0 && len(p.rows) > 0:
		return p.acts.Words("Mark a style with {style.mark}, or press {style.only} on one."), p.acts.Words("{style.mark} marks a style"), true
	case p.sel == nil:
		return "", "", false
	}
	price := p.sel.price()
	if p.sel.Priced && len(p.shown) <= p.h-2-p.fieldLines() {
		price = "" // the unit stands above
	}
	if p.w-2 < columns {
		return wording.Paragraph(price, p.sel.Description), price, false
	}
	return price, "", false
}

// price says what a picture of the style costs, with its unit; "" for a set.
func (r *row) price() string {
	switch {
	case r.set:
		return ""
	case r.Priced:
		return wording.Count(r.Tokens, "token") + "."
	}
	return "Price unknown: you confirm it before it is sent."
}

// notes returns the lines below the list: warnings always, a description only
// where the list leaves room.
func (p *Pane) notes() (lines []string, inFooter string, bad bool) {
	text, short, bad := p.note()
	room := p.w - 4
	if text == "" || cells.Width(text) <= room || room < 8 {
		return nil, text, bad
	}
	lines = cells.Wrap(text, max(1, room))
	spare := p.h - 2 - p.fieldLines() - len(p.shown) - 1
	if bad {
		spare = p.h - 2 - p.fieldLines() - 2 // at least two rows stay
	}
	if len(lines) > min(spare, maxNotes) {
		return nil, short, bad
	}
	return lines, "", bad
}

func (p *Pane) fieldLines() int {
	if p.field == freeField || p.field == nameField {
		return 1
	}
	return 0
}

func (p *Pane) listHeight() int {
	lines, _, _ := p.notes()
	n := p.h - 2 - p.fieldLines() - len(lines)
	return max(0, n)
}

// View returns exactly h lines of exactly w cells.
func (p *Pane) View() []string {
	if p.view == nil {
		p.view = p.draw()
	}
	return p.view
}

// Cursor returns where the text cursor stands, relative to the pane, or nil.
func (p *Pane) Cursor() *tea.Cursor {
	if p.view == nil {
		p.View()
	}
	return p.cursor
}

func (p *Pane) draw() []string {
	p.cursor = nil
	f := box.Frame{Title: title, Note: p.heading(), Focused: p.focused}
	lines, foot, bad := p.notes()
	f.Footer = foot
	style := p.st.Dim
	if bad {
		style = p.st.Warn
		f.Footer = style.Render(foot)
	}
	rows := p.listHeight()
	p.scroll(rows)
	f.Where = box.Position(slices.Index(p.shown, p.sel), len(p.shown), rows)
	if p.field == filterField || p.filter.Value() != "" {
		p.frameFilter(&f)
	}
	body := make([]string, 0, max(0, p.h-2))
	for i := p.top; i < min(len(p.shown), p.top+rows); i++ {
		if p.shown[i] == p.sel && p.field == noField && p.focused && p.w > 3 {
			p.cursor = box.OnRow(2, 1+len(body))
		}
		body = append(body, p.line(p.shown[i]))
	}
	if len(p.shown) == 0 && len(p.rows) > 0 {
		body = append(body, p.st.Warn.Render(p.acts.Words(" No style matches. {dialog.cancel} shows all.")))
	}
	switch p.field {
	case freeField:
		body = append(body, p.fieldLine(" id ", p.free, 1+len(body)))
	case nameField:
		body = append(body, p.fieldLine(" save as ", p.name, 1+len(body)))
	case noField, filterField:
	}
	for len(body) < p.h-2-len(lines) {
		body = append(body, "")
	}
	for _, l := range lines {
		body = append(body, " "+style.Render(l))
	}
	return box.Draw(p.st, f, body, p.w, p.h)
}

// heading stands above the prices and names their unit, where rows do not.
func (p *Pane) heading() string {
	filter := p.acts.Words("{style.filter} filter")
	both := filter + " · " + tokens
	switch {
	case p.w-2 >= columns:
		return filter
	case box.Aside(both) < p.w-2-cells.Width(title)-1:
		return both
	}
	return tokens
}

// scroll keeps the selection in view, unless the wheel moved the list.
func (p *Pane) scroll(rows int) {
	at := slices.Index(p.shown, p.sel)
	if !p.wheeled && at >= 0 {
		p.top = max(min(p.top, at), at-max(1, rows)+1)
	}
	p.top = max(0, min(p.top, len(p.shown)-rows))
}

// frameFilter puts the filter into the title.
func (p *Pane) frameFilter(f *box.Frame) {
	const head = title + " / "
	room := p.w - 4 - len(head) - box.Aside(f.Where)
	if room < 2 {
		f.Where, room = "", p.w-4-len(head)
	}
	if room < 2 {
		f.Title, f.Note = head, ""
		return
	}
	text, x := p.filter.View(room, p.st.Cursor)
	f.Title, f.Note = head+text, ""
	if p.field == filterField {
		f.Title += " "
		p.put(2+len(head)+x, 0)
	}
}

func (p *Pane) put(x, y int) {
	if !p.focused || x > p.w-2 || y > p.h-2 {
		return
	}
	p.cursor = tea.NewCursor(x, y)
	p.cursor.Shape = tea.CursorBar
}

// fieldLine is a field under the list: for an id that is not in it, or for
// the name of a set.
func (p *Pane) fieldLine(head string, field *text.Field, y int) string {
	text, x := field.View(max(0, p.w-2-len(head)-1), p.st.Cursor)
	p.put(1+len(head)+x, y)
	return p.st.Accent.Render(head) + text
}

// priceCells is how wide prices are: those of a narrow pane no wider than they
// must be.
func (p *Pane) priceCells() int {
	n := 3
	if p.w-2 < narrow {
		n = 1
	}
	for _, r := range p.shown {
		switch {
		case r.set:
			n = max(n, len("set"))
		case r.Priced:
			n = max(n, len(strconv.Itoa(r.Tokens)))
		}
	}
	return n
}

// line is one style: cursor, mark, id, price and, where there is room, what
// it is for.
func (p *Pane) line(r *row) string {
	w := p.w - 2
	cursor, mark, price := " ", theme.SignUnmarked, "?"
	if r == p.sel {
		cursor = theme.SignRow
	}
	if r.marked {
		mark = theme.SignMarked
	}
	switch {
	case r.set:
		price = "set"
	case r.Priced:
		price = strconv.Itoa(r.Tokens)
	}
	width := p.priceCells()
	room, rest := w-lead-width-2, ""
	if w < narrow {
		room++
	}
	if w >= columns {
		room = idCells
		rest = " " + box.Fit(r.unit(), len(tokens)) + "  " + r.Description
	}
	id := clean.Line(r.ID)
	if room < 4 { // no room for prices
		room, price = w-lead, ""
	} else {
		price = " " + strings.Repeat(" ", max(0, width-len(price))) + price
	}
	if r == p.sel && p.focused {
		return p.st.Cursor.Render(box.Fit(" "+cursor+mark+" "+box.Fit(id, room)+price+rest, w))
	}
	sign := p.st.Dim
	if r.marked {
		sign = p.st.Accent
	}
	text := box.Fit(p.light(id, r), room)
	if r == p.sel {
		text = p.st.Chosen.Render(box.Fit(id, room))
	}
	return " " + p.st.Accent.Render(cursor) + sign.Render(mark) + " " + text + p.st.Dim.Render(price+rest)
}

// unit is what the price of the style is counted in, "" where it is none.
func (r *row) unit() string {
	switch {
	case r.set || !r.Priced:
		return ""
	case r.Tokens == 1:
		return "token"
	}
	return tokens
}

// light marks the letters the filter matched. It does so only where the id is
// shown as it is, since the places count in the id itself.
func (p *Pane) light(id string, r *row) string {
	if len(r.lit) == 0 || id != r.ID {
		return id
	}
	var b strings.Builder
	for i, c := range id {
		if slices.Contains(r.lit, i) {
			b.WriteString(p.st.Match.Render(string(c)))
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
