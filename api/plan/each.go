package plan

import (
	"math"

	"imagine-tui/api"
	"imagine-tui/api/plan/template"
)

// Each calls use with every request of an input, in the order of Reading.Plan, for
// as long as it returns no error. There may be any number: they are made one after
// the other, and none is kept. A request comes again where a prompt does. seeds are
// those of all prompts, drawn before (Seeds.Draw), so that what goes through the same
// input twice, with a Rand that begins as it did, meets the same requests.
func Each(in Input, seeds []int64, use func(Item) error) error {
	in.Limit = math.MaxInt
	r := &Reading{in: in}
	if err := r.parse(); err != nil {
		return err
	}
	a, err := in.axes()
	if err != nil {
		return err
	}
	if !in.seeded() {
		seeds = []int64{0}
	}
	for i, t := range r.templates {
		if err := r.each(i, t, a, seeds, use); err != nil {
			return err
		}
	}
	return nil
}

// each makes the requests of one template.
func (r *Reading) each(i int, t *template.Template, a axes, seeds []int64, use func(Item) error) error {
	var wrong error
	source := r.source(i, "")
	one := func(e template.Expansion) bool {
		if e.Prompt == "" && r.in.takes("prompt") {
			wrong = r.in.about(i, t.Empty())
			return false
		}
		for _, e := range r.in.wrapped(e) {
			base := Item{Request: api.Request{Operation: r.in.Operation, Prompt: e.Prompt, Extra: r.in.Extra}, Variant: e.Label, Template: source}
			if wrong = a.requests(base, seeds, use); wrong != nil {
				return false
			}
		}
		return true
	}
	if r.sampled(t) > 0 {
		prompts, note, err := r.written(t)
		if err != nil {
			return r.in.about(i, err)
		}
		source = r.source(i, note)
		for _, e := range prompts {
			if !one(e) {
				return wrong
			}
		}
		return nil
	}
	_, seed := r.drawing(t)
	if err := t.Each(uint64(seed), one); err != nil { // #nosec G115 -- 1 … api.MaxSeed, or 0
		return r.in.about(i, err)
	}
	return wrong
}
