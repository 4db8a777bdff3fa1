package compare

import (
	"fmt"
	"strings"

	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected side, and what sets it apart from the first.
func (p *Pane) Spoken() voice.Page {
	page := voice.Page{Name: "Compare", Title: fmt.Sprintf("Compare %d", len(p.sides))}
	if view := [...]string{full: "one at full size", difference: "difference", slider: "one over the other"}[p.mode]; view != "" {
		page.Title += ", " + view
	}
	side, ok := p.Selected()
	if !ok {
		page.Here = "Nothing to compare: mark two results first."
		return page
	}
	page.Item = side.Row.ID + fmt.Sprint(p.mode)
	parts := append(sign.Words(side.Row), letter(p.sel), side.Name)
	if side.Width > 0 {
		parts = append(parts, fmt.Sprintf("%d by %d pixels", side.Width, side.Height))
	}
	parts = append(parts, fmt.Sprintf("%d of %d", p.sel+1, len(p.sides)))
	page.Here = strings.Join(parts, ", ")
	page.More = func() []string {
		differ, same := summary(p.sides)
		out := []string{differ, same}
		out = append(out, p.differences()...)
		for i, s := range p.sides {
			out = append(out, letter(i)+": "+s.Name+", "+s.Text)
		}
		return out
	}
	return page
}

// differences are what sets the sides apart, and the numbers of a picture of the
// difference, where there is one.
func (p *Pane) differences() []string {
	d := p.layOut(1 << 12)
	out := append([]string{d.title + ":"}, d.lines...)
	if len(p.sides) > 1 && p.mode == difference {
		if _, note := p.lines(p.wants()[0]); note != "" {
			out = append(out, note)
		}
	}
	return out
}
