package text

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
	"imagine-tui/tui/cells"
)

// Area is a text of many lines in a window of w × h cells.
type Area struct {
	Text
	lay  layout
	w, h int
	top  int // first line in the window
	goal int // column that up and down keep, -1 for the present one

	flaws []int      // letters that are drawn as mistakes
	rule  cells.Rule // that the lines are laid out by
}

// NewArea returns an empty area of at most limit code points, 0 for no limit.
func NewArea(limit int) *Area {
	a := &Area{goal: -1, w: 1, h: 1, rule: cells.Now()}
	a.limit = limit
	a.lay.all("", 1)
	a.edited = func(at, removed, added int) { a.lay.changed(a.s, at, removed, added) }
	return a
}

// SetSize sets the window: lines of w cells, h of them.
func (a *Area) SetSize(w, h int) {
	a.h = max(1, h)
	if w = max(1, w); w != a.w {
		a.w, a.goal = w, -1
		a.lay.all(a.s, w)
	}
	a.follow()
	a.Reveal()
}

// follow lays out anew when the terminal counts otherwise than was thought.
func (a *Area) follow() {
	if rule := cells.Now(); rule != a.rule {
		a.rule = rule
		a.lay.all(a.s, a.w)
	}
}

// Lines returns how many lines the text takes.
func (a *Area) Lines() int {
	a.follow()
	return len(a.lay.starts)
}

// Row returns the line the cursor is on, from 0.
func (a *Area) Row() int {
	a.follow()
	return a.lay.row(a.cursor)
}

// OnFirst tells whether the cursor is on the first line.
func (a *Area) OnFirst() bool { return a.Row() == 0 }

// OnLast tells whether the cursor is on the last line.
func (a *Area) OnLast() bool { return a.Row() == a.Lines()-1 }

// Reveal scrolls as little as shows the cursor.
func (a *Area) Reveal() {
	row := a.Row()
	if row < a.top {
		a.top = row
	}
	if row >= a.top+a.h {
		a.top = row - a.h + 1
	}
	a.top = max(0, min(a.top, a.Lines()-a.h))
}

// Scroll moves the window by n lines, positive downwards; the cursor stays.
func (a *Area) Scroll(n int) { a.top = max(0, min(a.top+n, a.Lines()-a.h)) }

// Set replaces the whole text, see Text.Set, and shows its end.
func (a *Area) Set(value string) bool {
	defer a.Reveal()
	a.goal = -1
	return a.Text.Set(value)
}

// Swap replaces the whole text, see Text.Swap, and shows its end.
func (a *Area) Swap(value string) bool {
	defer a.Reveal()
	a.goal = -1
	return a.Text.Swap(value)
}

// Insert puts text at the cursor, see Text.Insert, and shows its end.
func (a *Area) Insert(text string) bool {
	defer a.Reveal()
	a.goal = -1
	return a.Text.Insert(text)
}

// Undo takes the last change back, see Text.Undo, and shows the cursor.
func (a *Area) Undo() bool {
	defer a.Reveal()
	a.goal = -1
	return a.Text.Undo()
}

// Redo takes the last undo back, see Text.Redo, and shows the cursor.
func (a *Area) Redo() bool {
	defer a.Reveal()
	a.goal = -1
	return a.Text.Redo()
}

// Press does what an editing key does. It reports whether the key meant
// something here.
func (a *Area) Press(k tea.KeyPressMsg) bool {
	switch action.EditOf(k) {
	case action.LineUp:
		a.vertical(-1, false)
	case action.LineDown:
		a.vertical(1, false)
	case action.SelectUp:
		a.vertical(-1, true)
	case action.SelectDown:
		a.vertical(1, true)
	default:
		a.goal = -1
		if !a.Text.Press(k) {
			return false
		}
	}
	a.Reveal()
	return true
}

// vertical moves n lines, keeping the column as far as the lines reach.
func (a *Area) vertical(n int, mark bool) {
	row := a.Row()
	if a.goal < 0 {
		a.goal = a.column(row, a.cursor)
	}
	switch to := row + n; {
	case to < 0:
		a.moveTo(0, mark)
	case to >= a.Lines():
		a.moveTo(len(a.s), mark)
	default:
		a.moveTo(a.at(to, a.goal), mark)
	}
}

// column returns the cells between the start of line row and place i.
func (a *Area) column(row, i int) int {
	x := 0
	for at := a.lay.starts[row]; at < i; {
		end, _, w := cell(a.s, at)
		x, at = x+w, end
	}
	return x
}

// at returns the place in line row that column x shows.
func (a *Area) at(row, x int) int {
	from, to := a.lay.bounds(a.s, row)
	soft := row+1 < len(a.lay.starts) && a.lay.starts[row+1] == to
	col, place := 0, from
	for place < to {
		end, _, w := cell(a.s, place)
		if col+w > x && w > 0 {
			break
		}
		if soft && end >= to {
			break // the end of a wrapped line is the start of the next
		}
		col, place = col+w, end
	}
	return place
}

// Click puts the cursor where column x of line y of the window is.
func (a *Area) Click(x, y int) {
	row := max(0, min(a.top+y, a.Lines()-1))
	a.goal = -1
	a.moveTo(a.at(row, max(0, x)), false)
}

// Cursor returns where the cursor is in the window; shown is false while it is
// scrolled out. x is at most w: behind a full line stands the cursor.
func (a *Area) Cursor() (x, y int, shown bool) {
	row := a.Row()
	y = row - a.top
	return min(a.column(row, a.cursor), a.w), y, y >= 0 && y < a.h
}

// draw returns what s[from:to] shows, at most w cells.
func draw(s string, from, to, w int) string {
	var b strings.Builder
	for at := from; at < to; {
		end, shown, cw := cell(s, at)
		if w -= cw; w < 0 {
			break
		}
		b.WriteString(shown)
		at = end
	}
	return b.String()
}

// width returns the cells of s[from:to].
func width(s string, from, to int) int {
	n := 0
	for at := from; at < to; {
		end, _, w := cell(s, at)
		n, at = n+w, end
	}
	return n
}
