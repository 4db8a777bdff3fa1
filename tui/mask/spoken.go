package mask

import (
	"fmt"

	"imagine-tui/tui/widget/voice"
)

// Spoken says where the brush is, and what is painted, in pixels of the picture.
func (p *Pane) Spoken() voice.Page {
	page := voice.Page{Name: "Mask", Title: p.acts.Words("Mask, {mask.area} types an area")}
	if p.size.X < 1 || p.size.Y < 1 {
		page.Title, page.Here = "Mask", "no picture to paint on"
		return page
	}
	tool := "painting"
	if p.erase {
		tool = "erasing"
	}
	if p.pen {
		tool += " while moving"
	}
	under := "not painted here"
	if p.mask.has(p.at) {
		under = "painted here"
	}
	page.Here = fmt.Sprintf("%s, at %d %d of %d by %d, %s, %s, brush %d", under, p.at.X, p.at.Y, p.size.X, p.size.Y, p.share(), tool, p.brush)
	if p.corner != nil {
		r := p.chosenPixels()
		page.Here = fmt.Sprintf("rectangle at %d %d of %d by %d, %s", r.Min.X, r.Min.Y, r.Dx(), r.Dy(), tool)
	}
	switch {
	case p.note != "":
		page.Here = p.note + " " + page.Here
	case p.busy:
		page.Here = "making the mask"
	}
	page.More = p.areas
	return page
}

// areas are what is painted, in rectangles from top to bottom.
func (p *Pane) areas() []string {
	const most = 40
	out := []string{"Paint what should change."}
	for _, b := range p.mask {
		for i := 0; i < len(b.spans); i += 2 {
			if len(out) > most {
				return append(out, "and more")
			}
			out = append(out, fmt.Sprintf("painted: %d %d, %d by %d", b.spans[i], b.y0, b.spans[i+1]-b.spans[i], b.y1-b.y0))
		}
	}
	return out
}
