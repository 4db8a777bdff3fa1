package text

import (
	"unicode"
	"unicode/utf8"
)

// kind says which changes belong together when they are taken back.
type kind int

const (
	whole   kind = iota // a step of its own: a paste, a deleted word
	typed               // letters of a word
	erased              // backspace after backspace
	removed             // delete after delete
	swapped             // one text instead of another, see Swap
)

// step is one change: at byte at, old gave way to added.
type step struct {
	at            int
	old, added    string
	before, after int // cursor
	kind          kind
}

const (
	maxSteps = 1000
	// maxUndoBytes bounds the text kept for undo; the oldest steps go first.
	maxUndoBytes = 8 << 20
)

// history is the way back and forth. Steps before now were made, the others
// were taken back.
type history struct {
	steps  []step
	now    int
	bytes  int
	sealed bool // the next change is a step of its own
}

// seal ends the step that is being made.
func (h *history) seal() { h.sealed = true }

func (h *history) add(st step) {
	for _, gone := range h.steps[h.now:] {
		h.bytes -= len(gone.old) + len(gone.added)
	}
	h.steps = h.steps[:h.now]
	h.bytes += len(st.old) + len(st.added)
	if h.now > 0 && !h.sealed && h.steps[h.now-1].join(st) {
		h.trim()
		return
	}
	h.sealed = false
	h.steps = append(h.steps, st)
	h.now++
	h.trim()
}

// join makes next a part of st if the two are taken back together.
func (st *step) join(next step) bool {
	if st.kind != next.kind {
		return false
	}
	switch st.kind {
	case typed:
		if next.at != st.at+len(st.added) || startsWord(st.added, next.added) {
			return false
		}
		st.added += next.added
	case erased:
		if next.at+len(next.old) != st.at {
			return false
		}
		st.old, st.at = next.old+st.old, next.at
	case removed:
		if next.at != st.at {
			return false
		}
		st.old += next.old
	case swapped:
		if next.at != st.at || len(next.old) != len(st.added) {
			return false
		}
		st.added = next.added
	default:
		return false
	}
	st.after = next.after
	return true
}

// startsWord tells whether next begins a new word or line behind text.
func startsWord(text, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	return unicode.IsSpace(last) && !unicode.IsSpace(first)
}

// trim forgets the oldest steps when there are too many.
func (h *history) trim() {
	drop := 0
	for drop < h.now-1 && (h.now-drop > maxSteps || h.bytes > maxUndoBytes) {
		h.bytes -= len(h.steps[drop].old) + len(h.steps[drop].added)
		drop++
	}
	if drop > 0 {
		h.steps = append([]step(nil), h.steps[drop:]...)
		h.now -= drop
	}
}

func (h *history) undo() (step, bool) {
	if h.now == 0 {
		return step{}, false
	}
	h.now--
	h.sealed = true
	return h.steps[h.now], true
}

func (h *history) redo() (step, bool) {
	if h.now == len(h.steps) {
		return step{}, false
	}
	h.now++
	h.sealed = true
	return h.steps[h.now-1], true
}
