package mask

import (
	"errors"
	"fmt"
	"image"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// AreaMsg asks for areas in numbers, to come back through PaintAreas.
type AreaMsg struct{}

func askArea() tea.Msg { return AreaMsg{} }

// Size is how many pixels the picture has.
func (p *Pane) Size() image.Point { return p.size }

// errArea says how an area is written.
var errArea = errors.New("write four numbers: from the left, from the top, width, height, as 0 0 320 200; several areas with ; between them")

// Areas reads areas of a picture of so many pixels: each is x, y, width and height, in
// pixels or in percent of the picture, with ; between them. What sticks out of the
// picture is cut.
func Areas(text string, size image.Point) ([]image.Rectangle, error) {
	var out []image.Rectangle
	for part := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		r, err := area(part, size)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return nil, errArea
	}
	return out, nil
}

func area(text string, size image.Point) (image.Rectangle, error) {
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	if len(fields) != 4 {
		return image.Rectangle{}, errArea
	}
	var n [4]int
	for i, f := range fields {
		number, percent := strings.CutSuffix(f, "%")
		value, err := strconv.ParseFloat(number, 64)
		if err != nil || !(value >= 0 && value <= 1e6) {
			return image.Rectangle{}, errArea
		}
		if percent {
			value *= float64([...]int{size.X, size.Y}[i%2]) / 100
		}
		n[i] = int(value + 0.5)
	}
	r := image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3]).Intersect(image.Rectangle{Max: size})
	if r.Empty() {
		return r, fmt.Errorf("nothing of that is in the picture, which has %d by %d pixels", size.X, size.Y)
	}
	return r, nil
}

// PaintAreas paints areas, or takes them out while the tool erases, as one step of undo.
// The cursor goes to the first of them.
func (p *Pane) PaintAreas(areas []image.Rectangle) {
	p.begin()
	next := p.mask
	for _, r := range areas {
		next = combine(next, rectangle(r), op(p.erase))
	}
	p.change(next)
	if len(areas) > 0 {
		p.at = areas[0].Min
		p.follow()
	}
}

// has tells whether a pixel is in the region.
func (r region) has(at image.Point) bool {
	for _, b := range r {
		if at.Y < b.y0 || at.Y >= b.y1 {
			continue
		}
		for i := 0; i < len(b.spans); i += 2 {
			if at.X >= b.spans[i] && at.X < b.spans[i+1] {
				return true
			}
		}
	}
	return false
}

// chosenPixels is the rectangle that was begun, in pixels.
func (p *Pane) chosenPixels() image.Rectangle {
	g := p.grid()
	r := p.chosen(g)
	return g.rect(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
}
