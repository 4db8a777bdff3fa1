package style

import (
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

type ids []*row

func (r ids) String(i int) string { return r[i].ID }
func (r ids) Len() int            { return len(r) }

// narrow shows the rows that fit the filter. The selection stays as long as it
// can be seen; else the best match is selected, and what was selected before
// comes back with the row.
func (p *Pane) narrow() {
	p.view, p.wheeled = nil, false
	for _, r := range p.rows {
		r.lit = nil
	}
	text := strings.TrimSpace(p.filter.Value())
	p.shown = p.rows
	var best *row
	if text != "" {
		p.shown = nil
		fits := map[*row]bool{}
		for i, m := range fuzzy.FindFrom(text, ids(p.rows)) {
			r := p.rows[m.Index]
			r.lit, fits[r] = m.MatchedIndexes, true
			if i == 0 {
				best = r
			}
		}
		for _, r := range p.rows {
			if fits[r] {
				p.shown = append(p.shown, r)
			}
		}
	}
	if p.held != nil && slices.Contains(p.shown, p.held) {
		p.sel, p.held = p.held, nil
	}
	if slices.Contains(p.shown, p.sel) {
		return
	}
	if p.held == nil {
		p.held = p.sel
	}
	switch {
	case best != nil:
		p.sel = best
	case len(p.shown) > 0:
		p.sel = p.shown[0]
	default:
		p.sel = nil
	}
}
