package contactsheet

import (
	"errors"
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

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
	t, ok := d.next()
	if ok {
		d.done++
		d.sheet.progress(d.done)
	}
	if t.m != nil && t.err != nil {
		d.sheet.problem(d.sheet.entries[i].Path, t.err)
	}
	switch {
	case t.m == nil && t.err != nil:
		d.card(dst, i, box, t.err)
	case ok: // else the work was cancelled
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
	text := d.sheet.unshown(i, d.done-1, err)
	if errors.Is(err, errNoPoster) {
		text = err.Error()
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
