package seed

import (
	"fmt"
	"strings"

	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected line.
func (p *Pane) Spoken() voice.Page {
	page := voice.Page{Name: "Seed", Title: "Seeds and ratio", Item: fmt.Sprint(p.line, p.at)}
	if p.note != "" {
		page.Title += ": " + p.note
	}
	if p.editing {
		line, x := p.field.View(1<<16, p.st.Cursor)
		page.Name, page.Field = "Seeds", &voice.Field{Lines: []string{line}, X: x}
		return page
	}
	switch p.line {
	case seedLine:
		page.Here = "seeds: " + p.Text()
	case ratioLine:
		page.Here = p.ratioSaid()
	case holdLine, lineCount:
		page.Here = p.holdSaid()
	}
	page.More = func() []string {
		if p.hold || len(p.drawn) == 0 {
			return nil
		}
		return []string{"last drawn: " + join(p.drawn, " ")}
	}
	return page
}

func (p *Pane) ratioSaid() string {
	if p.at >= len(p.ratios) {
		return "no ratio to choose here"
	}
	state := "not marked"
	if p.ratios[p.at].marked {
		state = "marked"
	}
	return fmt.Sprintf("%s, ratio %s, %d of %d; marked: %s", state, p.ratios[p.at].name, p.at+1, len(p.ratios), strings.Join(p.Ratios(), " "))
}

func (p *Pane) holdSaid() string {
	switch {
	case p.hold:
		return p.acts.Words("hold on: the same seeds until {seed.hold} lets go")
	case p.spec.random == 0:
		return "hold: the seeds are as written"
	}
	return p.acts.Words("hold off: new seeds each time; {seed.hold} keeps them")
}
