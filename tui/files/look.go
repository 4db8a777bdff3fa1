package files

import (
	"path/filepath"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
)

// Sight is the picture under the cursor and the cells there are to show it in.
// Sights can be compared.
type Sight struct {
	Path       string
	Cols, Rows int
}

// look is what there is to see of a picture.
type look struct {
	sight Sight
	lines []string
	note  string // what it is, or why it cannot be shown
}

// Least sizes of the list, and of a picture that is worth showing beside it.
const (
	leastList = 36
	leastLook = 20
	leastHigh = 6
)

// lookWidth is how many of w cells the picture has; 0 where there is no room.
func (p *Pane) lookWidth(w int) int {
	n := min(w/2, 2*p.rows()+2) // as wide as a square one is, and a gap
	if n < leastLook || w-n < leastList || p.rows() < leastHigh {
		return 0
	}
	return n
}

// Sight returns the picture under the cursor; false for none, or no room.
func (p *Pane) Sight() (Sight, bool) {
	w, _ := box.Inner(p.w, p.h)
	n := p.lookWidth(w)
	if n == 0 || p.at >= len(p.list) || p.list[p.at].folder || p.isPath() {
		return Sight{}, false
	}
	return Sight{Path: filepath.Join(p.dir, p.list[p.at].name), Cols: n - 2, Rows: p.rows() - 1}, true
}

// ShowPicture shows the picture of a sight beside the list, with a note below it; no
// lines say that it cannot be shown.
func (p *Pane) ShowPicture(s Sight, lines []string, note string) {
	p.look, p.view = &look{s, lines, clean.Line(note)}, nil
}

// DropPicture forgets it: the terminal has it no more.
func (p *Pane) DropPicture() { p.look, p.view = nil, nil }

// beside puts what there is to see to the right of the list.
func (p *Pane) beside(list []string, w int) []string {
	n := p.lookWidth(w)
	s, is := p.Sight()
	if n == 0 {
		return list
	}
	rows := p.rows()
	seen := box.Blank(n-2, rows)
	if is && p.look != nil && p.look.sight == s {
		seen = p.seen(n-2, rows)
	}
	out := make([]string, rows)
	for y := range out {
		line := ""
		if y < len(list) {
			line = list[y]
		}
		out[y] = box.Fit(line, w-n) + "  " + seen[y]
	}
	return out
}

// seen is the picture with its note in w × h cells.
func (p *Pane) seen(w, h int) []string {
	l := p.look
	if len(l.lines) == 0 {
		var words []string
		for _, line := range cells.Wordwrap(l.note, max(1, w-2)) {
			words = append(words, p.st.Dim.Render(line))
		}
		return box.Centred(words, w, h)
	}
	note := cells.Truncate(l.note, w, "…")
	note = strings.Repeat(" ", (w-cells.Width(note))/2) + note
	return append(box.Centred(l.lines, w, h-1), p.st.Dim.Render(box.Fit(note, w)))
}
