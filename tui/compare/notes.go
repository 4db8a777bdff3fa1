package compare

import (
	"strings"

	"imagine-tui/api/wording/worddiff"
	"imagine-tui/tui/action"
	"imagine-tui/tui/widget/box"
	"imagine-tui/tui/widget/revision"
)

// notes is what differs between two sides, laid out.
type notes struct {
	title string
	lines []string
	// short is the same on one line, without a border.
	short string
}

// nameW is the width of the settings' names.
const nameW = 9

// laidOut returns what differs, for the width of the screen.
func (p *Pane) laidOut() *notes {
	if p.notes == nil {
		p.notes = p.layOut(max(1, p.w-4))
	}
	return p.notes
}

func (p *Pane) layOut(w int) *notes {
	n := &notes{title: "Differences"}
	if len(p.sides) < 2 {
		return n
	}
	j := p.against()
	a, b := p.sides[0], p.sides[j]
	if len(p.sides) > 2 {
		n.title += ": " + letter(0) + " → " + letter(j)
	}
	var short []string
	add := func(name string, lines []string) {
		short = append(short, p.st.Dim.Render(name)+" "+lines[0])
		for k, l := range lines {
			head := ""
			if k == 0 {
				head = name
			}
			n.lines = append(n.lines, p.st.Dim.Render(box.Fit(head, min(nameW, w)))+l)
		}
	}
	room := max(1, w-nameW)
	if a.Text != b.Text {
		segments, known := p.prompts.known[[2]string{a.Text, b.Text}]
		if !known {
			add("prompt", []string{p.st.Dim.Render("comparing…")})
		} else {
			add("prompt", revision.Wrapped(p.st, condensed(segments), room))
		}
	}
	for _, c := range changes(a, b) {
		add(c.name, []string{p.st.Bad.Render(orNone(c.before)) + " → " + p.st.Good.Render(orNone(c.after))})
	}
	if len(n.lines) == 0 {
		n.lines = []string{p.st.Dim.Render("Nothing: two takes of the same request.")}
		short = n.lines
	}
	n.short = strings.Join(short, " · ")
	return n
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// letter names a side by its place.
func letter(i int) string { return string(rune('A' + i)) }

const (
	contextWords = 5  // kept of what is the same, before and after a change
	foldedWords  = 14 // from so many on, words that are the same are left out
)

// condensed leaves out words that are the same far from any change.
func condensed(segments []worddiff.Segment) []worddiff.Segment {
	out := make([]worddiff.Segment, 0, len(segments))
	for i, s := range segments {
		words := strings.Split(s.Text, " ")
		if s.Kind == worddiff.Same && len(words) >= foldedWords {
			head, tail := words[:contextWords], words[len(words)-contextWords:]
			if i == 0 {
				head = nil
			}
			if i == len(segments)-1 {
				tail = nil
			}
			s.Text = strings.TrimSpace(strings.Join(head, " ") + " … " + strings.Join(tail, " "))
		}
		out = append(out, s)
	}
	return out
}

// draw returns the notes in n lines of exactly w cells.
func (p *Pane) drawNotes(n, w int) []string {
	d := p.laidOut()
	switch n {
	case 0:
		return nil
	case 1:
		return []string{box.Fit(" "+d.short, w)}
	}
	rows := n - 2
	p.top = max(0, min(p.top, len(d.lines)-rows))
	f := box.Frame{Title: d.title}
	if len(d.lines) > rows {
		scroll := p.acts.Together(action.Compare, "more", action.MoveDown, action.MoveUp)
		f.Footer, f.Where = scroll.Key+" "+scroll.Desc, box.Span(p.top, rows, len(d.lines))
	}
	var body []string
	for _, l := range d.lines[p.top:min(len(d.lines), p.top+rows)] {
		body = append(body, " "+l)
	}
	return box.Draw(p.st, f, body, w, n)
}
