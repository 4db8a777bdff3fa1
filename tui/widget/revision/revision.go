// Package revision draws how the words of one text became those of another.
package revision

import (
	"strings"

	"charm.land/lipgloss/v2"

	"imagine-tui/api/wording/worddiff"
	"imagine-tui/tui/cells"
	"imagine-tui/tui/widget/theme"
)

// Wrapped breaks segments into lines of at most w cells: gone and new words
// have signs beside their colours, so that they are seen without colour.
func Wrapped(st *theme.Styles, segments []worddiff.Segment, w int) []string {
	l := lines{w: w, styles: [...]lipgloss.Style{worddiff.Same: st.Text, worddiff.Gone: st.Bad, worddiff.Added: st.Good}}
	for _, s := range segments {
		spaced := s.Spaced
		for word := range strings.SplitSeq(s.Marked(), " ") {
			l.add(word, spaced, s.Kind)
			spaced = true
		}
	}
	return l.done()
}

// lines collects words into lines.
type lines struct {
	w      int
	styles [3]lipgloss.Style // by kind
	out    []string
	line   strings.Builder
	used   int
	run    strings.Builder // words of one kind, not yet drawn
	kind   worddiff.Kind
}

func (l *lines) add(word string, spaced bool, kind worddiff.Kind) {
	n := cells.Width(word)
	spaced = spaced && l.used > 0
	if l.used > 0 && l.used+n+1 > l.w && (spaced || l.used+n > l.w) {
		l.wrap()
		spaced = false
	}
	l.begin(kind)
	if spaced {
		l.run.WriteByte(' ')
		l.used++
	}
	for n > l.w-l.used { // longer than a line
		size, used := 0, 0
		for size < len(word) {
			one, width := cells.First(word[size:])
			if used+width > l.w-l.used {
				break
			}
			size, used = size+len(one), used+width
		}
		if size == 0 && l.used == 0 { // wider than any line
			return
		}
		l.run.WriteString(word[:size])
		word, n = word[size:], n-used
		l.wrap()
		l.begin(kind)
	}
	l.run.WriteString(word)
	l.used += n
}

// begin starts a run of another kind.
func (l *lines) begin(kind worddiff.Kind) {
	if kind != l.kind {
		l.flush()
		l.kind = kind
	}
}

func (l *lines) flush() {
	if l.run.Len() > 0 {
		l.line.WriteString(l.styles[l.kind].Render(l.run.String()))
		l.run.Reset()
	}
}

func (l *lines) wrap() {
	l.flush()
	l.out = append(l.out, l.line.String())
	l.line.Reset()
	l.used = 0
}

func (l *lines) done() []string {
	l.wrap()
	return l.out
}
