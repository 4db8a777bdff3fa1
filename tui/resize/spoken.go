package resize

import (
	"fmt"

	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected line of the form, and what comes of all of them.
func (p *Pane) Spoken() voice.Page {
	l := p.Layout()
	page := voice.Page{
		Name: "Resize", Item: fmt.Sprint(p.line),
		Title: fmt.Sprintf("Resize %d by %d pixels", p.size.X, p.size.Y),
		More:  p.said,
	}
	if p.note != "" {
		page.Title = "Resize: " + p.note
	}
	page.Here = fmt.Sprintf("%s, canvas %d by %d", p.lineSaid(p.line), l.W, l.H)
	if p.editing {
		line, x := p.field.View(1<<8, p.st.Cursor)
		page.Name, page.Title = "Border", "Border in percent or px, "+p.lineSaid(p.line)
		page.Field = &voice.Field{Lines: []string{line}, X: x}
	}
	return page
}

// lineSaid is the sentence of a line.
func (p *Pane) lineSaid(l line) string {
	switch l {
	case shapeLine:
		return fmt.Sprintf("shape %s, %d of %d", shapes[p.shape].name, p.shape+1, len(shapes))
	case placeLine, lineCount:
		return fmt.Sprintf("the picture is at %d %d of the canvas", p.borders[0], p.borders[2])
	case leftLine, rightLine, topLine, bottomLine:
	}
	at := int(l - leftLine)
	side := [...]string{"left", "right", "above", "below"}[at]
	of := [...]int{p.size.X, p.size.X, p.size.Y, p.size.Y}[at]
	percent := 0
	if of > 0 {
		percent = (p.borders[at]*100 + of/2) / of
	}
	return fmt.Sprintf("border %s %d percent, %d pixels", side, percent, p.borders[at])
}

func (p *Pane) said() (out []string) {
	for l := range lineCount {
		out = append(out, p.lineSaid(l))
	}
	return out
}
