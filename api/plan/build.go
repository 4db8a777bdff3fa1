package plan

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/wording"
)

// Build reads an input and makes every request of it, see Read and
// Reading.Plan.
func Build(in Input) (Plan, error) {
	r, err := Read(in)
	if err != nil {
		return Plan{}, err
	}
	return r.Plan(in.Rand)
}

// Plan makes every request, in the order prompts, styles, aspect ratios, seeds,
// pictures, the last fastest. Random seeds are drawn once and shared by all
// cells, so that what is compared differs in one thing only. No two requests
// are the same. Errors: *TooManyError above the limit, *api.RequestError for
// what the catalogue does not allow.
func (r *Reading) Plan(rng *rand.Rand) (Plan, error) {
	if many := r.TooMany(); many != nil {
		return Plan{}, many
	}
	seeds := []int64{0}
	if r.in.seeded() {
		seeds = r.in.Seeds.Draw(rng)
	}
	p := Plan{
		Prompts: len(r.prompts), Styles: len(r.axes.styles), Ratios: len(r.axes.ratios), Seeds: len(seeds), Pictures: len(r.in.Pictures),
	}
	if p.Pictures > 0 {
		p.Pictures = len(r.axes.pictures)
	}
	for _, t := range r.prompts {
		base := Item{Request: api.Request{Operation: r.in.Operation, Prompt: t.Prompt, Extra: r.in.Extra}, Variant: t.Label, Template: t.template}
		if err := p.add(base, r.axes, seeds); err != nil {
			return Plan{}, err
		}
	}
	return p, nil
}

// add appends the requests of one prompt.
func (p *Plan) add(base Item, a axes, seeds []int64) error {
	return a.requests(base, seeds, func(it Item) error {
		p.Items = append(p.Items, it)
		return nil
	})
}

// requests calls use with each request of one prompt.
func (a axes) requests(base Item, seeds []int64, use func(Item) error) error {
	for _, style := range a.styles {
		for _, ratio := range a.ratios {
			for _, seed := range seeds {
				for _, picture := range a.pictures {
					it := base
					r := &it.Request
					r.Style, r.AspectRatio, r.Seed, r.Inputs = style, ratio, seed, picture
					if err := r.Validate(); err != nil {
						return err
					}
					it.Tokens, it.Priced = api.Price(r.Operation, style)
					if err := use(it); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

// Tokens returns the catalogue price of all priced items, how many items have
// no price, and the styles (or, where there is none, operations) they are of.
func (p Plan) Tokens() (known, unpriced int, unpricedStyles []string) {
	seen := map[string]bool{}
	for _, it := range p.Items {
		if it.Priced {
			known += it.Tokens
			continue
		}
		unpriced++
		name := it.Request.Style
		if name == "" {
			name = string(it.Request.Operation)
		}
		if !seen[name] {
			seen[name] = true
			unpricedStyles = append(unpricedStyles, name)
		}
	}
	return known, unpriced, unpricedStyles
}

// Made is what the plan makes.
func (p Plan) Made() wording.Made {
	return wording.MadeOf(p.Items, func(it Item) bool { return it.Request.Operation.MakesVideo() })
}

// Summary says what a plan multiplies to: "2 prompts × 1 style × 4 seeds = 8",
// "3 pictures = 3".
func (p Plan) Summary() string {
	var parts []string
	add := func(n int, what string, always bool) {
		if n > 1 || always && n > 0 {
			parts = append(parts, wording.Count(n, what))
		}
	}
	words := p.Pictures == 0
	add(p.Prompts, "prompt", words)
	add(p.Styles, "style", words)
	add(p.Ratios, "ratio", false)
	add(p.Seeds, "seed", words)
	add(p.Pictures, "picture", true)
	return strings.Join(parts, " × ") + " = " + strconv.Itoa(len(p.Items))
}
