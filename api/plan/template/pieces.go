package template

import (
	"strconv"
	"strings"
)

// pieces collects the parts of a sequence, text joined to text.
type pieces struct {
	parts []node
	open  strings.Builder
}

func (b *pieces) text(s string) { b.open.WriteString(s) }

func (b *pieces) add(n node) {
	b.flush()
	b.parts = append(b.parts, n)
}

func (b *pieces) flush() {
	if b.open.Len() > 0 {
		b.parts = append(b.parts, literal(b.open.String()))
		b.open.Reset()
	}
}

// endsInBlank says whether the last thing collected is a blank.
func (b *pieces) endsInBlank() bool {
	s := b.open.String()
	return s != "" && strings.IndexByte(" \t\n", s[len(s)-1]) >= 0
}

// trimBlanks drops blanks, but no line break, from the end of the last text.
func (b *pieces) trimBlanks() {
	s := b.open.String()
	if t := strings.TrimRight(s, " \t"); t != s {
		b.open.Reset()
		b.open.WriteString(t)
	}
}

func (b *pieces) node() node {
	b.flush()
	switch len(b.parts) {
	case 0:
		return literal("")
	case 1:
		return b.parts[0]
	default:
		s := &sequence{parts: b.parts}
		for _, part := range s.parts {
			s.vary = s.vary || part.varies()
		}
		return s
	}
}

// trimLayout drops white space at the ends of an alternative where it holds a
// line break: it is there for the eye.
func trimLayout(n node) node {
	return trimEnds(n, func(white string) bool { return strings.Contains(white, "\n") })
}

// trimEnds drops the white space at either end of n that drop says yes to.
func trimEnds(n node, drop func(white string) bool) node {
	switch n := n.(type) {
	case literal:
		return literal(trimEnd(trimStart(string(n), drop), drop))
	case *sequence:
		first, last := 0, len(n.parts)-1
		if l, ok := n.parts[first].(literal); ok {
			n.parts[first] = literal(trimStart(string(l), drop))
		}
		if l, ok := n.parts[last].(literal); ok {
			n.parts[last] = literal(trimEnd(string(l), drop))
		}
	}
	return n
}

func trimStart(s string, drop func(string) bool) string {
	t := strings.TrimLeft(s, " \t\r\n")
	if drop(s[:len(s)-len(t)]) {
		return t
	}
	return s
}

func trimEnd(s string, drop func(string) bool) string {
	t := strings.TrimRight(s, " \t\r\n")
	if drop(s[len(t):]) {
		return t
	}
	return s
}

// numbers reads {1..5}, of the choice c, m being the parts of numbersRE.
func (p *parser) numbers(b *pieces, c *choice, open int, m []string) {
	p.at += len(m[0])
	p.blank = false
	from, errFrom := strconv.ParseInt(m[1], 10, 64)
	to, errTo := strconv.ParseInt(m[2], 10, 64)
	step := int64(1)
	var errStep error
	if m[3] != "" {
		step, errStep = strconv.ParseInt(m[3], 10, 64)
	}
	switch {
	case errFrom != nil || errTo != nil || errStep != nil:
		p.mistake(open, "the numbers are too large")
		return
	case step == 0:
		p.mistake(open, "a step of 0 never reaches the end")
		return
	}
	r := &numbers{from: from, step: step}
	if from > to {
		r.step = -step
	}
	r.n = (to-from)/r.step + 1
	if padded(m[1]) || padded(m[2]) {
		r.width = max(len(m[1]), len(m[2]))
	}
	if c.sampler == 0 {
		b.add(r)
		return
	}
	c.options = []option{{node: r, weight: 1}}
	c.vary = c.leaves()
	b.add(c)
}

// padded says whether a number is written with zeros in front.
func padded(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return len(s) > 1 && s[0] == '0'
}
