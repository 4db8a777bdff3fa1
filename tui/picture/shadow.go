package picture

import (
	"github.com/charmbracelet/x/ansi"

	"imagine-tui/tui/cells"
)

// shadow follows what is written to the terminal, cell by cell, and knows which
// cells are blanks that a picture may be drawn over, with which pen they were
// painted, and whether they were painted since: that takes the picture's part of
// them away. What is written says it alone: renderers also paint cells that did not
// change, to come to those that did, and frames are written late or never.
type shadow struct {
	parser      *ansi.Parser
	x, y        int // of the cursor; unknown before the first absolute move
	saved       [2]int
	top, bottom int // the rows that scroll
	styles      styles
	letter      []byte // the character that was printed last, or a part of it
	width       int    // of the one before that
	last        rune   // printed
	rows        [][]under
}

// under is a cell of the screen: 0 for anything that is no blank under a picture.
type under byte

// undrawn says that a blank was painted since its picture was drawn.
const undrawn under = 1 << 7

func (u under) pen() pen { return pen(u &^ undrawn) }

// unknown is where a cursor is of which only moves are known.
const unknown = -1

const (
	mostParams = 16   // more parameters than any sequence has that moves something
	mostCols   = 1024 // no screen has more columns
)

// read takes in what is written to a screen of that height.
func (s *shadow) read(data []byte, height int) {
	if s.parser == nil {
		s.parser = new(ansi.Parser)
		s.parser.SetParamsSize(mostParams)
		s.parser.SetDataSize(1)
		s.parser.SetHandler(ansi.Handler{Print: s.print, Execute: s.control, HandleEsc: s.escape, HandleCsi: s.sequence})
		s.styles = plainStyle
		s.x, s.y, s.saved = unknown, unknown, [2]int{unknown, unknown}
	}
	if height != len(s.rows) {
		s.rows = make([][]under, height)
		s.top, s.bottom = 0, height-1
	}
	for _, b := range data {
		s.parser.Advance(b)
	}
	s.flush()
}

// at returns a cell; 0 outside.
func (s *shadow) at(x, y int) under {
	if y < 0 || y >= len(s.rows) || x < 0 || x >= len(s.rows[y]) {
		return 0
	}
	return s.rows[y][x]
}

// put paints cells from the cursor on, which stays.
func (s *shadow) put(n int, u under) {
	switch {
	case s.y == unknown || s.x == unknown:
		clear(s.rows) // anywhere
		return
	case s.y >= len(s.rows) || s.x >= mostCols:
		return
	}
	row := s.rows[s.y]
	to := min(s.x+n, mostCols)
	if u != 0 && len(row) < to {
		row = append(row, make([]under, to-len(row))...)
		s.rows[s.y] = row
	}
	for x := s.x; x < min(to, len(row)); x++ {
		row[x] = u
	}
}

// print takes a code point. A character is known when the next one begins.
func (s *shadow) print(r rune) {
	s.last = r
	const marks = 0x300 // the first that may join the character before it
	if r < marks || isBlank(r) || r >= 0x2500 && r <= 0x259F {
		s.flush()
		u := under(0)
		if isBlank(r) {
			if p := s.styles.pen(); p != 0 {
				u = under(p) | undrawn
			}
		}
		s.put(1, u)
		s.letter = append(s.letter[:0], string(r)...)
		s.width = 1
		s.step(1)
		return
	}
	s.letter = append(s.letter, string(r)...)
}

// flush moves the cursor behind what joined the last character, or followed it.
func (s *shadow) flush() {
	if len(s.letter) == 0 {
		return
	}
	if n := cells.Width(string(s.letter)) - s.width; n > 0 {
		s.put(n, 0)
		s.step(n)
	}
	s.letter, s.width = s.letter[:0], 0
}

func (s *shadow) step(n int) {
	if s.x != unknown {
		s.x += n
	}
}

// shift moves rows within others, down or up; what comes in is empty.
func (s *shadow) shift(from, to, down int) {
	if from == unknown {
		clear(s.rows)
		return
	}
	if from > to || from < 0 || to >= len(s.rows) || down == 0 {
		return
	}
	rows := s.rows[from : to+1]
	n := min(max(down, -down), len(rows))
	if down > 0 {
		copy(rows[n:], rows)
		clear(rows[:n])
	} else {
		copy(rows, rows[n:])
		clear(rows[len(rows)-n:])
	}
	for _, row := range rows { // terminals move the pixels with the cells, or not
		refresh(row)
	}
}

// refresh says of cells that what was drawn over them is gone.
func refresh(row []under) {
	for x := range row {
		if row[x] != 0 {
			row[x] |= undrawn
		}
	}
}

// cut moves the cells right of the cursor to the right by n, or to the left.
func (s *shadow) cut(n int) {
	if s.x == unknown || s.y == unknown || s.y >= len(s.rows) || s.x >= len(s.rows[s.y]) {
		return
	}
	row := s.rows[s.y]
	right := row[s.x:]
	if n > 0 {
		n = min(n, mostCols)
		s.rows[s.y] = append(append(row[:s.x:s.x], make([]under, n)...), right...)
	} else {
		s.rows[s.y] = append(row[:s.x:s.x], right[min(-n, len(right)):]...)
	}
	s.rows[s.y] = s.rows[s.y][:min(len(s.rows[s.y]), mostCols)]
	refresh(s.rows[s.y][s.x:])
}

// erase empties cells of the cursor's row.
func (s *shadow) erase(from, to int) {
	if s.y == unknown || s.x == unknown {
		clear(s.rows)
		return
	}
	if s.y >= len(s.rows) {
		return
	}
	row := s.rows[s.y]
	for x := max(0, from); x < min(to, len(row)); x++ {
		row[x] = 0
	}
}

// by moves the cursor up or down.
func (s *shadow) by(rows int) {
	if s.y != unknown {
		s.y = max(0, min(s.y+rows, len(s.rows)-1))
	}
}

// along moves it right or left.
func (s *shadow) along(n int) {
	if s.x != unknown {
		s.x = max(0, min(s.x+n, mostCols))
	}
}

// feed goes a row down or up; at the edge all others move instead.
func (s *shadow) feed(down int) {
	switch {
	case s.y == unknown:
		clear(s.rows)
	case down > 0 && s.y == s.bottom, down < 0 && s.y == s.top:
		s.shift(s.top, s.bottom, -down)
	default:
		s.by(down)
	}
}
