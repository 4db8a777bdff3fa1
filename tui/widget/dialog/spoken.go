package dialog

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/widget/text"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected act.
func (c *Choice) Spoken() voice.Page {
	return voice.Page{
		Name: "choice " + c.Title, Title: c.Title, Item: fmt.Sprint(c.sel),
		Here: fmt.Sprintf("%s, %d of %d", clean.Line(c.Items[c.sel]), c.sel+1, len(c.Items)),
		More: func() []string {
			return append(append([]string{c.Title}, c.Items...), c.Actions().Words("{dialog.accept} choose, {dialog.cancel} cancel"))
		},
	}
}

// Spoken says the question, and what is written as its answer.
func (c *Confirm) Spoken() voice.Page {
	page := voice.Page{Name: "question " + c.Title, Title: joined(c.Title, c.Lines), Here: c.words(), More: func() []string {
		return append(plain(c.Lines), c.words())
	}}
	if c.wrong != "" {
		page.Title = c.wrong + " " + page.Title
	}
	if c.Want != "" {
		page.Field = written(c.field)
	}
	return page
}

// Spoken says what is asked for, and what is written.
func (d *Input) Spoken() voice.Page {
	page := voice.Page{Name: "question " + d.title, Title: joined(d.title, d.lines), Field: written(d.field), More: func() []string {
		_, fit := d.fitting()
		return append(append(plain(d.lines), plain(fit)...), d.Actions().Words("{dialog.accept} OK, {dialog.next} complete, {dialog.cancel} cancel"))
	}}
	if d.wrong != "" {
		page.Title = d.wrong + " " + page.Title
	}
	return page
}

// Spoken says the first line; the others are read one after the other.
func (i *Info) Spoken() voice.Page {
	_, lines, _ := i.body(1 << 12)
	lines = voice.Sentences(lines)
	page := voice.Page{Name: "to read " + i.Title, Title: i.Title}
	if len(lines) > 0 {
		page.Here = lines[0]
		page.More = func() []string {
			return append(lines[1:len(lines):len(lines)], i.Actions().Words("{dialog.cancel} close"))
		}
	}
	return page
}

// written is a field with its cursor.
func written(f *text.Field) *voice.Field {
	line, x := f.View(1<<16, lipgloss.NewStyle())
	return &voice.Field{Lines: []string{line}, X: x}
}

// joined is a title with the lines below it, as one sentence after the other.
func joined(title string, lines []string) string {
	said := strings.TrimRight(clean.Line(title), ".:?! ")
	if end := clean.Line(title); end != said {
		said = end
	} else {
		said += "."
	}
	for _, l := range plain(lines) {
		if l = strings.TrimSpace(l); l != "" {
			said += " " + strings.Join(strings.Fields(l), " ")
			if !strings.ContainsAny(l[len(l)-1:], ".:?!,") {
				said += "."
			}
		}
	}
	return said
}
