package template

import (
	"math/big"
	"strconv"
	"strings"
)

// node is a piece of a template. Counting and expanding are written apart
// from one another, so that each checks the other in the tests.
type node interface {
	// count says how many texts the node stands for, at least 1. It is asked
	// before the template is used, for what names a list by variables as well.
	count(e *counting) *big.Int
	// each writes every text in turn and calls next after each; it stops when
	// next returns false, and then returns false itself. The output is as it
	// was when each returns.
	each(o *output, next func() bool) bool
	// pick writes one text at random.
	pick(o *output, d *dice)
	// varies tells whether the node leaves a choice.
	varies() bool
}

// counting is one count of a template.
type counting struct {
	// pass tells the counts of a template apart.
	pass int
	// out holds the variables that name lists.
	out *output
	// named is how many lists with a made name were met: what holds one has
	// another count with each value of the variables.
	named int
	steps int
}

// maxCounted bounds the work of one count.
const maxCounted = 2_000_000

// tooMuch counts work, and tells whether it is time to stop.
func (e *counting) tooMuch() bool {
	e.steps++
	return e.steps > maxCounted || e.out.err != nil
}

// counted is a count that holds for one pass.
type counted struct {
	n    *big.Int
	pass int
}

// of returns the count, worked out by count at most once where it does not
// depend on variables.
func (c *counted) of(e *counting, count func() *big.Int) *big.Int {
	if c.n != nil && c.pass == e.pass {
		return c.n
	}
	if e.tooMuch() {
		return one
	}
	named := e.named
	n := count()
	if e.named == named {
		c.n, c.pass = n, e.pass
	}
	return n
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

// literal is text that stands for itself.
type literal string

func (l literal) count(*counting) *big.Int { return one }

func (l literal) each(o *output, next func() bool) bool {
	m := o.mark()
	ok := o.write(string(l)) && next()
	o.back(m)
	return ok
}

func (l literal) pick(o *output, _ *dice) { o.write(string(l)) }

func (l literal) varies() bool { return false }

// sequence is one piece after another.
type sequence struct {
	parts   []node
	vary    bool
	counted counted
}

func (s *sequence) count(e *counting) *big.Int {
	return s.counted.of(e, func() *big.Int { return s.countFrom(0, e) })
}

// countFrom counts what the parts from the i-th on stand for. A variable that
// names lists has each of its values in turn.
func (s *sequence) countFrom(i int, e *counting) *big.Int {
	n := one
	for ; i < len(s.parts); i++ {
		st, ok := s.parts[i].(set)
		if !ok || !st.def.names || st.def.uses == 0 {
			n = bounded(new(big.Int).Mul(n, s.parts[i].count(e)))
			continue
		}
		st.def.body.count(e)
		total := new(big.Int)
		e.named++
		st.values(e, func() { total = bounded(total.Add(total, s.countFrom(i+1, e))) })
		return bounded(new(big.Int).Mul(n, total))
	}
	return n
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

func (s *sequence) pick(o *output, d *dice) {
	for _, p := range s.parts {
		if !o.step() {
			return
		}
		p.pick(o, d)
	}
}

func (s *sequence) varies() bool { return s.vary }

// numbers is {from..to} or {from..to..step}: n of them.
type numbers struct {
	from, step, n int64
	width         int
}

func (r *numbers) count(*counting) *big.Int { return big.NewInt(r.n) }

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

func (r *numbers) pick(o *output, d *dice) {
	o.pick(r.n > 1, func() { o.write(r.text(d.roll(r, r.n))) })
}

func (r *numbers) varies() bool { return r.n > 1 }
