package files

import (
	"fmt"
	"path/filepath"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/voice"
)

// Spoken says what is typed and what of the folder fits it, and once the list was moved
// in the selected entry.
func (p *Pane) Spoken() voice.Page {
	page := voice.Page{Name: "Files", Title: "Choose a picture, " + clean.Line(filepath.Base(p.dir)), More: func() []string {
		return []string{clean.Line(p.dir), p.count()}
	}}
	here := p.nothing()
	if p.at < len(p.list) {
		m := p.list[p.at]
		kind := "picture"
		switch {
		case m.name == "..":
			kind = "folder above"
		case m.folder:
			kind = "folder"
		}
		here = fmt.Sprintf("%s %s, %d of %s", kind, m.shown, p.at+1, wording.Thousands(len(p.list)))
	}
	switch {
	case p.note != "":
		page.Title += ": " + p.note
	case p.reading != "":
		page.Title += ": reading"
	}
	if p.moved {
		page.Item, page.Here = fmt.Sprint(p.at), here
		return page
	}
	page.Title += ", type to search or a path: " + here
	line, x := p.filter.View(1<<16, p.st.Cursor)
	page.Field = &voice.Field{Lines: []string{line}, X: x}
	return page
}
