package text

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"imagine-tui/tui/action"
)

// Vim edits an area as people know it from vi: letters are commands in normal mode,
// and text in insert mode, in which it begins. It has motions (h j k l w b e 0 ^ $ gg
// G), operators with them or doubled (d c y), what vi has for the commonest of those
// (x X s D C Y i I a A o O p P u), and counts. What it does to the text is the
// area's, with its undo: one command, or one insertion, is one step of u.
type Vim struct {
	area   *Area
	normal bool

	count   int  // what was typed before the command, 0 for nothing
	op      rune // the operator that waits for its motion, 0 for none
	times   int  // what was typed before the operator
	pending bool // g was typed

	kept  kept
	group int    // where in the history the change began that is under way
	done  []span // of the history, that are taken back together
}

// kept is what was deleted or yanked last.
type kept struct {
	text  string
	lines bool
}

// span is a part of the history.
type span struct{ from, to int }

// NewVim returns an editor of an area, in insert mode.
func NewVim(a *Area) *Vim { return &Vim{area: a} }

// Normal tells whether letters are commands.
func (v *Vim) Normal() bool { return v.normal }

// Mode is what the person is to know: the mode, and what waits for more.
func (v *Vim) Mode() string {
	if !v.normal {
		return "insert"
	}
	waits := ""
	if v.op != 0 {
		waits = string(v.op)
	}
	if v.pending {
		waits += "g"
	}
	return strings.TrimSpace("normal " + waits)
}

// Insert goes to insert mode.
func (v *Vim) Insert() {
	if v.normal {
		v.begin()
	}
	v.normal = false
	v.forget()
}

// Escape goes to normal mode, or gives up a command that waits for more. It tells
// whether there was any of that.
func (v *Vim) Escape() bool {
	switch {
	case !v.normal:
		a := v.area
		v.end()
		v.normal = true
		a.moveTo(max(a.lineStart(a.cursor), prev(a.s, a.cursor)), false)
		a.Reveal()
	case v.op != 0 || v.count > 0 || v.pending:
	default:
		return false
	}
	v.forget()
	return true
}

// forget gives up what was typed of a command.
func (v *Vim) forget() { v.count, v.op, v.times, v.pending = 0, 0, 0, false }

// Press does what a key means. It reports whether it meant something.
func (v *Vim) Press(k tea.KeyPressMsg) bool {
	switch {
	case !v.normal:
		return v.area.Press(k)
	case k.Text == "":
		v.forget()
		defer v.settle()
		if action.EditOf(k) == action.Backspace {
			v.area.moveTo(prev(v.area.s, v.area.cursor), false)
			return true
		}
		return v.area.Press(k)
	}
	for _, r := range k.Text {
		v.command(r)
	}
	return true
}

// settle keeps the cursor on a letter: behind the last one of a line it stands in
// insert mode alone.
func (v *Vim) settle() {
	a := v.area
	if at := a.cursor; v.normal && at == a.lineEnd(at) && at > a.lineStart(at) {
		a.moveTo(prev(a.s, at), false)
	}
	a.Reveal()
}

// most is the highest count; more is nobody's.
const most = 9999

// command takes in a letter of a command, and does it when it is whole.
func (v *Vim) command(r rune) {
	defer v.settle()
	switch {
	case r >= '1' && r <= '9', r == '0' && v.count > 0:
		v.count = min(most, v.count*10+int(r-'0'))
		return
	case r == 'g' && !v.pending:
		v.pending = true
		return
	case v.pending && r != 'g':
		v.forget() // no other begins with g here
		return
	case v.op == 0 && strings.ContainsRune("dcy", r):
		v.op, v.times, v.count = r, v.count, 0
		return
	}
	n, counted := min(most, max(1, v.count)*max(1, v.times)), v.count > 0 || v.times > 0
	op := v.op
	v.forget()
	v.begin()
	switch {
	case op != 0 && r == op:
		v.operateLines(op, n-1)
	case op != 0:
		v.operate(op, r, n, counted)
	case v.change(r, n):
	default:
		if to, _, is := v.motion(r, n, counted); is {
			v.move(r, to, n)
		}
	}
	if v.normal {
		v.end()
	}
}

// move moves the cursor; up and down keep their column.
func (v *Vim) move(r rune, to, n int) {
	a := v.area
	if r != 'j' && r != 'k' {
		a.goal = -1
		a.moveTo(to, false)
		return
	}
	by := 1
	if r == 'k' {
		by = -1
	}
	for range min(n, a.Lines()) {
		a.vertical(by, false)
	}
}

// begin notes where in the history a change begins, end that it is one.
func (v *Vim) begin() {
	v.area.history.seal()
	v.group = v.area.history.now
}

func (v *Vim) end() {
	if now := v.area.history.now; now > v.group+1 {
		v.done = append(v.done, span{v.group, now})
		v.done = v.done[max(0, len(v.done)-maxSteps):]
	}
	v.group = v.area.history.now
	v.area.history.seal()
}

// Undo takes the last change back, Redo makes it again: a command or an insertion
// is one.
func (v *Vim) Undo() bool {
	return v.step(v.area.Undo, func(s span) (at, to int) { return s.to, s.from })
}

// Redo makes the last change that was taken back again.
func (v *Vim) Redo() bool {
	return v.step(v.area.Redo, func(s span) (at, to int) { return s.from, s.to })
}

func (v *Vim) step(one func() bool, way func(span) (at, to int)) bool {
	h := &v.area.history
	if !v.normal {
		v.end()
	}
	to := -1
	for _, s := range v.done {
		if at, end := way(s); at == h.now {
			to = end
		}
	}
	did := one()
	for did && to >= 0 && h.now != to && one() {
	}
	v.group = h.now
	v.settle()
	return did
}
