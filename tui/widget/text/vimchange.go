package text

import "strings"

// change does what is no motion. It tells whether a letter is any of that.
func (v *Vim) change(r rune, n int) bool {
	a := v.area
	at := a.cursor
	switch r {
	case 'i':
		v.normal = false
	case 'I':
		v.insertAt(firstLetter(a.s, a.lineStart(at)))
	case 'a':
		v.insertAt(min(a.lineEnd(at), next(a.s, at)))
	case 'A':
		v.insertAt(a.lineEnd(at))
	case 'o':
		v.insertAt(a.lineEnd(at))
		a.Insert("\n")
	case 'O':
		v.insertAt(a.lineStart(at))
		a.Insert("\n")
		a.moveTo(a.lineStart(at), false)
	case 'x', 's':
		v.take(map[rune]rune{'x': 'd', 's': 'c'}[r], at, v.sideways('l', n))
	case 'X':
		v.take('d', v.sideways('h', n), at)
	case 'D':
		v.take('d', at, a.lineEnd(at))
	case 'C':
		v.take('c', at, a.lineEnd(at))
	case 'Y':
		v.operateLines('y', n-1)
	case 'p', 'P':
		v.put(r, n)
	case 'u':
		for range n {
			if !v.Undo() {
				break
			}
		}
	default:
		return false
	}
	return true
}

func (v *Vim) insertAt(at int) {
	v.area.goal = -1
	v.area.moveTo(at, false)
	v.normal = false
}

// operate does an operator with n times a motion.
func (v *Vim) operate(op, r rune, n int, counted bool) {
	a := v.area
	at := a.cursor
	if op == 'c' && r == 'w' && class(a.s, at) != 0 {
		v.changeWord(n)
		return
	}
	to, goes, is := v.motion(r, n, counted)
	switch {
	case !is:
		return
	case goes == wholeLine:
		if to == at && (r == 'j' || r == 'k') {
			return // there is no such line
		}
		v.takeLines(op, a.lineStart(min(at, to)), a.lineEnd(max(at, to)))
		return
	case goes == onto:
		to = next(a.s, to)
	}
	from := min(at, to)
	to = max(at, to)
	if r == 'w' {
		if end := strings.IndexByte(a.s[from:to], '\n'); end > 0 {
			to = from + end // the last word of a line takes no line with it
		}
	}
	v.take(op, from, to)
}

// changeWord changes n words without the space behind them.
func (v *Vim) changeWord(n int) {
	s, at := v.area.s, v.area.cursor
	end := at
	for n > 0 && end < len(s) {
		kind := class(s, end)
		for end < len(s) && class(s, end) == kind {
			end = next(s, end)
		}
		if n--; n > 0 {
			end = spaceOn(s, end)
		}
	}
	v.take('c', at, end)
}

// operateLines does an operator to this line and so many below.
func (v *Vim) operateLines(op rune, more int) {
	a := v.area
	v.takeLines(op, a.lineStart(a.cursor), a.lineEnd(v.down(more)))
}

// take keeps a part of the text, and deletes it where the operator does.
func (v *Vim) take(op rune, from, to int) {
	a := v.area
	v.kept = kept{text: a.s[from:to]}
	a.goal = -1
	a.moveTo(from, false)
	if op == 'y' {
		return
	}
	if from < to {
		a.replace(from, to, "", whole)
	}
	v.normal = op != 'c'
}

// takeLines keeps whole lines, and deletes them where the operator does.
func (v *Vim) takeLines(op rune, from, to int) {
	a := v.area
	v.kept = kept{text: a.s[from:to], lines: true}
	lines := v.kept
	switch {
	case op == 'y':
		a.moveTo(from, false)
		return
	case op == 'c':
		v.take(op, from, to)
	case to < len(a.s):
		v.take(op, from, to+1)
	default:
		v.take(op, max(0, from-1), to) // and the end of the line before
	}
	if op == 'd' {
		a.moveTo(firstLetter(a.s, a.lineStart(a.cursor)), false)
	}
	v.kept = lines
}

// put puts what was kept behind the cursor, or before it, n times.
func (v *Vim) put(r rune, n int) {
	a := v.area
	text := v.kept.text
	if text == "" && !v.kept.lines {
		return
	}
	n = min(n, 1+maxPut/max(1, len(text)))
	switch {
	case v.kept.lines && r == 'p':
		at := a.lineEnd(a.cursor)
		a.moveTo(at, false)
		a.Insert(strings.Repeat("\n"+text, n))
		a.moveTo(min(len(a.s), at+1), false)
	case v.kept.lines:
		at := a.lineStart(a.cursor)
		a.moveTo(at, false)
		a.Insert(strings.Repeat(text+"\n", n))
		a.moveTo(at, false)
	default:
		if r == 'p' {
			a.moveTo(min(a.lineEnd(a.cursor), next(a.s, a.cursor)), false)
		}
		a.Insert(strings.Repeat(text, n))
		a.moveTo(prev(a.s, a.cursor), false)
	}
}

// maxPut bounds, in bytes, what one command puts in.
const maxPut = 256 << 10
