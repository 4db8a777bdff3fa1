package template

import (
	"math/big"
)

// option is one alternative.
type option struct {
	node
	// weight is how often it is picked in comparison with the others.
	weight float64
}

// choice is {a|b}: one of the options, or between lo and hi different ones in
// every order, joined by sep.
type choice struct {
	options []option
	lo, hi  int
	sep     string
	// sampler is ~ or @ where one text is drawn for each prompt, else 0.
	sampler byte
	// fromList says that the options are the values of a wildcard.
	fromList bool
	vary     bool
	counted  counted
}

// leaves tells whether more than one text can come of the choice.
func (c *choice) leaves() bool {
	return c.lo < c.hi || c.hi > 0 && (len(c.options) > 1 || len(c.options) == 1 && c.options[0].varies())
}

func (c *choice) varies() bool { return c.vary }

// drawnBy is the choice with a sampler of its own.
func (c *choice) drawnBy(sampler byte) *choice {
	if sampler == 0 {
		return c
	}
	own := *c
	own.sampler = sampler
	return &own
}

// count is that of the texts, of which one is written where it is drawn.
func (c *choice) count(e *counting) *big.Int {
	n := c.counted.of(e, func() *big.Int { return c.texts(e) })
	if c.sampler != 0 {
		return one
	}
	return n
}

// texts adds, for each number k of options taken, the arrangements of k
// options times the texts of each: k! × the k-th elementary symmetric
// polynomial of the options' counts.
func (c *choice) texts(e *counting) *big.Int {
	if c.lo == 1 && c.hi == 1 {
		total := new(big.Int)
		for _, o := range c.options {
			total.Add(total, o.count(e))
		}
		return bounded(total)
	}
	// sums[k] is the polynomial over the options seen so far.
	sums := make([]*big.Int, c.hi+1)
	sums[0] = one
	for k := 1; k <= c.hi; k++ {
		sums[k] = new(big.Int)
	}
	var product big.Int
	for _, o := range c.options {
		n := o.count(e)
		for k := c.hi; k >= 1; k-- {
			product.Mul(sums[k-1], n)
			sums[k] = bounded(new(big.Int).Add(sums[k], &product))
		}
	}
	total, factorial := new(big.Int), one
	for k := 0; k <= c.hi; k++ {
		if k > 0 {
			factorial = bounded(new(big.Int).Mul(factorial, big.NewInt(int64(k))))
		}
		if k >= c.lo {
			total.Add(total, new(big.Int).Mul(factorial, sums[k]))
		}
	}
	return bounded(total)
}

func (c *choice) each(o *output, next func() bool) bool {
	if c.sampler != 0 {
		return o.choose(c.vary, drawing{c}, next)
	}
	return o.choose(c.vary, arrangements{c}, next)
}

func (c *choice) pick(o *output, d *dice) {
	defer d.with(c.sampler)()
	o.pick(c.vary, func() {
		switch {
		case d.inTurn:
			c.takeTurn(o, d)
		case c.lo == 1 && c.hi == 1 && c.even():
			c.options[d.rng.IntN(len(c.options))].pick(o, d)
		default:
			c.roll(o, d)
		}
	})
}

// roll takes options by their weights.
func (c *choice) roll(o *output, d *dice) {
	left := make([]int, len(c.options))
	for i := range left {
		left[i] = i
	}
	for k := range c.lo + d.rng.IntN(c.hi-c.lo+1) {
		if k > 0 {
			o.write(c.sep)
		}
		i := c.weighted(left, d)
		c.options[left[i]].pick(o, d)
		left = append(left[:i], left[i+1:]...)
	}
}

// even tells whether all options have the same weight.
func (c *choice) even() bool {
	for i := range c.options {
		if c.options[i].weight != c.options[0].weight {
			return false
		}
	}
	return true
}

// weighted gives an index of left, by the weights of the options in it. When
// no weight is left to go by, all are alike.
func (c *choice) weighted(left []int, d *dice) int {
	var sum float64
	for _, i := range left {
		sum += c.options[i].weight
	}
	if sum <= 0 {
		return d.rng.IntN(len(left))
	}
	at, last := d.rng.Float64()*sum, 0
	for k, i := range left {
		w := c.options[i].weight
		if w <= 0 {
			continue
		}
		if at < w {
			return k
		}
		at -= w
		last = k // rounding can leave a crumb behind the last one
	}
	return last
}

// arrangements writes what a choice can be, without a label.
type arrangements struct{ *choice }

func (a arrangements) each(o *output, next func() bool) bool {
	used := make([]bool, len(a.options))
	for k := a.lo; k <= a.hi; k++ {
		if !a.take(k, 0, used, o, next) {
			return false
		}
	}
	return true
}

// take writes one more option, the at-th of k, in every way.
func (a arrangements) take(k, at int, used []bool, o *output, next func() bool) bool {
	if at == k {
		return o.step() && next()
	}
	m := o.mark()
	if at > 0 && !o.write(a.sep) {
		o.back(m)
		return false
	}
	for i := range a.options {
		if used[i] {
			continue
		}
		used[i] = true
		ok := a.options[i].each(o, func() bool { return a.take(k, at+1, used, o, next) })
		used[i] = false
		if !ok {
			o.back(m)
			return false
		}
	}
	o.back(m)
	return true
}
