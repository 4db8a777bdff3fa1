package contactsheet

import (
	"fmt"
	"image"
	"image/color"

	"imagine-tui/api/wording"
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
	side    int                  // of a thumbnail
	flow    int                  // how wide lines are that keep to no columns
	width   int                  // of the sheet
	next    func() (thumb, bool) // the thumbnails, in order
	done    int
}

// fitted lays the sheet out as large as a PNG may be: with more pictures side by
// side, then with smaller ones, unless their size was asked for.
func (d *drawing) fitted() ([]band, image.Point, error) {
	for {
		var bands []band
		var size image.Point
		for d.flow = flowWidth; d.flow <= 8*flowWidth; d.flow *= 2 {
			bands, size = d.layOut()
			if size.X <= maxSide && size.Y <= maxSide && size.X*size.Y <= maxArea {
				return bands, size, nil
			}
		}
		if d.sheet.o.Thumb != 0 || d.side*4/5 < MinThumb {
			return nil, size, fmt.Errorf("the sheet would have %s×%s pixels, and %s a side and %d million in all are the most a PNG may have: "+
				"choose smaller thumbnails, fewer pictures, or an HTML sheet",
				wording.Thousands(size.X), wording.Thousands(size.Y), wording.Thousands(maxSide), maxArea/1_000_000)
		}
		d.side = d.side * 4 / 5
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
