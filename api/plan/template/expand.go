package template

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
)

// Expansion is one prompt of a template.
type Expansion struct {
	// Prompt is trimmed of white space at both ends.
	Prompt string
	// Label says what sets this prompt apart from its sisters: the chosen
	// alternatives, joined by " · ". "" where there was nothing to choose.
	Label string
}

// TooManyError says that a template has more prompts than asked for.
type TooManyError struct {
	Count *big.Int
	Max   int
}

// Error says how many prompts there are.
func (e *TooManyError) Error() string {
	return fmt.Sprintf("the template gives %s prompts, more than %d", e.Count, e.Max)
}

// errGrows is what a template ends with that is small but writes a book.
var errGrows = errors.New("one prompt of this template is longer than 64 KiB")

// errSlow is what a template ends with that takes long to write out.
var errSlow = errors.New("this template takes too long to expand: nest fewer variables")

// stepsEach is how many pieces the prompts of a template are made of on average
// at most: they are written out again at every key.
const stepsEach = 1 << 10

// drawSeed is what choices are drawn by where nobody says.
const drawSeed = 1

// Expand is ExpandSeed where nothing is drawn, or nobody cares what.
func (t *Template) Expand(limit int) ([]Expansion, error) { return t.ExpandSeed(limit, drawSeed) }

// ExpandSeed returns every prompt, the first choice changing slowest. What is
// drawn for each is drawn by the seed. When there are more than limit it builds
// none and returns a *TooManyError. A mark of the language that comes together
// in a prompt is an *Error.
func (t *Template) ExpandSeed(limit int, seed uint64) ([]Expansion, error) {
	if t.count.Cmp(big.NewInt(int64(limit))) > 0 {
		return nil, &TooManyError{Count: t.Count(), Max: limit}
	}
	return t.write(int(t.count.Int64()), seed)
}

// First returns the first n prompts, in the order of Expand, or all if there
// are fewer. The others are not built.
func (t *Template) First(n int) ([]Expansion, error) { return t.write(n, drawSeed) }

// write writes the first n prompts.
func (t *Template) write(n int, seed uint64) ([]Expansion, error) {
	if n <= 0 {
		return nil, nil
	}
	if t.plain {
		return []Expansion{t.only()}, nil
	}
	var all []Expansion
	o := t.output(seeded(seed))
	steps, most := 0, min(n, 8)*maxSteps+n*stepsEach
	t.root.each(o, func() bool {
		all = append(all, o.expansion())
		if steps += o.steps; steps > most && o.err == nil {
			o.err = errSlow
		}
		o.steps = 0
		return o.err == nil && len(all) < n
	})
	if o.err != nil {
		return nil, o.err
	}
	return all, nil
}

// Each calls use with every prompt, in the order of ExpandSeed and as it draws,
// until use returns false. No two of them are in memory, so there may be any number.
func (t *Template) Each(seed uint64, use func(Expansion) bool) error {
	if t.plain {
		use(t.only())
		return nil
	}
	o := t.output(seeded(seed))
	steps, written := 0, 0
	t.root.each(o, func() bool {
		e := o.expansion()
		written++
		if steps += o.steps; steps > min(written, 8)*maxSteps+written*stepsEach && o.err == nil {
			o.err = errSlow
		}
		o.steps = 0
		return o.err == nil && use(e)
	})
	return o.err
}

// Sample returns n prompts picked at random by the weights of their choices.
// They differ from one another as far as the template has so many; a template
// with n prompts or fewer gives all it has, in the order of Expand, unless some
// of its choices are drawn.
func (t *Template) Sample(n int, rng *rand.Rand) ([]Expansion, error) {
	if n <= 0 {
		return nil, nil
	}
	if !t.drawn && t.count.Cmp(big.NewInt(int64(n))) <= 0 {
		return t.Expand(n)
	}
	picked := make([]Expansion, 0, n)
	seen := make(map[string]bool, n)
	d := newDice(rng)
	// Rare alternatives may take long to come up. After enough tries the
	// sample is filled with what comes, repeated or not; where choices are
	// drawn there may be no more than what came.
	for tries := 0; len(picked) < n && (!t.drawn || tries < 20*n); tries++ {
		e, err := t.pick(d)
		if err != nil {
			return nil, err
		}
		if seen[e.Prompt] && tries < 20*n {
			continue
		}
		seen[e.Prompt] = true
		picked = append(picked, e)
	}
	return picked, nil
}

// SampleSeed is Sample with random numbers made from a seed: the same template,
// n and seed give the same prompts, so that a sample whose seed was written
// down can be drawn again.
func (t *Template) SampleSeed(n int, seed uint64) ([]Expansion, error) {
	return t.Sample(n, seeded(seed))
}

// seeded are random numbers made from a seed.
func seeded(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, 0x1da6e5eed)) // #nosec G404 -- words of a prompt, no secret
}

// Pick returns one prompt picked at random by the weights of its choices.
func (t *Template) Pick(rng *rand.Rand) (Expansion, error) { return t.pick(newDice(rng)) }

func (t *Template) pick(d *dice) (Expansion, error) {
	if t.plain {
		return t.only(), nil
	}
	o := t.output(nil)
	t.root.pick(o, d)
	return o.expansion(), o.err
}

// only is the one prompt of a plain text.
func (t *Template) only() Expansion {
	text, _ := t.root.(literal)
	return Expansion{Prompt: strings.TrimSpace(string(text))}
}

func (t *Template) output(rng *rand.Rand) *output {
	return &output{template: t, vars: make([]string, t.slots), dice: newDice(rng)}
}

// output is a prompt in the making.
type output struct {
	template *Template
	text     []byte
	vars     []string
	labels   []string
	// inside is true within an alternative: what is chosen there is part of
	// that alternative's label.
	inside bool
	steps  int
	err    error

	dice    *dice
	pending []*choice // drawn when the prompt is complete, by their numbers
	// naming says that names of lists are written, direct that what is drawn is
	// needed at once, drawn that something was.
	naming, direct, drawn bool
}

func (o *output) mark() int          { return len(o.text) }
func (o *output) back(m int)         { o.text = o.text[:m] }
func (o *output) since(m int) string { return string(o.text[m:]) }

// write adds s, and returns false when the prompt is too long.
func (o *output) write(s string) bool {
	o.text = append(o.text, s...)
	if len(o.text) > maxPrompt {
		o.err = errGrows
	}
	return o.step()
}

// step counts work, so that variables nested in variables cannot keep the
// program busy with writing nothing. It returns false when it is time to stop.
func (o *output) step() bool {
	o.steps++
	if o.steps > maxSteps {
		o.err = errGrows
	}
	return o.err == nil
}

// choose writes every text of n; with record, each is a label of its own
// unless it is part of another.
func (o *output) choose(record bool, n node, next func() bool) bool {
	if !record || o.inside {
		return n.each(o, next)
	}
	m := o.mark()
	o.inside = true
	ok := n.each(o, func() bool {
		o.inside = false
		o.labels = append(o.labels, o.since(m))
		ok := next()
		o.labels = o.labels[:len(o.labels)-1]
		o.inside = true
		return ok
	})
	o.inside = false
	return ok
}

// pick lets write write a text, and records it as choose does.
func (o *output) pick(record bool, write func()) {
	if !record || o.inside {
		write()
		return
	}
	m := o.mark()
	o.inside = true
	write()
	o.inside = false
	o.labels = append(o.labels, o.since(m))
}

// expansion is the prompt that is complete. A mark of the language in it is an
// error.
func (o *output) expansion() Expansion {
	text, labels := o.text, o.labels
	if len(o.pending) > 0 {
		text, labels = o.drawAll()
	}
	marked, concealed := suspicious(text)
	if marked && o.err == nil {
		if mark := leftOver(text, o.template.lists); mark != "" {
			o.err = o.template.together(mark, reveal(bytes.Clone(text)))
		}
	}
	prompt := string(text)
	if concealed {
		prompt = reveal(bytes.Clone(text))
	}
	chosen := make([]string, 0, len(labels))
	for _, l := range labels {
		if _, concealed := suspicious([]byte(l)); concealed {
			l = reveal([]byte(l))
		}
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			chosen = append(chosen, l)
		}
	}
	return Expansion{Prompt: strings.TrimSpace(prompt), Label: strings.Join(chosen, " · ")}
}
