package queue

import (
	"fmt"
	"strings"

	"imagine-tui/api/wording"
	"imagine-tui/tui/widget/sign"
	"imagine-tui/tui/widget/voice"
)

// Spoken says the selected run, batch or key. What only counts on is left out.
func (p *Screen) Spoken() voice.Page {
	items := p.list()
	page := voice.Page{Name: "Queue", Title: "Queue", More: func() []string { return []string{p.total.words(1 << 12)} }}
	at := p.index()
	if len(items) == 0 || at < 0 || at >= len(items) {
		page.Here = p.acts.Words("Nothing is running, queued or failed. {studio.back} goes back.")
		return page
	}
	it := items[at]
	page.Item = it.id()
	var parts []string
	switch {
	case it.run != nil:
		parts = append(sign.Words(it.run.Row), it.run.Label, it.run.Style)
		if b := p.gallery.Batch(it.run.Row.Batch); b != nil {
			parts = append(parts, sign.SeedWords(b, it.run.Row))
		}
	case it.batch != nil:
		parts = []string{p.batchLine(it.batch)}
	default:
		parts = []string{p.laneWords(it.lane)}
	}
	page.Here = strings.Join(append(parts, wording.Thousands(at+1)+" of "+wording.Thousands(len(items))), ", ")
	return page
}

// laneWords say a key: whether it goes, how many at once, what there is to do.
func (p *Screen) laneWords(l *lane) string {
	state := "going"
	switch {
	case l.OnHold:
		state = p.acts.Words("on hold, {queue.hold} resumes")
	case l.Trouble != "":
		state = l.Trouble
	}
	parts := []string{state, "key " + l.Key}
	if l.Parallel > 0 {
		parts = append(parts, fmt.Sprintf("%d at once", l.Parallel))
	}
	words := l.words(1 << 12)
	if len(l.runs) == 0 {
		words = "nothing to do"
	}
	return strings.Join(append(parts, words), ", ")
}
