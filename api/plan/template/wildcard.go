package template

import (
	"slices"
	"strings"
)

// maxValues is how many values of lists one template may read, those of lists
// in lists counted each time: a prompt is read again at every key.
const maxValues = 200_000

func (s *shared) newSlot() int {
	s.slots++
	return s.slots - 1
}

// wildcard reads __name__, m being the parts of wildcardRE: a choice among
// the values of the list, each of which may be a template.
func (p *parser) wildcard(m []string) (node, error) {
	open, name := p.at, m[1]
	if slices.Contains(p.wildcards, name) {
		return nil, p.errorAt(open, "__%s__ contains itself", name)
	}
	if len(p.wildcards) >= 10 {
		return nil, p.errorAt(open, "wildcards are nested too deeply")
	}
	inside := &scope{outer: p.scope}
	if err := p.parameters(inside, m[2]); err != nil {
		return nil, err
	}
	independent := inside.empty()
	if c := p.all.lists[name]; c != nil && independent {
		p.at += len(m[0])
		return c, nil
	}
	values, err := p.lookup(name)
	if err != nil {
		return nil, p.errorAt(open, "__%s__: %v", name, err)
	}
	if len(values) == 0 {
		return nil, p.errorAt(open, "__%s__ has no values", name)
	}
	c := &choice{lo: 1, hi: 1, fromList: true, options: make([]option, 0, len(values))}
	inner := &parser{lookup: p.lookup, depth: p.depth, all: p.all, wildcards: append(slices.Clone(p.wildcards), name)}
	for _, v := range values {
		if p.all.values++; p.all.values > maxValues {
			return nil, p.errorAt(open, "__%s__ and the lists in it hold more than %d values", name, maxValues)
		}
		o, err := inner.valueOf(v, inside)
		if err != nil {
			return nil, p.errorAt(open, "__%s__, value %q: %v", name, v, err)
		}
		c.options = append(c.options, o)
	}
	if independent {
		p.all.lists[name] = c
	}
	p.at += len(m[0])
	return c, nil
}

// valueOf reads a value of a list, which may begin with a weight.
func (p *parser) valueOf(v string, inside *scope) (option, error) {
	o := option{weight: 1}
	if len(p.all.axes) == 0 && !strings.ContainsAny(v, `{}$\#:`) && !strings.Contains(v, "__") {
		o.node = literal(v)
		return o, nil
	}
	p.src, p.at, p.blank, p.scope = v, 0, true, &scope{outer: inside}
	if err := p.weight(&o); err != nil {
		return o, err
	}
	n, err := p.sequence(endText, 0)
	o.node = n
	return o, err
}

// parameters defines what __name(x=red, y=big)__ gives the list to use.
func (p *parser) parameters(in *scope, text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	in.defs = map[string]*definition{}
	for part := range strings.SplitSeq(text, ",") {
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); !ok || !nameRE.MatchString(name) {
			return p.errorAt(p.at, "(%s): write it as (name=value)", text)
		}
		in.defs[name] = &definition{name: name, body: literal(strings.TrimSpace(value))}
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
