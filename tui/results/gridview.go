package results

import (
	"strings"

	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/theme"
)

// drawGrid is draw for the grid. Lines of thumbnails fit exactly and hold
// thousands of colours, so they are put together without measuring.
func drawGrid(p *Pane, f box.Frame) []string {
	if p.w < 2 || p.h < 2 {
		return box.Blank(p.w, p.h)
	}
	return framed(p.st, f, p.head(), bandsInView(p), p.w, p.h)
}

// framed puts lines that fit exactly below the head of the list into the border.
func framed(st *theme.Styles, f box.Frame, head, lines []string, w, h int) []string {
	edges := box.Draw(st, f, nil, w, 2)
	both := box.Draw(st, box.Frame{Focused: f.Focused}, nil, 2, 3)[1]
	side := both[:len(both)/2] // left and right are the same
	out := append(make([]string, 0, h), edges[0])
	var inner []string
	for _, line := range head {
		inner = append(inner, box.Fit(line, w-2))
	}
	inner = append(inner, lines...)
	blank := strings.Repeat(" ", w-2)
	for i := range h - 2 {
		line := blank
		if i < len(inner) {
			line = inner[i]
		}
		out = append(out, side+line+side)
	}
	return append(out, edges[1])
}

// bandsInView are the lines in view.
func bandsInView(p *Pane) []string {
	var out []string
	off, rows := p.grid.off, p.grid.rows
	for _, b := range p.grid.seen() {
		lines := bandLines(p, b)
		out = append(out, lines[max(0, off-b.y):min(b.h, off+rows-b.y)]...)
	}
	return out
}

func bandLines(p *Pane, b band) []string {
	if p.w <= 2 {
		return make([]string, b.h)
	}
	if !p.list.items[b.first].isRow() {
		return []string{box.Fit(p.paint.line(p.list.items[b.first], p.w-2), p.w-2)}
	}
	g := &p.grid
	cells := make([][]string, b.n)
	for i, it := range p.list.items[b.first : b.first+b.n] {
		p.paint.place = b.first + i
		cells[i] = p.paint.cell(it, g.thumbs.Get(it.id()), g.cellW, b.h, it.id() == p.list.sel)
	}
	pad := strings.Repeat(" ", max(0, p.w-2-b.n*g.cellW))
	out := make([]string, b.h)
	var line strings.Builder
	for i := range out {
		size := len(pad)
		for _, c := range cells {
			size += len(c[i])
		}
		line.Reset()
		line.Grow(size)
		for _, c := range cells {
			line.WriteString(c[i])
		}
		line.WriteString(pad)
		out[i] = line.String()
	}
	return out
}
