package template

import (
	"maps"
	"strings"

	"imagine-tui/api/pattern"
)

var nameRE = pattern.Of(`^[\p{L}_][\p{L}\p{N}\p{M}_-]*$`)

// scope holds the variables a group defined. They end with the group.
type scope struct {
	outer *scope
	defs  map[string]*definition
}

func (s *scope) find(name string) *definition {
	for ; s != nil; s = s.outer {
		if d := s.defs[name]; d != nil {
			return d
		}
	}
	return nil
}

// empty tells whether no variable is known.
func (s *scope) empty() bool {
	for ; s != nil; s = s.outer {
		if len(s.defs) > 0 {
			return false
		}
	}
	return true
}

// now is a scope with what is known now, whatever is defined later.
func (s *scope) now() *scope {
	all := map[string]*definition{}
	for ; s != nil; s = s.outer {
		inner := maps.Clone(all)
		maps.Copy(all, s.defs)
		maps.Copy(all, inner)
	}
	return &scope{defs: all}
}

func (s *shared) newSlot() int {
	s.slots++
	return s.slots - 1
}

// variable reads ${x}, ${x:…}, ${x=…}, ${x=!…} and ${x?=…}, m being the
// parts of variableRE.
func (p *parser) variable(b *pieces, m []string) {
	open, name, mark := p.at, m[1], m[2]
	p.at += len(m[0])
	known := p.scope.find(name)
	if mark == "}" {
		if known == nil {
			p.mistake(open, `"${%s}" has no value: set it before with ${%s=…}`, name, name)
			return
		}
		p.use(b, known)
		return
	}
	d := &definition{name: name, once: strings.HasSuffix(mark, "!")}
	d.body, d.within = p.value(open)
	if p.stopped {
		return
	}
	switch {
	case mark == ":" && known != nil:
		p.use(b, known)
	case mark == ":":
		p.blank = false
		b.add(d.body)
	case mark[0] == '?' && known != nil:
		p.endLine(b)
	default:
		p.define(b, d)
	}
}

// value reads up to the closing brace and past it, and tells which variables
// were used there. Blanks around a value do not belong to it.
func (p *parser) value(open int) (n node, within []*definition) {
	if p.depth++; p.depth > maxDepth {
		p.fail(open, "groups are nested too deeply")
		return literal(""), nil
	}
	defer func() { p.depth-- }()
	blank, outer, using := p.blank, p.scope, p.using
	p.scope, p.using = &scope{outer: outer}, &within
	n = p.sequence(endValue, open+1)
	p.scope, p.blank, p.using = outer, blank, using
	if using != nil {
		*using = append(*using, within...)
	}
	if p.stopped {
		return n, nil
	}
	p.at++
	return trimEnds(n, func(string) bool { return true }), within
}

func (p *parser) use(b *pieces, d *definition) {
	d.uses++
	if p.using != nil {
		*p.using = append(*p.using, d)
	}
	p.blank = false
	b.add(use{d})
}

// define makes d known from here to the end of the group, and takes the line
// with it if there is nothing else on it.
func (p *parser) define(b *pieces, d *definition) {
	if p.scope.defs == nil {
		p.scope.defs = map[string]*definition{}
	}
	p.scope.defs[d.name] = d
	if d.once {
		d.slot = p.all.newSlot()
		b.add(set{d})
	}
	p.endLine(b)
}
