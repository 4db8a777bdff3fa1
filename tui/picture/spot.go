package picture

import (
	"image"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// seat is a picture at a place on the screen; other things may lie over parts of it.
type seat struct {
	graphic *Graphic
	x, y    int
}

// box is the part of the screen that it would take.
func (s seat) box() image.Rectangle {
	return image.Rect(s.x, s.y, s.x+s.graphic.Cols, s.y+s.graphic.Rows)
}

// spot is how a picture is shown at its place.
type spot struct {
	pen    pen  // of the blanks under it
	coarse bool // it is shown in characters until the screen stands still
}

// seats are the pictures of a frame, each once.
type seats map[seat]*spot

// free returns a pen for a picture at a place: another than those that blanks there
// are painted with now, or may be painted with by frames on their way.
func (all seats) free(s seat, before seats, last pen, screen *shadow) pen {
	taken := [lastPen + 1]bool{0: true}
	box := s.box()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			taken[screen.at(x, y).pen()] = true
		}
	}
	for _, frame := range []seats{all, before} {
		for other, spot := range frame {
			if !spot.coarse && other.box().Overlaps(box) {
				taken[spot.pen] = true
			}
		}
	}
	p := last%lastPen + 1
	for range lastPen {
		if !taken[p] {
			break
		}
		p = p%lastPen + 1
	}
	return p
}

// piece is a part of a picture that is to be drawn.
type piece struct {
	seat
	part image.Rectangle // of its cells
}

// due returns what of a picture is to be drawn: cells that were painted for it
// since they were drawn. They count as drawn from here on.
func (s seat) due(p pen, screen *shadow) []piece {
	type span struct{ from, to int }
	var spans []span
	of, ok := s.graphic, true
	for y := range of.Rows {
		one := span{of.Cols, 0}
		for x := range of.Cols {
			switch u := screen.at(s.x+x, s.y+y); {
			case u.pen() != p:
				ok = false // something lies over it, or it is not painted yet
			case u&undrawn != 0:
				one = span{min(one.from, x), x + 1}
			}
		}
		spans = append(spans, one)
	}
	if of.Cut == nil {
		if !ok || !slices.ContainsFunc(spans, func(s span) bool { return s.from < s.to }) {
			return nil
		}
		s.drawn(image.Rect(0, 0, of.Cols, of.Rows), screen)
		return []piece{{s, image.Rect(0, 0, of.Cols, of.Rows)}}
	}
	var all []piece
	for y := range of.Rows {
		for _, run := range s.runs(spans[y].from, spans[y].to, y, p, screen) {
			all = append(all, piece{s, image.Rect(run[0], y, run[1], y+1)})
		}
	}
	all = joinedPieces(all)
	for _, one := range all {
		s.drawn(one.part, screen)
	}
	return all
}

// runs are the stretches of a row, within some cells, over which nothing lies.
func (s seat) runs(from, to, y int, p pen, screen *shadow) (all [][2]int) {
	for x := from; x < to; x++ {
		if screen.at(s.x+x, s.y+y).pen() != p {
			continue
		}
		if n := len(all) - 1; n >= 0 && all[n][1] == x {
			all[n][1]++
			continue
		}
		all = append(all, [2]int{x, x + 1})
	}
	return all
}

// joinedPieces puts pieces together that lie below one another, as wide.
func joinedPieces(all []piece) []piece {
	var out []piece
	for _, one := range all {
		at := slices.IndexFunc(out, func(o piece) bool {
			return o.part.Max.Y == one.part.Min.Y && o.part.Min.X == one.part.Min.X && o.part.Max.X == one.part.Max.X
		})
		if at >= 0 {
			out[at].part.Max.Y = one.part.Max.Y
			continue
		}
		out = append(out, one)
	}
	return out
}

func (s seat) drawn(part image.Rectangle, screen *shadow) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		row := screen.rows[s.y+y]
		for x := part.Min.X; x < part.Max.X; x++ {
			row[s.x+x] &^= undrawn
		}
	}
}

// spoil says that the picture looks another now: all that is seen of it is to be
// drawn again.
func (s seat) spoil(screen *shadow) {
	for y := range s.graphic.Rows {
		for x := range s.graphic.Cols {
			if screen.at(s.x+x, s.y+y) != 0 {
				screen.rows[s.y+y][s.x+x] |= undrawn
			}
		}
	}
}

// bytes returns what draws the piece, which may take some milliseconds to make.
func (p piece) bytes() string {
	g := p.graphic
	at := func(part image.Rectangle) string { return ansi.CursorPosition(p.x+part.Min.X+1, p.y+part.Min.Y+1) }
	switch {
	case !g.Apart && p.part == image.Rect(0, 0, g.Cols, g.Rows):
		return at(p.part) + g.all()
	case !g.Apart:
		return at(p.part) + g.Cut(p.part)
	}
	var b strings.Builder
	for _, row := range rowsOf(p.part) {
		b.WriteString(at(row) + g.Cut(row))
	}
	return b.String()
}

// rowsOf are the rows of a part.
func rowsOf(part image.Rectangle) (all []image.Rectangle) {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		all = append(all, image.Rect(part.Min.X, y, part.Max.X, y+1))
	}
	return all
}
