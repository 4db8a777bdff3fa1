package show

import (
	"fmt"
	"strings"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected picture, which cannot be seen, by what is known of it. name
// is the place in which it is looked at.
func (f *Flow) Spoken(name string) voice.Page {
	page := voice.Page{Name: name, Title: name}
	row, ok := f.o.Results.Selected()
	if !ok {
		page.Here = "No picture is selected."
		return page
	}
	parts := sign.Words(&row)
	b := f.o.Gallery.Batch(row.Batch)
	if b != nil {
		parts = append(parts, sign.Apart(b, &row)...)
		if at, of := b.Standing(row.ID); of > 1 {
			parts = append(parts, fmt.Sprintf("%d of %s", at, wording.Thousands(of)))
		}
	}
	if row.State == gallery.Saved {
		parts = append(parts, f.looks()...)
		if cost := sign.Cost(&row); cost != "" {
			parts = append(parts, cost)
		}
	}
	page.Item, page.Here = row.ID, strings.Join(parts, ", ")
	page.More = func() []string { return f.Facts() }
	return page
}

// looks are what its file says of a picture: format and size.
func (f *Flow) looks() (out []string) {
	s := f.sidecar
	if _, kind, is := strings.Cut(s.MediaType, "/"); is {
		out = append(out, strings.ToUpper(kind))
	}
	if s.Width > 0 {
		out = append(out, fmt.Sprintf("%d by %d pixels", s.Width, s.Height))
	}
	if s.DurationMS > 0 {
		out = append(out, fmt.Sprintf("plays %.1f s", float64(s.DurationMS)/1000))
	}
	return out
}

// Facts are all that is known of the selected result, a sentence each.
func (f *Flow) Facts() []string {
	row, ok := f.o.Results.Selected()
	if !ok {
		return nil
	}
	if row.State != gallery.Saved {
		return f.runFacts(row)
	}
	s := f.sidecar
	var out []string
	add := func(name, value string) {
		if value = clean.Line(value); value != "" {
			out = append(out, name+": "+value)
		}
	}
	prompt := row.Request().Prompt
	if prompt == "" {
		prompt = row.Prompt
	}
	add("prompt", prompt)
	add("style", row.Style)
	if row.Seed != 0 {
		add("seed", fmt.Sprint(row.Seed))
	}
	add("ratio", row.Ratio)
	add("made by", row.Operation)
	add("picture", strings.Join(f.looks(), ", "))
	if s.Bytes > 0 {
		add("file", wording.Bytes(s.Bytes))
	}
	add("cost", sign.Cost(&row))
	if !row.Free {
		add("key", row.Key)
	}
	if !row.When.IsZero() {
		add("made", row.When.Format("2006-01-02 15:04")+tookWords(row.Elapsed))
	}
	add("tags", strings.Join(row.Tags, ", "))
	add("from", f.o.Gallery.LineageWords(row))
	add("request hash", s.Hash)
	add("path", row.Path)
	for _, l := range f.foreignDetails() {
		out = append(out, l.text)
	}
	out = append(out, f.origin.Words()...)
	if f.partial {
		out = append(out, "The picture is damaged: part of it is missing.")
	}
	add("problem", f.problem)
	return out
}

func tookWords(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return fmt.Sprintf(", took %.1f s", d.Seconds())
}

// runFacts are what is known of a run that is no picture yet, or never will be.
func (f *Flow) runFacts(row gallery.Row) []string {
	out := []string{"prompt: " + row.Prompt}
	for _, l := range f.runDetails(row) {
		out = append(out, l.text)
	}
	return append(out, f.o.Trouble(row)...)
}
