package picker

import (
	"fmt"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/voice"
)

// Spoken says what is typed and what fits it best, and once the list was moved in the
// selected item.
func (p *Picker) Spoken() voice.Page {
	page := voice.Page{Name: "list " + p.title, Title: p.title, More: func() []string { return []string{p.Actions().Words(p.footer)} }}
	if p.wrong != "" {
		page.Title += ": " + p.wrong
	}
	here := "nothing matches"
	if p.sel < len(p.shown) {
		here = p.items[p.shown[p.sel]].said() + fmt.Sprintf(", %d of %s", p.sel+1, wording.Thousands(len(p.shown)))
	}
	if p.moved {
		page.Item, page.Here = fmt.Sprint(p.sel), here
		return page
	}
	line, x := p.field.View(1<<16, p.st.Cursor)
	page.Title += ", type to search: " + here
	page.Field = &voice.Field{Lines: []string{line}, X: x}
	return page
}

// said is the sentence of an item: first whether it can be chosen.
func (i Item) said() string {
	var parts []string
	if i.Disabled {
		parts = append(parts, "not now")
	}
	parts = append(parts, clean.Line(i.Title))
	for _, more := range []string{i.Note, i.Key} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, ", ")
}
