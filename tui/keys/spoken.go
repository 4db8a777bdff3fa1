package keys

import (
	"fmt"
	"strings"

	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected key.
func (p *Pane) Spoken() voice.Page {
	page := voice.Page{Name: "Keys", Title: "Keys", Item: fmt.Sprint(p.sel)}
	if p.note != "" {
		page.Title += ": " + p.note
	}
	if p.sel >= len(p.rows) {
		page.Here = p.acts.Words("{key.add} add a key")
		return page
	}
	r := p.rows[p.sel]
	var parts []string
	for _, part := range []struct {
		words string
		is    bool
	}{
		{"in use", r.InUse},
		{r.Health, r.Health != ""},
		{r.Name, true},
		{"ends " + strings.TrimPrefix(r.Tail, "…"), r.Tail != ""},
		{"offline, free", r.Free},
		{"kept in " + r.Source, !r.Free && r.Source != ""},
		{r.Spent + " today", r.Spent != ""},
		{r.Note, r.Note != ""},
	} {
		if part.is {
			parts = append(parts, part.words)
		}
	}
	page.Here = strings.Join(append(parts, fmt.Sprintf("%d of %d", p.sel+1, len(p.rows))), ", ")
	return page
}

// Spoken says the field of the form that has the keyboard.
func (f *AddForm) Spoken() voice.Page {
	name := [...]string{keepItem: "where to keep it", nameItem: "name", secretItem: "secret", addressItem: "address"}[f.item]
	page := voice.Page{Name: "Add a key " + name, Title: "Add a key: " + name, Item: name, More: func() []string {
		out := []string{keeps[f.keep].meaning}
		for _, a := range advice {
			out = append(out, f.Actions().Words(a.text))
		}
		return append(out, f.words())
	}}
	switch {
	case f.busy:
		page.Title += ": saving"
	case f.err != "":
		page.Title += ": " + f.err
	}
	switch {
	case f.item == keepItem:
		page.Here = fmt.Sprintf("chosen: %s, %d of %d. %s", keeps[f.keep].words, f.keep+1, len(keeps), keeps[f.keep].meaning)
		if keeps[f.keep].kind == KeepKeyring && f.missing {
			page.Here = "none here: " + page.Here
		}
	case f.item == secretItem && f.keepsSecret():
		// The letters are not shown, and so not said: only that there are some.
		page.Here = "empty: paste it here"
		if n := f.secret.Len(); n > 0 {
			page.Here = fmt.Sprintf("%d characters, hidden", n)
			if tail := f.secret.Tail(); tail != "" {
				page.Here += ", ends " + tail
			}
		}
	default:
		line, x := f.field(f.item).View(1<<16, f.st.Cursor)
		page.Field = &voice.Field{Lines: []string{line}, X: x}
	}
	return page
}
