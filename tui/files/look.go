package files

import (
	"path/filepath"

	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/sight"
)

// Sight returns the picture under the cursor; false for none, or no room.
func (p *Pane) Sight() (sight.Sight, bool) {
	w, _ := box.Inner(p.w, p.h)
	n := sight.Width(w, p.rows())
	if n == 0 || p.at >= len(p.list) || p.list[p.at].folder || p.isPath() {
		return sight.Sight{}, false
	}
	return sight.Of(filepath.Join(p.dir, p.list[p.at].name), n, p.rows()), true
}

// ShowPicture shows the picture of a sight beside the list, with a note below it; no
// lines say that it cannot be shown.
func (p *Pane) ShowPicture(s sight.Sight, lines []string, note string) {
	p.look.Show(s, lines, note)
	p.view = nil
}

// DropPicture forgets it: the terminal has it no more.
func (p *Pane) DropPicture() {
	p.look.Drop()
	p.view = nil
}

// beside puts what there is to see to the right of the list.
func (p *Pane) beside(list []string, w int) []string {
	n := sight.Width(w, p.rows())
	if n == 0 {
		return list
	}
	s, _ := p.Sight()
	return p.look.Beside(p.st, list, s, w, n, p.rows())
}
