package picture

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// spot is a picture at its place on the screen, and what of it is to be seen.
type spot struct {
	graphic *Graphic
	x, y    int
	intact  []bool // nothing lies over the row
	spoilt  []bool // something was painted over the row since it was drawn
	// awaited are the rows of which frames may still be on their way that show
	// something else there: they are drawn once they were painted with their pen.
	awaited []bool
}

// same tells whether two spots are of one picture at one place.
func (s *spot) same(other *spot) bool {
	return other != nil && s.graphic == other.graphic && s.x == other.x && s.y == other.y
}

// on returns the rows of the screen where the picture is; none for no picture.
func (s *spot) on(screen []row) []row {
	if s == nil {
		return nil
	}
	from := min(s.y, len(screen))
	return screen[from:min(from+len(s.spoilt), len(screen))]
}

// locate returns where the cells of g are; nil when they are not in the frame,
// with whole false when they should be. before is where a picture was.
func locate(lines []string, g *Graphic, before *spot) (s *spot, whole bool) {
	if g == nil || len(g.Under) == 0 {
		return nil, true
	}
	s = &spot{graphic: g, intact: make([]bool, len(g.Under)), spoilt: slices.Repeat([]bool{true}, len(g.Under)), awaited: slices.Repeat([]bool{true}, len(g.Under))}
	if !s.find(lines) {
		if !slices.ContainsFunc(lines, reserved) {
			return nil, true
		}
		// All rows have something over them: it is where it was, if anywhere.
		if before == nil || before.graphic != g || before.y+len(g.Under) > len(lines) {
			return nil, false
		}
		s.x, s.y = before.x, before.y
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

// cover takes what lies over the picture now. It returns the rows, if any, that
// need another pen than in the frames before: nothing lies over them any longer,
// and a frame that is drawn late would show it does.
func (s *spot) cover(intact []bool) (bare []int) {
	before := s.intact
	s.intact = intact
	if slices.Equal(intact, before) {
		return nil
	}
	step := s.step()
	for from := 0; from < len(intact); from += step {
		to := min(from+step, len(intact))
		if !slices.Contains(before[from:to], false) || slices.Contains(intact[from:to], false) {
			continue
		}
		for i := from; i < to; i++ {
			if s.spoilt[i] || !before[i] {
				s.awaited[i] = true
				bare = append(bare, i)
			}
		}
	}
	return bare
}

// step is how many rows are drawn together at least.
func (s *spot) step() int {
	if s.graphic.Part == nil || s.graphic.Step < 1 {
		return len(s.spoilt)
	}
	return s.graphic.Step
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

// due returns the rows that are to be drawn again after rows of the screen were
// painted, each of which has its pen.
func (s *spot) due(rows []row, pens []pen) []piece {
	for i := range s.spoilt {
		if y := s.y + i; y < len(rows) && rows[y].painted {
			s.spoilt[i] = true
			s.awaited[i] = s.awaited[i] && rows[y].pen != pens[y] && rows[y].pen != anyPen
		}
	}
	var all []piece
	for from, to := s.run(0); from < to; from, to = s.run(to) {
		all = append(all, piece{s.graphic, s.x, s.y + from, from, to})
		for i := from; i < to; i++ {
			s.spoilt[i] = false
		}
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
	rows, step := len(s.spoilt), s.step()
	for from = start; from < rows && !s.draws(from, step); from += step {
	}
	for to = from; to < rows && s.draws(to, step); to += step {
	}
	return from, min(to, rows)
}

// draws tells whether a step is to be drawn: a row of it was painted over, and
// none is covered or awaited.
func (s *spot) draws(from, step int) bool {
	to := min(from+step, len(s.spoilt))
	return slices.Contains(s.spoilt[from:to], true) && !slices.Contains(s.intact[from:to], false) && !slices.Contains(s.awaited[from:to], true)
}
