package results

import (
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/gallery"
)

// columns are the widths of a batch's columns, in cells.
type columns struct {
	edition            int // of the batch they were measured for
	label, style, seed int
}

// columnsOf returns the widths of a batch's columns, measured anew only after
// rows came or went.
func (p *Pane) columnsOf(b *gallery.Batch) columns {
	c, known := p.widths[b]
	if known && c.edition == b.Edition() {
		return c
	}
	c = columns{edition: b.Edition()}
	differs := b.Differs()
	for _, r := range b.Rows() {
		c.label = max(c.label, ansi.StringWidth(differs.Label(r)))
		c.style = max(c.style, ansi.StringWidth(r.Style))
		c.seed = max(c.seed, len(seedText(r.Seed)))
	}
	p.widths[b] = c
	return c
}
