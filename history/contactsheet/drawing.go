package contactsheet

import (
	"errors"
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

// Distances of a PNG, in pixels.
const (
	margin     = 36
	gap        = 14
	labelWidth = 168 // of a row's label
	flowWidth  = 1900
	minWidth   = 560
)

// drawing lays a sheet out as bands and draws them.
type drawing struct {
	sheet   *Sheet
	faces   typefaces
	colours colours
	side    int // of a thumbnail
	width   int // of the sheet
	thumbs  *ahead[thumb]
	done    int
}

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
		across := max((flowWidth-left)/(d.side+gap), 1)
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

// size is what an entry's picture takes.
func (d *drawing) size(i int) image.Point {
	e := &d.sheet.entries[i]
	if e.Width < 1 || e.Height < 1 {
		return image.Pt(d.side, d.side*9/16)
	}
	return fit(e.Width, e.Height, d.side)
}

// header is the title, what the pictures have in common, and the prompt.
func (d *drawing) header() []band {
	bands := []band{{height: margin}}
	bands = append(bands, d.text(d.faces.title, d.sheet.o.Title, d.colours.ink, 2, 4)...)
	for _, f := range d.sheet.layout.common {
		if f.Name == string(Prompt) && f.Value != d.sheet.o.Title {
			bands = append(bands, d.text(d.faces.small, f.Value, d.colours.ink, 3, 4)...)
		}
	}
	bands = append(bands, d.text(d.faces.small, d.sheet.summary(), d.colours.faint, 2, 0)...)
	return append(bands, band{height: 22})
}

func (d *drawing) footer() []band {
	if d.sheet.o.Program == "" {
		return []band{{height: margin - gap}}
	}
	return append(d.text(d.faces.small, d.sheet.o.Program, d.colours.faint, 1, 0), band{height: margin / 2})
}

// text is a paragraph as wide as the sheet, with space above it.
func (d *drawing) text(face *typeface, text string, c color.Color, lines, space int) []band {
	wrapped := face.wrap(text, d.width-2*margin, lines)
	return []band{{
		height: space + len(wrapped)*face.height,
		draw: func(dst *image.RGBA) {
			for i, l := range wrapped {
				face.draw(dst, margin, space+i*face.height, l, c)
			}
		},
	}}
}

// heads are the labels above columns.
func (d *drawing) heads(labels []string, first line) band {
	wrapped := make([][]string, len(labels))
	most := 1
	for i, label := range labels {
		wrapped[i] = d.faces.head.wrap(label, first.width[i], 3)
		most = max(most, len(wrapped[i]))
	}
	const space = 10
	return band{
		height: most*d.faces.head.height + space + 6,
		draw: func(dst *image.RGBA) {
			for i, lines := range wrapped {
				for n, text := range lines {
					y := space + (most-len(lines)+n)*d.faces.head.height
					d.faces.head.draw(dst, first.left[i], y, text, d.colours.ink)
				}
			}
		},
	}
}

// below are the lines of text under a picture.
func (d *drawing) below(i, width int) (caption, note []string) {
	prompt, settings := d.sheet.caption(i)
	caption = append(d.faces.small.wrap(prompt, width, 2), d.faces.small.wrap(settings, width, 2)...)
	return caption, d.faces.small.wrap(d.sheet.note(i, true), width, 1)
}

// cells is a line of cells with its label.
func (d *drawing) cells(l line) band {
	height := 0
	for c, cell := range l.cells {
		tall := 0
		for _, i := range cell {
			caption, note := d.below(i, l.width[c])
			tall += d.size(i).Y + 6 + (len(caption)+len(note))*d.faces.small.height + gap
		}
		height = max(height, tall)
	}
	label := d.faces.head.wrap(l.label, labelWidth, max(height/d.faces.head.height, 1))
	height = max(height, len(label)*d.faces.head.height+gap)
	return band{height: height, draw: func(dst *image.RGBA) {
		for n, text := range label {
			d.faces.head.draw(dst, margin, n*d.faces.head.height, text, d.colours.ink)
		}
		for c, cell := range l.cells {
			y := 0
			for _, i := range cell {
				y = d.cell(dst, i, image.Rect(l.left[c], y, l.left[c]+l.width[c], height))
			}
		}
	}}
}

// cell draws one picture with its text, and returns where the next begins.
func (d *drawing) cell(dst *image.RGBA, i int, at image.Rectangle) int {
	size := d.size(i)
	box := image.Rectangle{Min: at.Min, Max: at.Min.Add(size)}
	t := d.thumbs.take()
	d.done++
	d.sheet.progress(d.done)
	switch {
	case t.err != nil:
		d.card(dst, i, box, t.err)
	case t.m != nil: // else the work was cancelled
		m := over(t.m, d.colours.card)
		if m.Rect.Size() != size { // the file is not what was said of it
			fill(dst, box, d.colours.card)
			scaledSize := fit(m.Rect.Dx(), m.Rect.Dy(), min(size.X, size.Y))
			box.Max = box.Min.Add(scaledSize)
			draw.CatmullRom.Scale(dst, box, m, m.Rect, draw.Src, nil)
			break
		}
		draw.Draw(dst, box, m, m.Rect.Min, draw.Src)
	}
	caption, note := d.below(i, at.Dx())
	y := at.Min.Y + size.Y + 6
	for _, text := range caption {
		d.faces.small.draw(dst, at.Min.X, y, text, d.colours.ink)
		y += d.faces.small.height
	}
	for _, text := range note {
		d.faces.small.draw(dst, at.Min.X, y, text, d.colours.faint)
		y += d.faces.small.height
	}
	return y + gap
}

// card stands for a picture that cannot be drawn.
func (d *drawing) card(dst *image.RGBA, i int, box image.Rectangle, err error) {
	fill(dst, box, d.colours.card)
	text := err.Error()
	if errors.Is(err, errNoPoster) {
		play(dst, box, d.colours.faint)
	} else {
		d.sheet.problem(d.sheet.entries[i].Path, err)
	}
	for n, line := range d.faces.small.wrap(text, box.Dx()-20, max((box.Dy()-20)/d.faces.small.height, 1)) {
		d.faces.small.draw(dst, box.Min.X+10, box.Min.Y+10+n*d.faces.small.height, line, d.colours.faint)
	}
}

// play draws the triangle that says video.
func play(dst *image.RGBA, box image.Rectangle, c color.RGBA) {
	half := min(box.Dx(), box.Dy()) / 7
	x, y := (box.Min.X+box.Max.X)/2-half/2, (box.Min.Y+box.Max.Y)/2
	for dx := range 2 * half {
		for dy := -(half - dx/2); dy <= half-dx/2; dy++ {
			dst.SetRGBA(x+dx-half/2, y+dy, c)
		}
	}
}

func fill(dst *image.RGBA, at image.Rectangle, c color.RGBA) {
	draw.Draw(dst, at, image.NewUniform(c), image.Point{}, draw.Src)
}
