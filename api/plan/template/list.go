package template

import (
	"fmt"
	"slices"
	"strings"
)

const (
	// maxValues is how many values of lists one template may read, those of lists
	// in lists counted each time: a prompt is read again at every key.
	maxValues = 200_000
	// maxNested is how deep lists may name lists.
	maxNested = 10
)

// wildcard reads __name__, n being where its parts are: a choice among the
// values of the list, each of which may be a template.
func (p *parser) wildcard(b *pieces, n name) {
	open := p.at
	inside, sets := p.parameters(open, n)
	for _, s := range sets {
		b.add(s)
	}
	p.blank = false
	sampler := p.drawing(n.sampler)
	if n.made {
		b.add(p.madeName(open, n, inside, sampler))
	} else if c := p.list(open, p.src[open+n.from:open+n.to], inside); c != nil {
		b.add(c.drawnBy(sampler))
	}
	p.at = open + n.end
}

// in is the list whose value is being read, "" for the template.
func (p *parser) in() string {
	if len(p.reading) == 0 {
		return ""
	}
	return p.reading[len(p.reading)-1]
}

// list reads the list, or the lists, of a name that stands at the byte offset
// at. It returns nil where there is a mistake.
func (p *parser) list(at int, name string, inside *scope) *choice {
	if len(p.reading) >= maxNested {
		p.mistake(at, "wildcards are nested too deeply")
		return nil
	}
	lists, err := p.lookup(name, p.in())
	if err != nil {
		p.mistake(at, "%v", err)
		return nil
	}
	if len(lists) == 1 {
		return p.values(at, name, lists[0], inside)
	}
	c := &choice{lo: 1, hi: 1, fromList: true}
	seen := map[string]bool{}
	for _, l := range lists {
		one := p.values(at, name, l, inside)
		if one == nil {
			return nil
		}
		for i, o := range one.options {
			key := l.Values[i]
			if strings.Contains(key, "__") {
				key += "\x00" + l.Name // names of neighbours differ from folder to folder
			}
			if !seen[key] {
				seen[key] = true
				c.options = append(c.options, o)
			}
		}
	}
	if len(c.options) == 0 {
		p.mistake(at, "__%s__ has no values", name)
		return nil
	}
	c.vary = c.leaves()
	return c
}

// values reads the values of a list, or takes them from the last time where
// they depend on no variable. name is what it is called by.
func (p *parser) values(at int, name string, l *List, inside *scope) *choice {
	if slices.Contains(p.reading, l.Name) {
		p.mistake(at, "__%s__ contains itself", name)
		return nil
	}
	independent := inside.empty()
	if c := p.all.lists[l.Name]; c != nil && independent {
		return c
	}
	if len(l.Values) == 0 {
		p.mistake(at, "__%s__ has no values", name)
		return nil
	}
	c := &choice{lo: 1, hi: 1, fromList: true, options: make([]option, 0, len(l.Values))}
	var wrong *Error
	here := *p
	inner := &parser{
		lookup: p.lookup, depth: p.depth, all: p.all, reading: append(slices.Clone(p.reading), l.Name), using: p.using,
		from: origin{parser: &here, at: at, list: l, name: name},
		note: func(e *Error) {
			if wrong == nil {
				wrong = e
			}
		},
	}
	for i, v := range l.Values {
		inner.from.value = i
		if p.all.values++; p.all.values > maxValues {
			p.mistake(at, "__%s__ and the lists in it hold more than %d values", name, maxValues)
			return nil
		}
		c.options = append(c.options, inner.valueOf(v, inside))
		if wrong != nil {
			p.note(inner.from.mistake(wrong))
			return nil
		}
	}
	c.vary = c.leaves()
	if independent {
		p.all.lists[l.Name] = c
	}
	return c
}

// origin is where a value of a list comes from: the value-th of the list that
// is named at a byte offset of what parser reads.
type origin struct {
	parser *parser // nil for the template itself
	at     int
	list   *List
	name   string
	value  int
}

// mistake makes a mistake in the value one at the place where its list is named.
func (o origin) mistake(e *Error) *Error {
	words := "__" + o.name + "__"
	if !strings.EqualFold(o.name, o.list.Name) {
		words += ", list " + o.list.Name
	}
	if o.value < len(o.list.Lines) {
		words += fmt.Sprintf(", line %d", o.list.Lines[o.value])
	}
	return errorAt(o.parser.src, o.at, "%s, value %q: %v", words, shortened(o.list.Values[o.value]), e)
}

// late notes a mistake that is found when the prompts are counted.
func (p *parser) late(e *Error) {
	if p.from.parser == nil {
		p.all.note(e)
		return
	}
	p.from.parser.late(p.from.mistake(e))
}

// valueOf reads a value of a list, which may begin with a weight.
func (p *parser) valueOf(v string, inside *scope) option {
	o := option{weight: 1}
	if len(p.all.axes) == 0 && !strings.ContainsAny(v, `{}$\#:`) && !strings.Contains(v, "__") {
		o.node = literal(v)
		return o
	}
	p.src, p.at, p.blank, p.scope, p.bare, p.stopped = v, 0, true, &scope{outer: inside}, isPlain(v, p.lookup), false
	p.opened = false
	p.weight(&o)
	o.node = p.sequence(endText, 0)
	return o
}
