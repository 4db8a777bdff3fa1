package template

import "math/big"

// definition is the value of a variable.
type definition struct {
	name string
	body node
	// once says that the value is chosen where it is defined and kept in slot.
	once bool
	slot int
	uses int
	// within are the variables its value is made of; names says that lists are
	// named by it.
	within []*definition
	names  bool
	drawn  bool // its value is drawn, as far as it was counted
}

// set is where a variable that is chosen once gets its value. It writes
// nothing. A value nobody uses is no choice.
type set struct{ def *definition }

func (s set) count(e *counting) *big.Int {
	n := s.def.body.count(e)
	if s.def.uses == 0 {
		return one
	}
	return n
}

// values gives the variable each of its values while counted is called.
func (s set) values(e *counting, counted func()) {
	o := e.out
	m := o.mark()
	before := o.vars[s.def.slot]
	o.drawn = false
	s.def.body.each(o, func() bool {
		value := o.since(m)
		o.back(m)
		o.vars[s.def.slot] = value
		s.def.drawn = s.def.drawn || o.drawn
		counted()
		o.text = append(o.text, value...)
		o.steps = 0
		return !e.tooMuch()
	})
	o.vars[s.def.slot] = before
}

func (s set) each(o *output, next func() bool) bool {
	if s.def.uses == 0 {
		return next()
	}
	m := o.mark()
	return o.choose(s.def.body.varies(), s.def.body, func() bool {
		// The value was written only to be read: it leaves the output for the
		// time the rest is written, and comes back for the next choice.
		value := o.since(m)
		before := o.vars[s.def.slot]
		o.vars[s.def.slot] = value
		o.back(m)
		ok := next()
		o.vars[s.def.slot] = before
		o.write(value)
		return ok
	})
}

func (s set) pick(o *output, d *dice) {
	if s.def.uses == 0 {
		return
	}
	m := o.mark()
	o.pick(s.def.body.varies(), func() { s.def.body.pick(o, d) })
	o.vars[s.def.slot] = o.since(m)
	o.back(m)
}

func (s set) varies() bool { return s.def.body.varies() }

// use is a ${x}.
type use struct{ def *definition }

func (u use) count(e *counting) *big.Int {
	if u.def.once {
		return one
	}
	return u.def.body.count(e)
}

func (u use) each(o *output, next func() bool) bool {
	if u.def.once {
		return literal(o.vars[u.def.slot]).each(o, next)
	}
	return u.def.body.each(o, next)
}

func (u use) pick(o *output, d *dice) {
	if u.def.once {
		o.write(o.vars[u.def.slot])
		return
	}
	u.def.body.pick(o, d)
}

func (u use) varies() bool { return !u.def.once && u.def.body.varies() }
