package plan

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
)

// Input is what a person chose.
type Input struct {
	Operation api.Operation
	// Prompts are templates, unless Literal.
	Prompts []string
	Literal bool
	// Styles and AspectRatios may be empty: the operation's default is used.
	Styles       []string
	AspectRatios []string
	Seeds        Seeds
	// Rand draws random seeds; nil means the ordinary generator.
	Rand *rand.Rand
	// Strict refuses style ids the catalogue does not know.
	Strict bool
}

// TooManyError says that a plan would hold more than MaxRuns requests.
type TooManyError struct{ Count *big.Int }

func (e *TooManyError) Error() string {
	return fmt.Sprintf("%s pictures at once are more than %d: mark fewer styles, use fewer seeds, or narrow the template", e.Count, MaxRuns)
}

// errEmpty is the first thing a person sees who presses enter too early.
var errEmpty = errors.New("write a prompt first")

// axes are the styles and ratios an operation really has.
func (in Input) axes() (styles, ratios []string, err error) {
	spec, ok := api.Lookup(in.Operation)
	if !ok {
		return nil, nil, fmt.Errorf("there is no operation %q", in.Operation)
	}
	styles, ratios = []string{""}, []string{""}
	if f, has := spec.Field("style"); has {
		styles = orDefault(in.Styles, f.Default)
	}
	if f, has := spec.Field("aspect_ratio"); has {
		ratios = orDefault(in.AspectRatios, f.Default)
	}
	if in.Strict {
		for _, s := range styles {
			if s == "" {
				continue
			}
			if err := api.CheckStyle(in.Operation, s); err != nil {
				return nil, nil, err
			}
		}
	}
	return styles, ratios, nil
}

// seeded tells whether the operation takes a seed.
func (in Input) seeded() bool {
	spec, _ := api.Lookup(in.Operation)
	_, has := spec.Field("seed")
	return has
}

// orDefault returns the values once each, or the default when there are none.
func orDefault(values []string, fallback string) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		return []string{fallback}
	}
	return out
}

func (in Input) templates() ([]*template.Template, error) {
	var out []*template.Template
	for i, text := range in.Prompts {
		// Not trimmed, so that the column of a mistake is the one on screen;
		// what it expands to is.
		text = clean.Text(text)
		if strings.TrimSpace(text) == "" {
			return nil, errEmpty
		}
		t := template.Literal(text)
		if !in.Literal {
			var err error
			if t, err = template.Parse(text); err != nil {
				if len(in.Prompts) > 1 {
					return nil, fmt.Errorf("prompt %d: %w", i+1, err)
				}
				return nil, err
			}
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, errEmpty
	}
	return out, nil
}

// Count returns how many prompts the templates stand for and how many
// requests the plan would hold, without building any. prompts is capped at
// MaxRuns+1. Errors are those of Build, but never TooManyError.
func Count(in Input) (prompts int, total *big.Int, err error) {
	templates, err := in.templates()
	if err != nil {
		return 0, nil, err
	}
	styles, ratios, err := in.axes()
	if err != nil {
		return 0, nil, err
	}
	all := new(big.Int)
	for _, t := range templates {
		all.Add(all, t.Count())
	}
	seeds := 1
	if in.seeded() {
		seeds = in.Seeds.Count()
	}
	total = new(big.Int).Mul(all, big.NewInt(int64(len(styles)*len(ratios)*seeds)))
	prompts = MaxRuns + 1
	if all.IsInt64() && all.Int64() <= MaxRuns {
		prompts = int(all.Int64())
	}
	return prompts, total, nil
}

// Build makes every request of a plan, in the order prompts, styles, aspect
// ratios, seeds, the last fastest. Random seeds are drawn once and shared by
// all cells, so that what is compared differs in one thing only. Identical
// requests are kept once. Errors: *TooManyError above MaxRuns,
// *template.Error with its column, *api.RequestError for what the catalogue
// does not allow, an unknown style when Strict.
func Build(in Input) (Plan, error) {
	_, total, err := Count(in)
	if err != nil {
		return Plan{}, err
	}
	if !total.IsInt64() || total.Int64() > MaxRuns {
		return Plan{}, &TooManyError{Count: total}
	}
	templates, err := in.templates()
	if err != nil {
		return Plan{}, err
	}
	styles, ratios, err := in.axes()
	if err != nil {
		return Plan{}, err
	}
	seeds := []int64{0}
	if in.seeded() {
		seeds = in.Seeds.Draw(in.Rand)
	}
	p := Plan{Styles: len(styles), Ratios: len(ratios), Seeds: len(seeds)}
	seen := map[string]bool{}
	for i, t := range templates {
		prompts, err := t.Expand(MaxRuns)
		if err != nil {
			return Plan{}, err
		}
		p.Prompts += len(prompts)
		for _, e := range prompts {
			base := Item{Request: api.Request{Operation: in.Operation, Prompt: e.Prompt}, Template: strings.TrimSpace(clean.Text(in.Prompts[i])), Variant: e.Label}
			if err := p.add(base, styles, ratios, seeds, seen); err != nil {
				return Plan{}, err
			}
		}
	}
	return p, nil
}

// add appends the requests of one prompt.
func (p *Plan) add(base Item, styles, ratios []string, seeds []int64, seen map[string]bool) error {
	for _, style := range styles {
		for _, ratio := range ratios {
			for _, seed := range seeds {
				it := base
				it.Request.Style, it.Request.AspectRatio, it.Request.Seed = style, ratio, seed
				if err := it.Request.Validate(); err != nil {
					return err
				}
				hash := it.Request.Hash()
				if seen[hash] {
					continue
				}
				seen[hash] = true
				it.Tokens, it.Priced = api.Price(it.Request.Operation, style)
				p.Items = append(p.Items, it)
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

// Summary says what a plan multiplies to: "2 prompts × 1 style × 4 seeds = 8".
func (p Plan) Summary() string {
	parts := []string{wording.Count(p.Prompts, "prompt"), wording.Count(p.Styles, "style")}
	if p.Ratios > 1 {
		parts = append(parts, wording.Count(p.Ratios, "ratio"))
	}
	parts = append(parts, wording.Count(p.Seeds, "seed"))
	return strings.Join(parts, " × ") + " = " + strconv.Itoa(len(p.Items))
}
