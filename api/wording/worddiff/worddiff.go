// Package worddiff says which words of one text are gone in another, and
// which are new.
package worddiff

import (
	"slices"
	"strings"
)

// Kind says where the words of a segment stand.
type Kind int

// Kinds of segments.
const (
	Same  Kind = iota // in both texts
	Gone              // only in the first
	Added             // only in the second
)

// Segment is a stretch of words of one kind. White space within and before it
// is a single space, whatever the texts have.
type Segment struct {
	Kind Kind
	Text string
	// Spaced says that a space stands before the segment.
	Spaced bool
}

// Diff compares two texts word by word. Punctuation marks, and characters of
// scripts that put no spaces between words, count as words of their own; white
// space does not count. Two segments that follow one another are never of one
// kind; of a replacement, what is gone comes first.
func Diff(before, after string) []Segment {
	words := map[string]int{}
	a, b := tokens(before, words), tokens(after, words)
	keepA, keepB := common(a, b)
	var out []Segment
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		from := [2]int{i, j}
		for i < len(a) && !keepA[i] {
			i++
		}
		for j < len(b) && !keepB[j] {
			j++
		}
		out = appendSegment(out, Gone, a[from[0]:i])
		out = appendSegment(out, Added, b[from[1]:j])
		start := j
		for i < len(a) && j < len(b) && keepA[i] && keepB[j] {
			i, j = i+1, j+1
		}
		out = appendSegment(out, Same, b[start:j])
	}
	return out
}

func appendSegment(out []Segment, kind Kind, part []token) []Segment {
	if len(part) == 0 {
		return out
	}
	var text strings.Builder
	for i, t := range part {
		if i > 0 && t.spaced {
			text.WriteByte(' ')
		}
		text.WriteString(t.text)
	}
	s := Segment{Kind: kind, Text: text.String(), Spaced: part[0].spaced}
	if n := len(out); n > 0 && kind == Added && out[n-1].Kind == Gone {
		s.Spaced = true // [-old-] {+new+} is read more easily than [-old-]{+new+}
	}
	return append(out, s)
}

// Marked writes segments as one text: [-gone-] and {+added+}. Such signs in
// the texts themselves are left as they are.
func Marked(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		if s.Spaced {
			b.WriteByte(' ')
		}
		b.WriteString(s.Marked())
	}
	return b.String()
}

// Marked returns the segment's text between the signs of its kind.
func (s Segment) Marked() string {
	switch s.Kind {
	case Gone:
		return "[-" + s.Text + "-]"
	case Added:
		return "{+" + s.Text + "+}"
	case Same:
	}
	return s.Text
}

// common marks the words of a longest common subsequence of a and b, or of a
// long one where the longest would take too much time to find.
func common(a, b []token) (keepA, keepB []bool) {
	keepA, keepB = make([]bool, len(a)), make([]bool, len(b))
	c := comparison{a: a, b: b, keepA: keepA, keepB: keepB}
	c.compare(0, len(a), 0, len(b))
	return keepA, keepB
}

// comparison marks what two texts have in common.
type comparison struct {
	a, b         []token
	keepA, keepB []bool
}

func (c *comparison) same(i, j int) bool { return c.a[i].word == c.b[j].word }

func (c *comparison) keep(i, j int) { c.keepA[i], c.keepB[j] = true, true }

// compare marks what a[i:iEnd] and b[j:jEnd] have in common.
func (c *comparison) compare(i, iEnd, j, jEnd int) {
	for i < iEnd && j < jEnd && c.same(i, j) {
		c.keep(i, j)
		i, j = i+1, j+1
	}
	for i < iEnd && j < jEnd && c.same(iEnd-1, jEnd-1) {
		iEnd, jEnd = iEnd-1, jEnd-1
		c.keep(iEnd, jEnd)
	}
	if i == iEnd || j == jEnd || c.shortest(i, iEnd, j, jEnd) {
		return
	}
	// Too different to find the best. Words that are there once in each text
	// hold the texts together; without any, all is replaced.
	for _, p := range c.anchors(i, iEnd, j, jEnd) {
		c.compare(i, p[0], j, p[1])
		c.keep(p[0], p[1])
		i, j = p[0]+1, p[1]+1
		if i == iEnd || j == jEnd {
			return
		}
	}
}

// maxEdits is how many words may differ for the shortest difference to be
// looked for: time and memory grow with its square.
const maxEdits = 1024

// shortest marks a longest common subsequence, found by Myers' greedy
// algorithm ("An O(ND) Difference Algorithm", 1986). It returns false, and
// marks nothing, when there are more than maxEdits differences.
func (c *comparison) shortest(i0, iEnd, j0, jEnd int) bool {
	n, m := iEnd-i0, jEnd-j0
	limit := min(maxEdits, n+m)
	furthest := make([]int32, 2*limit+2) // by diagonal; limit is the middle
	var trace [][]int32
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			var x int32
			if k == -d || k != d && furthest[limit+k-1] < furthest[limit+k+1] {
				x = furthest[limit+k+1]
			} else {
				x = furthest[limit+k-1] + 1
			}
			y := x - int32(k)
			for int(x) < n && int(y) >= 0 && int(y) < m && int(x) >= 0 && c.same(i0+int(x), j0+int(y)) {
				x, y = x+1, y+1
			}
			furthest[limit+k] = x
			if int(x) >= n && int(y) >= m {
				c.walkBack(trace, i0, j0, n, m)
				return true
			}
		}
		trace = append(trace, slices.Clone(furthest[limit-d:limit+d+1]))
	}
	return false
}

// walkBack marks what lies on the way that shortest found. trace[d] holds the
// furthest places after d edits, for the diagonals -d to d.
func (c *comparison) walkBack(trace [][]int32, i0, j0, x, y int) {
	for d := len(trace); d > 0; d-- {
		k, last := x-y, trace[d-1]
		at := func(k int) int {
			if k < -(d-1) || k > d-1 {
				return -1
			}
			return int(last[k+d-1])
		}
		from := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from = k + 1
		}
		fromX := at(from)
		fromY := fromX - from
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			c.keep(i0+x, j0+y)
		}
		x, y = fromX, fromY
	}
	for x > 0 && y > 0 {
		x, y = x-1, y-1
		c.keep(i0+x, j0+y)
	}
}
