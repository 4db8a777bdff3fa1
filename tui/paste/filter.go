// Package paste guards what is pasted on its way from the terminal. A terminal
// puts a mark before and one after it, and what is pasted can hold such marks
// itself: whatever follows would then count as typed, and an enter among it
// would send. And a paste that is cut off, by a line that broke, has no end:
// everything typed after it would count as pasted, and nothing would be heard.
package paste

import (
	"bytes"
	"errors"
	"time"
	"unicode/utf8"
)

// ErrGone says that the terminal is not there any more: it was closed, or the
// line to it broke.
var ErrGone = errors.New("the terminal is gone")

const (
	startMark = "\x1b[200~"
	endMark   = "\x1b[201~"

	// byHand is the time between keys, even of one that is held down.
	byHand = 20 * time.Millisecond
	// stalled is how long a paste may pause. After it a single key ends it.
	stalled = time.Second
	// resumed is how long after that the rest of it may still arrive.
	resumed = 10 * time.Second
	// maxTail is how much may follow an end mark at once and still be typed.
	maxTail = 512
	// maxSequence is how long an escape sequence can be that matters.
	maxSequence = 64
)

// mode is what arrives.
type mode int

const (
	// typed is everything but pastes.
	typed mode = iota
	// pasted is what stands between the marks.
	pasted
	// ended is a paste whose end mark came: what follows at once is part of
	// it, and the mark was, too.
	ended
)

// Filter takes bytes as a terminal sends them, and gives them back with one
// mark before and one after each paste, and no escape sequences between.
type Filter struct {
	mode mode
	// now is when bytes arrived last, pasted when some did of a paste that
	// nobody can have typed.
	now, pasted time.Time
	out         []byte
	// head is what was typed last that could be the beginning of a start mark.
	head []byte
	// tail is what followed an end mark.
	tail []byte
	// content takes the escape sequences out of a paste.
	content stripper
	// suspect is until when the rest of a paste may come that had to be ended.
	suspect time.Time
}

// Take takes what arrived.
func (f *Filter) Take(chunk []byte, now time.Time) {
	slow := now.Sub(f.now) >= byHand
	f.now = now
	switch f.mode {
	case pasted:
		key := slow && fromKeys(chunk)
		if key && now.Sub(f.pasted) > stalled {
			f.giveUp(chunk)
			return
		}
		if !key {
			f.pasted = now
		}
		f.paste(chunk)
	case ended:
		f.follow(chunk)
	case typed:
		f.typed(chunk)
	}
}

// Waiting tells whether an end mark is held back: Quiet has to be called if
// nothing more arrives at once.
func (f *Filter) Waiting() bool { return f.mode == ended }

// Quiet says that nothing followed an end mark. What came with it was typed, by
// somebody quick or over a slow line, but for an enter: that could send.
func (f *Filter) Quiet() {
	if f.mode != ended {
		return
	}
	enter := bytes.LastIndexAny(f.tail, "\r\n") + 1
	rest := bytes.Clone(f.tail[enter:])
	f.keep(f.tail[:enter])
	f.close()
	f.typed(rest)
}

// More says that there is no time to wait for what follows: it does follow, so
// the end mark was part of the paste.
func (f *Filter) More() {
	if f.mode == ended {
		f.keep(f.tail)
		f.tail, f.mode = nil, pasted
	}
}

// Again says that somebody else reads from here on, who does not know that a paste
// has begun: its mark is given once more, or what is left of it would be typed.
func (f *Filter) Again() {
	f.head = nil
	if f.mode != typed {
		f.out = append(f.out, startMark...)
		f.content = stripper{}
	}
}

// Out returns what is to be passed on, and forgets it.
func (f *Filter) Out() []byte {
	out := f.out
	f.out = nil
	return out
}

func (f *Filter) open() {
	f.out = append(f.out, startMark...)
	f.pasted = f.now
	f.mode, f.suspect, f.head, f.content = pasted, time.Time{}, nil, stripper{}
}

func (f *Filter) close() {
	f.out = append(f.out, endMark...)
	f.mode, f.tail, f.content = typed, nil, stripper{}
}

// keep passes on what is part of a paste, marks or not.
func (f *Filter) keep(b []byte) {
	for len(b) > 0 {
		n, _ := f.content.take(b, &f.out)
		b = b[n:]
	}
}

// paste passes on what is pasted, up to an end mark.
func (f *Filter) paste(b []byte) {
	for len(b) > 0 {
		n, end := f.content.take(b, &f.out)
		b = b[n:]
		if end {
			f.mode = ended
			f.follow(b)
			return
		}
	}
}

// follow looks at what follows an end mark: with another one it was pasted.
func (f *Filter) follow(b []byte) {
	f.tail = append(f.tail, b...)
	if at := bytes.LastIndex(f.tail, []byte(endMark)); at >= 0 {
		f.keep(f.tail[:at])
		f.content = stripper{}
		f.tail = bytes.Clone(f.tail[at+len(endMark):])
	}
	if len(f.tail) > maxTail {
		f.More()
	}
}

// typed passes on what is typed, up to a paste.
func (f *Filter) typed(b []byte) {
	head := f.head
	f.head = nil
	b = append(bytes.Clone(head), b...)
	start, end := bytes.Index(b, []byte(startMark)), bytes.Index(b, []byte(endMark))
	switch {
	case end >= 0 && end < len(head) && (start < 0 || end < start):
		// Most of a mark without a paste is out already: the rest follows.
		end += len(endMark)
		f.out = append(f.out, b[len(head):end]...)
		f.typed(b[end:])
	case end >= 0 && (start < 0 || end < start):
		// The rest of a paste that seemed to be over.
		f.open()
		f.paste(b[len(head):])
	case start >= 0:
		f.out = append(f.out, b[len(head):max(start, len(head))]...)
		f.startAt(b[start+len(startMark):], len(head)-start)
	case f.now.Before(f.suspect) && !fromKeys(b[len(head):]):
		f.open()
		f.paste(b[len(head):])
	default:
		f.out = append(f.out, b[len(head):]...)
		f.head = bytes.Clone(b[len(b)-beginning(b):])
	}
}

// startAt begins a paste of whose mark some bytes were passed on already.
func (f *Filter) startAt(b []byte, passed int) {
	before := len(f.out)
	f.open()
	if passed > 0 {
		f.out = append(f.out[:before], startMark[passed:]...)
	}
	f.paste(b)
}

// giveUp ends a paste that has no end, for a key that was pressed after it. An
// enter becomes part of it: it may be the rest of what was pasted.
func (f *Filter) giveUp(key []byte) {
	if len(key) > 0 && (key[0] == '\r' || key[0] == '\n') {
		f.keep(key)
		key = nil
	}
	f.close()
	f.suspect = f.now.Add(resumed)
	f.typed(key)
}

// beginning returns how many bytes at the end of b could begin a start mark.
func beginning(b []byte) int {
	for n := min(len(b), len(startMark)-1); n > 0; n-- {
		if bytes.HasPrefix([]byte(startMark), b[len(b)-n:]) {
			return n
		}
	}
	return 0
}

// fromKeys tells whether b may be what a key sent, or the mouse: it has one
// character beside escape sequences at most.
func fromKeys(b []byte) bool {
	var s stripper
	var left []byte
	for n := 0; n < len(b); {
		took, _ := s.take(b[n:], &left)
		n += took
	}
	return utf8.RuneCount(left) < 2
}
