package picture

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// spot is a picture at its place on the screen, and what of it is to be seen.
type spot struct {
	graphic *Graphic
	x, y    int
	intact  []bool // nothing lies over the row
	spoilt  []bool // something was painted over the row since it was drawn
	// drawn are the rows that were drawn last, at a time when a frame that
	// paints their cells may still have been on its way.
	drawn   []bool
	at      time.Time
	changed bool // what lies over it, since then
	// lines are those of the frame, with all that stands beside it; uneven says which
	// are not even.
	lines  []string
	uneven []bool
}

// frames is how long a frame takes at most from where it is made to the
// terminal.
const frames = 50 * time.Millisecond

// same tells whether two spots are of one picture at one place.
func (s *spot) same(other *spot) bool {
	return other != nil && s.graphic == other.graphic && s.x == other.x && s.y == other.y
}

// locate returns where the cells of g are; nil when they are not in the frame,
// with whole false when they should be. before is where a picture was.
func locate(lines []string, g *Graphic, before *spot) (s *spot, whole bool) {
	if g == nil || len(g.Under) == 0 {
		return nil, true
	}
	s = &spot{graphic: g, intact: make([]bool, len(g.Under)), spoilt: slices.Repeat([]bool{true}, len(g.Under)), changed: true}
	if !s.find(lines) {
		if !slices.ContainsFunc(lines, reserved) {
			return nil, true
		}
		// All rows have something over them: it is where it was, if anywhere.
		if before == nil || before.graphic != g || before.y+len(g.Under) > len(lines) {
			return nil, false
		}
		s.x, s.y = before.x, before.y
		s.lines = lines[s.y : s.y+len(g.Under)]
		return s, true
	}
	for i, under := range g.Under {
		if s.y+i < 0 || s.y+i >= len(lines) {
			return nil, false
		}
		l := lines[s.y+i]
		at := strings.Index(l, under)
		if s.intact[i] = at >= 0; at >= 0 && cells.Width(l[:at]) != s.x {
			return nil, false
		}
	}
	s.lines = lines[s.y : s.y+len(g.Under)]
	return s, true
}

// find looks for the first row that nothing lies over.
func (s *spot) find(lines []string) bool {
	for y, l := range lines {
		if !reserved(l) {
			continue
		}
		for i, under := range s.graphic.Under {
			if at := strings.Index(l, under); at >= 0 {
				s.x, s.y = cells.Width(l[:at]), y-i
				return true
			}
		}
	}
	return false
}

// rewritten takes the frame's lines. Those that are not even are written anew from
// their start with each frame, over the picture as well, whatever changed.
func (s *spot) rewritten(lines []string) {
	if s.uneven == nil {
		s.uneven = make([]bool, len(lines))
		for i, l := range s.lines {
			s.uneven[i] = !cells.Even(l)
		}
	}
	for i, l := range lines {
		before := s.uneven[i]
		if l != s.lines[i] {
			s.uneven[i] = !cells.Even(l)
		}
		s.spoilt[i] = s.spoilt[i] || before || s.uneven[i]
	}
	s.lines = lines
}

// cover takes what lies over the picture now.
func (s *spot) cover(intact []bool, now time.Time) {
	if slices.Equal(intact, s.intact) {
		return
	}
	s.intact, s.changed = intact, true
	for i, clear := range intact {
		late := i < len(s.drawn) && s.drawn[i] && now.Sub(s.at) < frames
		if !clear || late {
			s.spoilt[i] = true
		}
	}
}

// spoil says that the whole screen was painted anew.
func (s *spot) spoil() {
	for i := range s.spoilt {
		s.spoilt[i] = true
	}
}

// piece is rows of a picture that are to be drawn together.
type piece struct {
	graphic  *Graphic
	x, y     int // of its first row
	from, to int
}

// due returns the rows that are to be drawn again because their cells were painted.
func (s *spot) due(now time.Time) []piece {
	if !s.changed && now.Sub(s.at) < frames {
		// The frame that painted them was made before the last drawing.
		for i := range s.drawn {
			s.spoilt[i] = s.spoilt[i] || s.drawn[i]
		}
	}
	var all []piece
	drawn := make([]bool, len(s.spoilt))
	for from, to := s.run(0); from < to; from, to = s.run(to) {
		all = append(all, piece{s.graphic, s.x, s.y + from, from, to})
		for i := from; i < to; i++ {
			s.spoilt[i], drawn[i] = false, true
		}
	}
	if all != nil {
		s.drawn, s.at, s.changed = drawn, now, false
	}
	return all
}

// bytes returns what draws the rows, which may take some milliseconds to make.
func (p piece) bytes() string {
	g := p.graphic
	if !g.Apart {
		data := g.Data
		if p.to-p.from < len(g.Under) {
			data = g.Part(p.from, p.to)
		}
		return ansi.CursorPosition(p.x+1, p.y+1) + data
	}
	var b strings.Builder
	for at := p.from; at < p.to; at += g.Step {
		b.WriteString(ansi.CursorPosition(p.x+1, p.y+at-p.from+1) + g.Part(at, min(at+g.Step, p.to)))
	}
	return b.String()
}

// run returns the next rows from a row on that are to be drawn together. Only
// whole steps can be, and all of a picture that has none.
func (s *spot) run(start int) (from, to int) {
	rows, step := len(s.spoilt), s.graphic.Step
	if s.graphic.Part == nil || step < 1 {
		step = rows
	}
	for from = start; from < rows && !s.draws(from, step); from += step {
	}
	for to = from; to < rows && s.draws(to, step); to += step {
	}
	return from, min(to, rows)
}

// draws tells whether a step is to be drawn: a row of it was painted over, and
// none is covered.
func (s *spot) draws(from, step int) bool {
	to := min(from+step, len(s.spoilt))
	return slices.Contains(s.spoilt[from:to], true) && !slices.Contains(s.intact[from:to], false)
}
