package template

import (
	"math/big"

	"imagine-tui/api/pattern"
)

// insideRE is where the words go that others are put around.
var insideRE = pattern.Of("[\u1801\u2026\u22ee\u22ef\u22f0\u22f1\ufe19]+|\\.{3,}")

// wrapped is %{around$$inner}: the text of inner where the dots are in that of
// around, or behind it where there are none.
type wrapped struct {
	around, inner node
	vary          bool
}

// wrap reads %{…$$…}, of which it is known that the $$ is there.
func (p *parser) wrap(b *pieces) {
	open := p.at
	if p.depth++; p.depth > maxDepth {
		p.fail(open, "groups are nested too deeply")
		return
	}
	defer func() { p.depth-- }()
	p.at += len("%{")
	w := &wrapped{around: p.wrapPart(endAround, open)}
	if p.stopped {
		return
	}
	if p.src[p.at] == '}' { // the $$ is part of a word, as in $${x}
		p.mistake(open, "there is nothing to wrap: write %%{before ... after$$inside}")
		p.at++
		return
	}
	p.at += len("$$")
	w.inner = p.wrapPart(endValue, open)
	if p.stopped {
		return
	}
	p.at++
	p.blank = false
	w.vary = w.around.varies() || w.inner.varies()
	b.add(w)
}

// wrapPart reads a side of the $$. Blanks before it do not belong to it.
func (p *parser) wrapPart(end, open int) node {
	p.skipBlanks()
	p.blank = true
	p.scope = &scope{outer: p.scope}
	defer func() { p.scope = p.scope.outer }()
	return trimLayout(p.sequence(end, open+1))
}

func (w *wrapped) varies() bool { return w.vary }

func (w *wrapped) count(e *counting) *big.Int {
	return bounded(new(big.Int).Mul(w.around.count(e), w.inner.count(e)))
}

func (w *wrapped) each(o *output, next func() bool) bool {
	m, direct := o.mark(), o.direct
	o.direct = true
	ok := w.around.each(o, func() bool {
		around := o.since(m)
		before, after := cutAround(around)
		o.back(m)
		o.direct = direct
		ok := o.write(before) && w.inner.each(o, func() bool {
			n := o.mark()
			ok := o.write(after) && next()
			o.back(n)
			return ok
		})
		o.back(m)
		o.text = append(o.text, around...)
		o.direct = true
		return ok
	})
	o.direct = direct
	return ok
}

func (w *wrapped) pick(o *output, d *dice) {
	m := o.mark()
	w.around.pick(o, d)
	before, after := cutAround(o.since(m))
	o.back(m)
	o.write(before)
	w.inner.pick(o, d)
	o.write(after)
}

// cutAround returns what stands before and after the dots.
func cutAround(text string) (before, after string) {
	at := insideRE.Regexp().FindStringIndex(text)
	if at == nil {
		return text, ""
	}
	return text[:at[0]], text[at[1]:]
}
