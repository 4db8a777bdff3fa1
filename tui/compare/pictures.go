package compare

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/api/clean"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
)

// Kind says what a picture shows.
type Kind int

// Kinds of pictures.
const (
	Picture    Kind = iota // a result
	Difference             // where two results differ
)

// WantMsg asks for a picture in at most W × H cells: the result A, or the
// difference of the results A and B. The answer is SetPicture.
type WantMsg struct {
	Kind Kind
	A, B string
	W, H int
}

// what is a WantMsg without a size.
func (m WantMsg) what() WantMsg {
	m.W, m.H = 0, 0
	return m
}

// pictures are those that came, and what was asked for.
type pictures struct {
	asked map[WantMsg]bool
	drawn map[WantMsg][]drawn // by what they show, the newest last
}

// drawn is a picture in one size.
type drawn struct {
	w, h  int
	lines []string // exactly h of exactly w cells, nil when there is none
	note  string
}

// sizesKept is how many sizes of a picture are kept: beside others, alone, and
// one to show until the right one is there.
const sizesKept = 3

// SetPicture puts in what a WantMsg asked for. Lines are cut or padded to its
// size; note is said under the picture or, without lines, in its place.
func (p *Pane) SetPicture(want WantMsg, lines []string, note string) {
	delete(p.pictures.asked, want)
	if want.W <= 0 || want.H <= 0 || p.index(want.A) < 0 || want.B != "" && p.index(want.B) < 0 {
		return
	}
	d := drawn{w: want.W, h: want.H, note: clean.Line(note)}
	if len(lines) > 0 {
		d.lines = fitted(lines, want.W, want.H)
	}
	what := want.what()
	have := slices.DeleteFunc(p.pictures.drawn[what], func(o drawn) bool { return o.w == d.w && o.h == d.h })
	if have = append(have, d); len(have) > sizesKept {
		have = have[len(have)-sizesKept:]
	}
	if p.pictures.drawn == nil {
		p.pictures.drawn = map[WantMsg][]drawn{}
	}
	p.pictures.drawn[what] = have
	p.view = nil
}

// DropPictures forgets every picture, after the terminal turned out to be
// another; Want asks for those in view again.
func (p *Pane) DropPictures() {
	p.pictures = pictures{}
	p.view = nil
}

// keep forgets the pictures of results that are no longer compared.
func (s *pictures) keep(list []Side) {
	ids := map[string]bool{"": true}
	for _, side := range list {
		ids[side.Row.ID] = true
	}
	for what := range s.drawn {
		if !ids[what.A] || !ids[what.B] {
			delete(s.drawn, what)
		}
	}
	for want := range s.asked {
		if !ids[want.A] || !ids[want.B] {
			delete(s.asked, want)
		}
	}
}

// find returns a picture in the size that is wanted; else, and exact is false
// then, one in another size.
func (s *pictures) find(want WantMsg) (d drawn, exact, ok bool) {
	for _, d = range s.drawn[want.what()] {
		if d.w == want.W && d.h == want.H {
			return d, true, true
		}
		ok = true
	}
	return d, false, ok
}

// Want returns a command for each picture that is missing in view, most urgent
// first, and was not asked for; nil when none is. The root calls it after
// whatever changed the screen other than Update, which does it by itself.
func (p *Pane) Want() tea.Cmd {
	var cmds []tea.Cmd
	for _, want := range p.wants() {
		if want.W <= 0 || want.H <= 0 || p.pictures.asked[want] {
			continue
		}
		if _, exact, _ := p.pictures.find(want); exact {
			continue
		}
		if p.pictures.asked == nil {
			p.pictures.asked = map[WantMsg]bool{}
		}
		p.pictures.asked[want] = true
		cmds = append(cmds, say(want))
	}
	return tea.Sequence(cmds...)
}

// wants lists the pictures that the view needs.
func (p *Pane) wants() []WantMsg {
	if len(p.sides) == 0 {
		return nil
	}
	w, h := p.whole()
	a, b := p.sides[0].Row.ID, p.sides[p.against()].Row.ID
	switch p.mode {
	case difference:
		return []WantMsg{{Difference, a, b, w, h}}
	case slider:
		return []WantMsg{{Picture, a, "", w, h}, {Picture, b, "", w, h}}
	case full:
		// The others as well, so that tab flips at once.
		var out []WantMsg
		for i := range p.sides {
			out = append(out, WantMsg{Picture, p.sides[(p.sel+i)%len(p.sides)].Row.ID, "", w, h})
		}
		return out
	case sides:
	}
	var out []WantMsg
	l := p.layout()
	for i := range p.sides {
		n := (p.sel + i) % len(p.sides)
		c := l.cells[n]
		out = append(out, WantMsg{Picture, p.sides[n].Row.ID, "", c.w - 2, c.h - 2})
	}
	return out
}

// lines returns what fills w × h cells for a picture, exactly, and its note.
func (p *Pane) lines(want WantMsg) (lines []string, note string) {
	d, exact, ok := p.pictures.find(want)
	switch {
	case ok && exact && d.lines != nil:
		return d.lines, d.note
	case ok && d.lines != nil:
		return fitted(d.lines, want.W, want.H), d.note
	case ok && d.note != "":
		return p.words(d.note, want.W, want.H), ""
	}
	return p.words("the picture appears here", want.W, want.H), ""
}

func (p *Pane) words(text string, w, h int) []string {
	var out []string
	for _, line := range cells.Wrap(text, max(1, w-2)) {
		out = append(out, p.st.Dim.Render(cells.Truncate(line, max(0, w), "…")))
	}
	return fitted(out, w, h)
}

// fitted puts lines in the middle of w × h cells, cut where they stick out.
func fitted(lines []string, w, h int) []string {
	w, h = max(0, w), max(0, h)
	blank := strings.Repeat(" ", w)
	lines = lines[:min(len(lines), h)]
	out := make([]string, 0, h)
	for range (h - len(lines)) / 2 {
		out = append(out, blank)
	}
	for _, l := range lines {
		n := cells.Width(l)
		if n > w {
			l, n = box.Fit(l, w), w
		}
		left := (w - n) / 2
		out = append(out, blank[:left]+l+blank[:w-n-left])
	}
	for len(out) < h {
		out = append(out, blank)
	}
	return out
}
