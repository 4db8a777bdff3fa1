package mask

import "image"

// stroke is what the mouse paints from press to release, one step of undo.
type stroke struct {
	before region
	last   image.Point // dot
	erase  bool
}

// change makes next the mask, as one step of undo unless it is the same.
func (p *Pane) change(next region) {
	if !next.equal(p.mask) {
		p.remember(p.mask)
		p.mask, p.view = next, nil
	}
}

// remember keeps a mask for undo; the oldest go when there are too many.
func (p *Pane) remember(r region) {
	p.undo, p.redo = append(p.undo, r), nil
	bytes := 0
	for i := len(p.undo) - 1; i >= 0; i-- {
		bytes += p.undo[i].bytes()
		if len(p.undo)-i > maxSteps || bytes > maxStepBytes && i < len(p.undo)-1 {
			p.undo = append([]region(nil), p.undo[i+1:]...)
			return
		}
	}
}

func (p *Pane) undoStep() {
	if len(p.undo) == 0 {
		p.say("Nothing to undo.")
		return
	}
	n := len(p.undo) - 1
	p.redo, p.mask, p.undo = append(p.redo, p.mask), p.undo[n], p.undo[:n]
	p.view = nil
}

func (p *Pane) redoStep() {
	if len(p.redo) == 0 {
		p.say("Nothing to redo.")
		return
	}
	n := len(p.redo) - 1
	p.undo, p.mask, p.redo = append(p.undo, p.mask), p.redo[n], p.redo[:n]
	p.view = nil
}

// op is what painting does now.
func op(erase bool) func(a, b bool) bool {
	if erase {
		return subtract
	}
	return union
}

// dab paints with the brush on the dot under the cursor.
func (p *Pane) dab() {
	g := p.grid()
	r := p.foot(g.dot(p.at))
	p.change(combine(p.mask, rectangle(g.rect(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)), op(p.erase)))
}

// foot returns the dots the brush covers with its middle on a dot.
func (p *Pane) foot(dot image.Point) image.Rectangle {
	from := dot.Sub(image.Pt((p.brush-1)/2, (p.brush-1)/2))
	return image.Rectangle{from, from.Add(image.Pt(p.brush, p.brush))}
}

// cellFoot returns the dots the brush covers in the middle of the cell that
// begins with a dot: the mouse points at whole cells, so that is the least.
func (p *Pane) cellFoot(dot image.Point) image.Rectangle {
	high := max(2, p.brush)
	from := image.Pt(dot.X-(p.brush-1)/2, dot.Y+1-high/2)
	return image.Rectangle{from, from.Add(image.Pt(p.brush, high))}
}

// line paints along the way between two dots. foot says what is painted at
// each.
func (p *Pane) line(a, b image.Point, foot func(image.Point) image.Rectangle, erase bool) region {
	g := p.grid()
	var painted region
	for _, dot := range between(a, b) {
		r := foot(dot)
		painted = combine(painted, rectangle(g.rect(r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)), union)
	}
	return combine(p.mask, painted, op(erase))
}

// between returns the dots on the way from a to b, both included.
func between(a, b image.Point) []image.Point {
	d := b.Sub(a)
	n := max(abs(d.X), abs(d.Y))
	out := make([]image.Point, 0, n+1)
	out = append(out, a)
	for i := 1; i <= n; i++ {
		out = append(out, a.Add(image.Pt(rounded(d.X*i, n), rounded(d.Y*i, n))))
	}
	return out
}

// rounded returns a/b to the nearest whole number; b is positive.
func rounded(a, b int) int {
	if a < 0 {
		return -rounded(-a, b)
	}
	return (2*a + b) / (2 * b)
}

func abs(n int) int { return max(n, -n) }

// chosen returns the dots of the rectangle from its corner to the cursor.
func (p *Pane) chosen(g grid) image.Rectangle {
	a, b := g.dot(*p.corner), g.dot(p.at)
	r := image.Rectangle{a, b}.Canon()
	r.Max = r.Max.Add(image.Pt(1, 1))
	return r
}

// fill paints the rectangle and ends it.
func (p *Pane) fill() {
	r := p.chosenPixels()
	p.corner = nil
	p.change(combine(p.mask, rectangle(r), op(p.erase)))
}

// all is the region of the whole picture.
func (p *Pane) all() region { return rectangle(image.Rectangle{Max: p.size}) }
