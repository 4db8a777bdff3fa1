package template

import (
	"math/big"
	"math/rand/v2"
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
	// fromList says that the options are the values of a wildcard.
	fromList bool
	n        *big.Int
}

// count adds, for each number k of options taken, the arrangements of k
// options times the texts of each: k! × the k-th elementary symmetric
// polynomial of the options' counts.
func (c *choice) count() *big.Int {
	if c.n != nil {
		return c.n
	}
	if c.lo == 1 && c.hi == 1 {
		total := new(big.Int)
		for _, o := range c.options {
			total.Add(total, o.count())
		}
		c.n = bounded(total)
		return c.n
	}
	// sums[k] is the polynomial over the options seen so far.
	sums := make([]*big.Int, c.hi+1)
	sums[0] = big.NewInt(1)
	for k := 1; k <= c.hi; k++ {
		sums[k] = new(big.Int)
	}
	var product big.Int
	for _, o := range c.options {
		n := o.count()
		for k := c.hi; k >= 1; k-- {
			product.Mul(sums[k-1], n)
			sums[k] = bounded(new(big.Int).Add(sums[k], &product))
		}
	}
	total, factorial := new(big.Int), big.NewInt(1)
	for k := 0; k <= c.hi; k++ {
		if k > 0 {
			factorial = bounded(new(big.Int).Mul(factorial, big.NewInt(int64(k))))
		}
		if k >= c.lo {
			total.Add(total, new(big.Int).Mul(factorial, sums[k]))
		}
	}
	c.n = bounded(total)
	return c.n
}

func (c *choice) each(o *output, next func() bool) bool {
	return o.choose(many(c), arrangements{c}, next)
}

func (c *choice) pick(o *output, rng *rand.Rand) {
	o.pick(many(c), func() {
		if c.lo == 1 && c.hi == 1 && c.even() {
			c.options[rng.IntN(len(c.options))].pick(o, rng)
			return
		}
		left := make([]int, len(c.options))
		for i := range left {
			left[i] = i
		}
		for k := range c.lo + rng.IntN(c.hi-c.lo+1) {
			if k > 0 {
				o.write(c.sep)
			}
			i := c.weighted(left, rng)
			c.options[left[i]].pick(o, rng)
			left = append(left[:i], left[i+1:]...)
		}
	})
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
func (c *choice) weighted(left []int, rng *rand.Rand) int {
	var sum float64
	for _, i := range left {
		sum += c.options[i].weight
	}
	if sum <= 0 {
		return rng.IntN(len(left))
	}
	at, last := rng.Float64()*sum, 0
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
