package contactsheet

import "image"

// line is a row of cells side by side.
type line struct {
	label string
	cells [][]int
	left  []int // where cells begin
	width []int // of cells
}

// layOut finds the bands from top to bottom, and the size of all.
func (d *drawing) layOut() ([]band, image.Point) {
	s := d.sheet
	all := make([][]line, len(s.layout.sections))
	d.width = minWidth
	for i, sec := range s.layout.sections {
		all[i] = d.lines(sec)
		for _, l := range all[i] {
			if n := len(l.cells); n > 0 {
				d.width = max(d.width, l.left[n-1]+l.width[n-1]+margin)
			}
		}
	}
	bands := d.header()
	for i, sec := range s.layout.sections {
		if sec.title != "" {
			bands = append(bands, d.text(d.faces.head, sec.title, d.colours.ink, 2, 20)...)
		}
		if sec.columns != nil {
			bands = append(bands, d.heads(sec.columns, all[i][0]))
		}
		for _, l := range all[i] {
			bands = append(bands, d.cells(l))
		}
	}
	bands = append(bands, d.footer()...)
	height := 0
	for _, b := range bands {
		height += b.height
	}
	return bands, image.Pt(d.width, height)
}

// lines breaks a section's rows where they have no columns to keep to.
func (d *drawing) lines(sec section) []line {
	left := margin
	for _, r := range sec.rows {
		if r.label != "" {
			left = margin + labelWidth + gap
		}
	}
	var list []line
	for _, r := range sec.rows {
		if sec.columns != nil {
			list = append(list, line{label: r.label, cells: r.cells})
			continue
		}
		across := max((d.flow-left)/(d.side+gap), 1)
		for start := 0; start < len(r.cells); start += across {
			l := line{cells: r.cells[start:min(start+across, len(r.cells))]}
			if start == 0 {
				l.label = r.label
			}
			list = append(list, l)
		}
	}
	d.place(list, left)
	return list
}

// place gives the cells of a section's lines common columns.
func (d *drawing) place(list []line, left int) {
	var widths []int
	for _, l := range list {
		for c, cell := range l.cells {
			if c == len(widths) {
				widths = append(widths, d.side/2)
			}
			for _, i := range cell {
				widths[c] = max(widths[c], d.size(i).X)
			}
		}
	}
	for n := range list {
		x := left
		for c := range list[n].cells {
			list[n].left = append(list[n].left, x)
			list[n].width = append(list[n].width, widths[c])
			x += widths[c] + gap
		}
	}
}
