package style

import (
	"fmt"
	"slices"
	"strings"

	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected style, or the field that is written in.
func (p *Pane) Spoken() voice.Page {
	page := voice.Page{Name: "Style", Title: "Styles"}
	if note, _, bad := p.note(); bad {
		page.Title = "Styles: " + note
	}
	field := map[field]struct {
		name string
		text *text.Field
	}{filterField: {"Filter of styles", p.filter}, freeField: {"ID of a style", p.free}, nameField: {"Name of the set", p.name}}
	if f, writes := field[p.field]; writes {
		page.Name, page.Title = f.name, f.name
		if p.field == filterField && p.sel != nil {
			page.Title = fmt.Sprintf("%s, %d found: %s", f.name, len(p.shown), p.sel.ID)
		}
		line, x := f.text.View(1<<16, p.st.Cursor)
		page.Field = &voice.Field{Lines: []string{line}, X: x}
		return page
	}
	at := slices.Index(p.shown, p.sel)
	if at < 0 {
		page.Here = p.acts.Words("No style matches. {dialog.cancel} shows all.")
		return page
	}
	page.Item = p.sel.ID
	page.Here = p.sel.said(at+1, len(p.shown))
	return page
}

// said is the sentence of a style or a set: the state first.
func (r *row) said(at, of int) string {
	state := "not marked"
	if r.marked {
		state = "marked"
	}
	parts := []string{state, r.ID}
	switch {
	case r.set:
		parts = append(parts, "a set of styles")
	default:
		parts = append(parts, strings.TrimSuffix(r.price(), "."))
	}
	parts = append(parts, fmt.Sprintf("%d of %d", at, of))
	if r.Description != "" {
		parts = append(parts, r.Description)
	}
	return strings.Join(parts, ", ")
}
