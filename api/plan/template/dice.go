package template

import (
	"math"
	"math/rand/v2"
	"strconv"
)

// dice is what choices are drawn with: at random, or in turn, one after the
// other, each choice at a pace of its own.
type dice struct {
	rng    *rand.Rand
	inTurn bool
	turns  map[node]int64
}

func newDice(rng *rand.Rand) *dice { return &dice{rng: rng, turns: map[node]int64{}} }

// with draws by a sampler until what it returns is called; 0 changes nothing.
func (d *dice) with(sampler byte) (back func()) {
	before := d.inTurn
	switch sampler {
	case '~':
		d.inTurn = false
	case '@':
		d.inTurn = true
	}
	return func() { d.inTurn = before }
}

// roll draws one of n for a node.
func (d *dice) roll(of node, n int64) int64 {
	if !d.inTurn {
		return d.rng.Int64N(n)
	}
	turn := d.turns[of]
	d.turns[of] = turn + 1
	return turn % n
}

// takeTurn writes the options whose turn it is.
func (c *choice) takeTurn(o *output, d *dice) {
	ways := make([]int64, c.hi+1) // of taking k options
	var all int64
	for k := c.lo; k <= c.hi; k++ {
		ways[k] = arranged(len(c.options), k)
		all = add(all, ways[k])
	}
	turn := d.roll(c, all)
	k := c.lo
	for ; turn >= ways[k]; k++ {
		turn -= ways[k]
	}
	left := make([]int, len(c.options))
	for i := range left {
		left[i] = i
	}
	for at := range k {
		if at > 0 {
			o.write(c.sep)
		}
		each := arranged(len(left)-1, k-at-1)
		i := turn / each
		turn %= each
		c.options[left[i]].pick(o, d)
		left = append(left[:i], left[i+1:]...)
	}
}

// arranged is in how many ways k of n can be taken one after the other, or the
// largest number there is.
func arranged(n, k int) int64 {
	ways := int64(1)
	for i := range k {
		factor := int64(n - i)
		if factor > 0 && ways > math.MaxInt64/factor {
			return math.MaxInt64
		}
		ways *= factor
	}
	return ways
}

// add adds, up to the largest number there is.
func add(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// drawing is a choice of which one text is drawn for each prompt, when the
// prompt is complete: until then a mark stands in its place.
type drawing struct{ *choice }

// Around the number of what is to be drawn; in no text, see plainOpen.
const (
	drawBegin = 0xF9
	drawEnd   = 0xFA
)

func (c drawing) each(o *output, next func() bool) bool {
	o.drawn = true
	switch {
	case o.naming: // every text that could be drawn
		return arrangements(c).each(o, next)
	case o.direct:
		m := o.mark()
		c.pick(o, o.dice)
		ok := o.err == nil && next()
		o.back(m)
		return ok
	}
	m := o.mark()
	o.pending = append(o.pending, c.choice)
	ok := o.write(string([]byte{drawBegin})+strconv.Itoa(len(o.pending)-1)+string([]byte{drawEnd})) && next()
	o.pending = o.pending[:len(o.pending)-1]
	o.back(m)
	return ok
}

// drawAll draws what the prompt and its labels leave open.
func (o *output) drawAll() (text []byte, labels []string) {
	drawn := map[int]string{}
	text = o.draw(o.text, drawn)
	for _, l := range o.labels {
		labels = append(labels, string(o.draw([]byte(l), drawn)))
	}
	return text, labels
}

// draw puts what is drawn in the place of the marks, the same text for the same
// mark.
func (o *output) draw(text []byte, drawn map[int]string) []byte {
	var out []byte
	for i := 0; i < len(text); i++ {
		if text[i] != drawBegin {
			out = append(out, text[i])
			continue
		}
		n := 0
		for i++; text[i] != drawEnd; i++ {
			n = 10*n + int(text[i]-'0')
		}
		if _, have := drawn[n]; !have {
			own := &output{vars: o.vars, inside: true}
			o.pending[n].pick(own, o.dice)
			if own.err != nil {
				o.err = own.err
			}
			drawn[n] = string(own.text)
		}
		out = append(out, drawn[n]...)
	}
	return out
}
