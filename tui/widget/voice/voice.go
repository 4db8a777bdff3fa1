package voice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/box"
)

// Rest is how long there is between two changes that nobody asked for, and between
// two announcements.
const Rest = time.Second

// Voice says one page, and what is announced.
type Voice struct {
	now func() time.Time

	page    Page
	waiting bool      // it says something else by now
	changed time.Time // when something of it changed last
	pressed bool      // a key was, and nothing changed since
	arrived bool      // where it is is said before what is there
	reading int       // which of the further sentences is heard, from 1; 0 for none
	more    []string  // these, while one of them is

	said saying

	// What is written under another number is written anew, whole.
	title, here, told int
	numbers           int
}

// New returns a voice that says nothing yet. now tells the time.
func New(now func() time.Time) *Voice { return &Voice{now: now} }

// Press takes note that a key was pressed: what changes next is shown at once.
func (v *Voice) Press() {
	v.pressed = true
	if v.reading != 0 {
		v.reading, v.more = 0, nil
		v.here = v.number()
	}
}

// Show takes what is to be said now. What changes where one is, and not by one's own
// doing, waits for its turn.
func (v *Voice) Show(p Page) {
	p.Title, p.Here = Spell(p.Title), Spell(p.Here)
	moved := !p.at(&v.page)
	v.waiting = false
	switch {
	case p.same(&v.page):
		v.page.More = p.More
		return
	case !moved && p.Field != nil && !p.Field.same(v.page.Field):
		v.page.Field, v.page.Here = p.Field, p.Here // what is typed is seen at once
		v.Show(p)
		return
	case !moved && (!v.pressed || p.Field != nil) && v.rests(v.changed) > 0:
		v.waiting = true
		return
	}
	before, pressed := v.page, v.pressed
	v.page, v.changed, v.pressed = p, v.now(), false
	if moved && v.reading != 0 {
		v.reading, v.more = 0, nil
	}
	comes := p.Name != before.Name || p.Title != before.Title
	if comes {
		v.title = v.number()
	}
	if comes || pressed { // what changes by itself changes nothing of having just come
		v.arrived = comes
	}
	if moved || comes && p.Field == nil || p.Here != before.Here || (p.Field == nil) != (before.Field == nil) {
		v.here = v.number()
	}
}

func (v *Voice) number() int {
	v.numbers++
	return v.numbers
}

// rests is how long something that changed then stays as it is.
func (v *Voice) rests(since time.Time) time.Duration { return max(0, Rest-v.now().Sub(since)) }

// Read moves on to the next of the further sentences, or back with -1; around the
// last one is where one is.
func (v *Voice) Read(step int) {
	if v.reading == 0 && v.page.More != nil {
		v.more = nil
		lines := v.page.More()
		if v.page.Field == nil {
			lines = append([]string{v.page.Title}, lines...)
		}
		for _, l := range lines {
			if l = Spell(l); l != "" {
				v.more = append(v.more, l)
			}
		}
	}
	n := len(v.more) + 1
	v.reading = (v.reading + step + n) % n
	v.here = v.number()
}

// Say announces something, once what was announced before had its time. What is of
// the same kind as something that waits takes its place.
func (v *Voice) Say(kind, text string) {
	if text = Spell(text); text != "" {
		v.said.add(kind, text)
	}
	v.announce()
}

// Unsay drops what waits of a kind: it is over.
func (v *Voice) Unsay(kind string) { v.said.drop(kind) }

// announce takes what waits for its turn, if it is that.
func (v *Voice) announce() {
	if len(v.said.waiting) > 0 && v.rests(v.said.at) == 0 {
		v.said.take(v.now())
		v.told = v.number()
	}
}

// Again says once more what was announced last.
func (v *Voice) Again() {
	v.said.again(v.now())
	v.told = v.number()
}

// Due tells how long it is until something that waits may be shown; false where
// nothing waits.
func (v *Voice) Due() (time.Duration, bool) {
	v.announce()
	var due []time.Duration
	if v.waiting {
		due = append(due, v.rests(v.changed))
	}
	if len(v.said.waiting) > 0 {
		due = append(due, v.rests(v.said.at))
	}
	if len(due) == 0 {
		return 0, false
	}
	return slices.Min(due), true
}

// Lines returns what is to be on a screen of w × h cells, and where the cursor is.
func (v *Voice) Lines(w, h int) ([]string, *tea.Cursor) {
	w, h = max(1, w), max(1, h)
	here, x, y, field := v.standing(w)
	room := max(0, h-len(here))
	said := cells.Wrap(v.said.text, w)
	if v.said.text == "" {
		said = nil
	}
	said = said[:min(len(said), room)]
	var title []string
	if field {
		title = cells.Wrap(v.page.Title, w)
		title = title[:min(len(title), room-len(said))]
	}
	out := make([]string, h)
	for i, l := range title {
		out[i] = marked(l, v.title)
	}
	for i, l := range here[:min(len(here), h)] {
		out[len(title)+i] = marked(l, v.here)
	}
	for i, l := range said {
		out[h-len(said)+i] = marked(l, v.told)
	}
	for i, l := range out {
		out[i] = l + strings.Repeat(" ", max(0, w-cells.Width(l)))
	}
	c := box.OnRow(min(x, w-1), min(len(title)+y, h-1))
	if field {
		c.Shape = tea.CursorBar
	}
	return out, c
}

// standing are the lines of where one is, and where the cursor is in them.
func (v *Voice) standing(w int) (lines []string, x, y int, field bool) {
	f := v.page.Field
	switch {
	case v.reading > 0 && v.reading <= len(v.more):
		return cells.Wrap(v.more[v.reading-1], w), 0, 0, false
	case f == nil || len(f.Lines) == 0:
		return cells.Wrap(v.sentence(), w), 0, 0, false
	}
	if len(f.Lines) > 1 {
		for _, l := range f.Lines {
			lines = append(lines, cells.Cut(cover(l), 0, w))
		}
		return lines, f.X, f.Y, true
	}
	lines, x, y = folded(cover(f.Lines[0]), w, f.X)
	return lines, x, y, true
}

// folded is a line that goes on in the next where it is wider than w cells, and where a
// column of it is then.
func folded(text string, w, column int) (lines []string, x, y int) {
	var line strings.Builder
	used, all := 0, 0 // cells of the line, and of all before it
	for text != "" {
		character, width := cells.First(text)
		if character == "" {
			break
		}
		text = text[len(character):]
		if width > w {
			continue
		}
		if used+width > w {
			lines = append(lines, line.String())
			line.Reset()
			used = 0
		}
		if all <= column {
			x, y = used, len(lines)
		}
		line.WriteString(character)
		used, all = used+width, all+width
	}
	lines = append(lines, line.String())
	if column >= all { // behind the end
		x, y = used, len(lines)-1
		if used >= w {
			lines, x, y = append(lines, ""), 0, len(lines)
		}
	}
	return lines, x, y
}

// sentence says where one is, and before that in what, as long as one has just come
// there.
func (v *Voice) sentence() string {
	switch title := v.page.Title; {
	case !v.arrived || title == "":
		return v.page.Here
	case strings.ContainsAny(title[len(title)-1:], ".:?!"):
		return title + " " + v.page.Here
	default:
		return title + ". " + v.page.Here
	}
}

// marked is a line that differs in every letter from the same line under another
// number, by a colour that is never sent: Voice needs a screen of no colours.
func marked(line string, number int) string {
	if line == "" {
		return ""
	}
	line = strings.Map(func(r rune) rune {
		if Unsaid(r) { // it stands for what terminals differ over, in one cell
			return '*'
		}
		return r
	}, line)
	return fmt.Sprintf("\x1b[38;2;%d;%d;%dm%s\x1b[m", number>>16&0xff, number>>8&0xff, number&0xff, line)
}
