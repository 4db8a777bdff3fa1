package template

import (
	"math/big"
	"strings"
)

// named is a list whose name is a template: which one it is, is known only when
// its variables have values.
type named struct {
	name    node
	sampler byte
	take    *taking // nil for one value
	sep     string

	// p reads lists as they were to be read where the name stands, at the byte
	// offset at, with the variables inside known.
	p      *parser
	at     int
	inside *scope
	// used are the variables in the name.
	used []*definition
	// lists are those read so far by their names.
	lists map[string]listed
}

// listed is a list that was read, or what was wrong with it.
type listed struct {
	*choice
	wrong *Error
}

// madeName reads the name of a list that is a template.
func (p *parser) madeName(open int, n name, inside *scope, sampler byte) node {
	d := &named{sampler: sampler, sep: ", ", at: open, lists: map[string]listed{}}
	q := p.part(p.src, open+n.from, open+n.to)
	q.naming, q.blank, q.using = true, false, &d.used
	d.name = q.sequence(endText, open)
	for _, v := range d.used {
		v.chooseLists(p.all)
	}
	if p.using != nil {
		*p.using = append(*p.using, d.used...)
	}
	later := *p
	later.scope = p.scope.now()
	d.p, d.inside = &later, inside.now()
	return d
}

// chooseLists notes that a list is named by the variable, and by those that its
// value is made of.
func (d *definition) chooseLists(all *shared) {
	if d.names {
		return
	}
	d.names, all.found = true, true
	for _, w := range d.within {
		w.chooseLists(all)
	}
}

// list returns the choice among the values of the list of a name, and what is
// wrong with it.
func (d *named) list(name string) listed {
	name = strings.TrimSpace(name)
	l, known := d.lists[name]
	if known {
		return l
	}
	q := *d.p
	q.all.found = true
	q.note = func(e *Error) {
		if l.wrong == nil {
			l.wrong = e
		}
	}
	if l.choice = q.list(d.at, name, d.inside); l.choice != nil {
		l.choice = l.drawnBy(d.sampler)
		if d.take != nil {
			own := *l.choice
			own.sep = d.sep
			if l.choice = &own; !d.take.of(l.choice) {
				q.mistake(d.at, "there are not enough alternatives to choose that many")
			}
		}
	}
	d.lists[name] = l
	return l
}

func (d *named) varies() bool { return true }

// count adds up what the lists hold that the name can be.
func (d *named) count(e *counting) *big.Int {
	e.named++
	d.name.count(e)
	total, o := new(big.Int), e.out
	m := o.mark()
	o.drawn = false
	d.name.each(o, func() bool {
		name := o.since(m)
		o.back(m)
		l := d.list(reveal([]byte(name)))
		if l.wrong != nil {
			d.p.late(l.wrong)
		}
		for len(o.vars) < d.p.all.slots {
			o.vars = append(o.vars, "")
		}
		if l.choice != nil {
			total = bounded(total.Add(total, l.count(e)))
		}
		o.text = append(o.text, name...)
		o.steps = 0
		return !e.tooMuch()
	})
	if o.drawn || drawn(d.used) {
		d.p.late(errorAt(d.p.src, d.at, "~ and @ cannot be used inside the name of a list: remove the mark"))
	}
	if d.sampler != 0 || total.Sign() == 0 {
		return one
	}
	return total
}

func (d *named) each(o *output, next func() bool) bool {
	m, inside, direct := o.mark(), o.inside, o.direct
	o.inside, o.direct = true, true // the name is no label
	ok := d.name.each(o, func() bool {
		name := o.since(m)
		o.back(m)
		o.inside, o.direct = inside, direct
		ok := false
		if c := d.known(name); c != nil {
			ok = c.each(o, next)
		}
		o.text = append(o.text, name...)
		o.inside, o.direct = true, true
		return ok
	})
	o.inside, o.direct = inside, direct
	return ok
}

func (d *named) pick(o *output, dice *dice) {
	m, inside := o.mark(), o.inside
	o.inside = true
	d.name.pick(o, dice)
	o.inside = inside
	name := o.since(m)
	o.back(m)
	if c := d.known(name); c != nil {
		c.pick(o, dice)
	}
}

// known returns a list that was read when the prompts were counted.
func (d *named) known(name string) *choice {
	return d.lists[strings.TrimSpace(reveal([]byte(name)))].choice
}

// drawn tells whether the value of a variable is drawn, or what it is made of.
func drawn(list []*definition) bool {
	for _, d := range list {
		if d.drawn || drawn(d.within) {
			return true
		}
	}
	return false
}
