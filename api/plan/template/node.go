package template

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
)

// node is a piece of a template. Counting and expanding are written apart
// from one another, so that each checks the other in the tests.
type node interface {
	// count says how many texts the node stands for, at least 1.
	count() *big.Int
	// each writes every text in turn and calls next after each; it stops when
	// next returns false, and then returns false itself. The output is as it
	// was when each returns.
	each(o *output, next func() bool) bool
	// pick writes one text at random.
	pick(o *output, rng *rand.Rand)
}

// one is the count of what leaves no choice. Counts are never changed.
var one = big.NewInt(1)

// maxCount is where counts stop growing: 2^4096.
var maxCount = new(big.Int).Lsh(big.NewInt(1), 4096)

// bounded returns n, or maxCount if n is larger.
func bounded(n *big.Int) *big.Int {
	if n.Cmp(maxCount) > 0 {
		return maxCount
	}
	return n
}

// many says whether n leaves a choice.
func many(n node) bool { return n.count().BitLen() > 1 }

// literal is text that stands for itself.
type literal string

func (l literal) count() *big.Int { return one }

func (l literal) each(o *output, next func() bool) bool {
	m := o.mark()
	ok := o.write(string(l)) && next()
	o.back(m)
	return ok
}

func (l literal) pick(o *output, _ *rand.Rand) { o.write(string(l)) }

// sequence is one piece after another.
type sequence struct {
	parts []node
	n     *big.Int
}

func (s *sequence) count() *big.Int {
	if s.n == nil {
		n := big.NewInt(1)
		for _, p := range s.parts {
			n = bounded(new(big.Int).Mul(n, p.count()))
		}
		s.n = n
	}
	return s.n
}

func (s *sequence) each(o *output, next func() bool) bool {
	return s.from(0, o, next)
}

func (s *sequence) from(i int, o *output, next func() bool) bool {
	if i == len(s.parts) {
		return o.step() && next()
	}
	return s.parts[i].each(o, func() bool { return s.from(i+1, o, next) })
}

func (s *sequence) pick(o *output, rng *rand.Rand) {
	for _, p := range s.parts {
		if !o.step() {
			return
		}
		p.pick(o, rng)
	}
}

// numbers is {from..to} or {from..to..step}: n of them.
type numbers struct {
	from, step, n int64
	width         int
}

func (r *numbers) count() *big.Int { return big.NewInt(r.n) }

func (r *numbers) text(i int64) string {
	v := r.from + i*r.step
	s := strconv.FormatInt(v, 10)
	if missing := r.width - len(s); missing > 0 {
		zeros := strings.Repeat("0", missing)
		if v < 0 {
			return "-" + zeros + s[1:]
		}
		return zeros + s
	}
	return s
}

func (r *numbers) each(o *output, next func() bool) bool {
	for i := range r.n {
		if !o.choose(r.n > 1, literal(r.text(i)), next) {
			return false
		}
	}
	return true
}

func (r *numbers) pick(o *output, rng *rand.Rand) {
	o.pick(r.n > 1, func() { o.write(r.text(rng.Int64N(r.n))) })
}

// definition is the value of a variable.
type definition struct {
	name string
	body node
	// once says that the value is chosen where it is defined and kept in slot.
	once bool
	slot int
	uses int
}

// set is where a variable that is chosen once gets its value. It writes
// nothing. A value nobody uses is no choice.
type set struct{ def *definition }

func (s set) count() *big.Int {
	if s.def.uses == 0 {
		return big.NewInt(1)
	}
	return s.def.body.count()
}

func (s set) each(o *output, next func() bool) bool {
	if s.def.uses == 0 {
		return next()
	}
	m := o.mark()
	return o.choose(many(s.def.body), s.def.body, func() bool {
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

func (s set) pick(o *output, rng *rand.Rand) {
	if s.def.uses == 0 {
		return
	}
	m := o.mark()
	o.pick(many(s.def.body), func() { s.def.body.pick(o, rng) })
	o.vars[s.def.slot] = o.since(m)
	o.back(m)
}

// use is a ${x}.
type use struct{ def *definition }

func (u use) count() *big.Int {
	if u.def.once {
		return big.NewInt(1)
	}
	return u.def.body.count()
}

func (u use) each(o *output, next func() bool) bool {
	if u.def.once {
		return literal(o.vars[u.def.slot]).each(o, next)
	}
	return u.def.body.each(o, next)
}

func (u use) pick(o *output, rng *rand.Rand) {
	if u.def.once {
		o.write(o.vars[u.def.slot])
		return
	}
	u.def.body.pick(o, rng)
}
