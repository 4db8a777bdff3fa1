package template

import "strings"

// variable reads ${x}, ${x:…}, ${x=…}, ${x=!…} and ${x?=…}, m being the
// parts of variableRE.
func (p *parser) variable(b *pieces, m []string) error {
	open, name, mark := p.at, m[1], m[2]
	p.at += len(m[0])
	known := p.scope.find(name)
	if mark == "}" {
		if known == nil {
			return p.errorAt(open, `"${%s}" has no value: write ${%s=…} before it`, name, name)
		}
		p.use(b, known)
		return nil
	}
	value, err := p.value(open)
	if err != nil {
		return err
	}
	switch {
	case mark == ":" && known != nil:
		p.use(b, known)
	case mark == ":":
		p.blank = false
		b.add(value)
	case mark[0] == '?' && known != nil:
		p.endLine(b)
	default:
		p.define(b, &definition{name: name, body: value, once: strings.HasSuffix(mark, "!")})
	}
	return nil
}

// value reads up to the closing brace and past it. Blanks around a value do
// not belong to it.
func (p *parser) value(open int) (node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.errorAt(open, "groups are nested too deeply")
	}
	defer func() { p.depth-- }()
	blank, outer := p.blank, p.scope
	p.scope = &scope{outer: outer}
	n, err := p.sequence(endValue, open+1)
	p.scope, p.blank = outer, blank
	if err != nil {
		return nil, err
	}
	p.at++
	return trimEnds(n, func(string) bool { return true }), nil
}

func (p *parser) use(b *pieces, d *definition) {
	d.uses++
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
