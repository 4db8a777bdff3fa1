package form

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/tui/widget/voice"
)

// Spoken says the field that has the keyboard.
func (f *Form) Spoken() voice.Page {
	page := voice.Page{Name: "form " + f.title, Title: f.title, Item: fmt.Sprint(f.at), More: f.said}
	if f.note != "" {
		page.Title += ": " + f.note
	}
	if f.at >= len(f.rows) {
		page.Here = strings.TrimSuffix("send, "+f.price, ", ")
		return page
	}
	r := f.rows[f.at]
	name := r.label()
	if r.Required {
		name += ", required"
	}
	switch {
	case r.area != nil:
		page.Field = &voice.Field{Lines: r.area.View(lipgloss.NewStyle(), lipgloss.NewStyle())}
		page.Field.Lines = page.Field.Lines[:max(1, min(r.area.Lines(), len(page.Field.Lines)))]
		page.Field.X, page.Field.Y, _ = r.area.Cursor()
		page.Title += ": " + name
	case r.line != nil && r.hint < 0:
		line, x := r.line.View(1<<16, lipgloss.NewStyle())
		page.Field = &voice.Field{Lines: []string{line}, X: x}
		page.Title += ": " + name
	case r.line != nil:
		s := r.suggestions()
		page.Item += fmt.Sprint(" ", r.hint)
		page.Here = fmt.Sprintf("%s: %s, %d of %d", name, s[min(r.hint, len(s)-1)], r.hint+1, len(s))
	default:
		value := r.value()
		if value == "" {
			value = "left to the service"
		}
		page.Here = fmt.Sprintf("%s: %s, %d of %d", name, value, r.pick+1, len(r.options()))
	}
	return page
}

// said are the fields with what they hold, and what they are for.
func (f *Form) said() (out []string) {
	for _, r := range f.rows {
		value := r.value()
		if value == "" {
			value = "empty"
		}
		out = append(out, strings.TrimSuffix(r.label()+": "+value+". "+r.Doc, ". "))
	}
	return append(out, "send, "+f.price)
}
