package results

import (
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/gallery"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected row, or what is filtered for.
func (p *Pane) Spoken() voice.Page {
	p.sync()
	page := voice.Page{Name: "Results", Title: "Results", More: func() []string { return aboveList(p) }}
	if text := p.filter.text(); text != "" {
		page.Title += ", filtered: " + text
	}
	if p.filter.typing {
		line, x := p.filter.field.View(1<<16, p.st.Cursor)
		page.Name, page.Field = "Filter", &voice.Field{Lines: []string{line}, X: x}
		page.Title = "Filter of results: " + p.advice.line(p.st, 1<<16)
		return page
	}
	at := p.list.at()
	if p.Len() == 0 || at < 0 {
		page.Here = strings.Join(p.empty, " ")
		if p.Len() > 0 {
			page.Here = p.advice.line(p.st, 1<<16)
		}
		return page
	}
	it := p.list.items[at]
	page.Item = it.id()
	page.Here = strings.Join(append(said(p, it), wording.Thousands(at+1)+" of "+wording.Thousands(len(p.list.items))), ", ")
	return page
}

// said are the parts of the sentence of an item.
func said(p *Pane, it item) []string {
	r := it.row()
	switch {
	case it.more > 0:
		return []string{fmt.Sprintf("%d more queued", it.more)}
	case r == nil:
		return batchWords(it.batch)
	}
	parts := sign.Words(r)
	if p.list.filtered {
		parts = append(parts, r.Prompt)
	}
	parts = append(parts, sign.Apart(it.batch, r)...)
	if seed := sign.SeedWords(it.batch, r); seed != "" && !slices.Contains(parts, seed) {
		parts = append(parts, seed)
	}
	if cost := sign.Cost(r); cost != "" {
		parts = append(parts, cost)
	}
	return parts
}

// batchWords are the parts of the sentence of a batch.
func batchWords(b *gallery.Batch) []string {
	fold := "open batch"
	if b.Folded {
		fold = "folded batch"
	}
	c := b.Counts()
	parts := []string{fold, fmt.Sprintf("%d of %s saved", c.Saved, wording.Thousands(b.Len()))}
	for _, part := range []struct {
		n    int
		word string
	}{{c.Picked, "picked"}, {c.Rejected, "rejected"}, {c.Failed, "failed"}, {c.Unknown, "no answer"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.word))
		}
	}
	return append(parts, b.Title, b.When.Format("2006-01-02 15:04"))
}

// aboveList is what earlier sessions left, and what nobody looked at yet.
func aboveList(p *Pane) []string {
	out := p.left
	if len(out) > 1 {
		out = out[:1]
	}
	if n := p.gallery.Unseen(); n > 0 {
		out = append(out[:len(out):len(out)], p.acts.Words(fmt.Sprintf("%d not looked at yet, {results.next.new} next new", n)))
	}
	return out
}
