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
	"imagine-tui/api/plan/styleset"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/wording"
)

// Input is what a person chose.
type Input struct {
	Operation api.Operation
	// Prompts are templates, unless Literal. Operations without a prompt
	// ignore them.
	Prompts []string
	Literal bool
	// Lookup finds the lists of values that templates name as __this__; nil
	// where they have no meaning.
	Lookup template.Lookup
	// Sets put words around every prompt; each gives prompts of its own. With
	// none the prompts stay as they are.
	Sets []styleset.Set
	// Styles and AspectRatios may be empty: the operation's default is used.
	Styles       []string
	AspectRatios []string
	Seeds        Seeds
	// Pictures are what the operation works on, see api.LoadInputs: each is a
	// picture with what belongs to it, and gives requests of its own.
	// Operations that need none must have none.
	Pictures [][]api.Input
	// Extra are fields for every request that the catalogue does not know.
	Extra map[string]string
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

// axes are what a plan multiplies beside its prompts: what the operation does
// not have stands there once, empty.
type axes struct {
	styles, ratios []string
	seeds          int
	pictures       [][]api.Input
}

// each is how many requests one prompt gives.
func (a axes) each() *big.Int {
	n := big.NewInt(1)
	for _, m := range []int{len(a.styles), len(a.ratios), a.seeds, len(a.pictures)} {
		n.Mul(n, big.NewInt(int64(m)))
	}
	return n
}

// axes are the axes an operation really has.
func (in Input) axes() (axes, error) {
	spec, ok := api.Lookup(in.Operation)
	if !ok {
		return axes{}, fmt.Errorf("there is no operation %q", in.Operation)
	}
	a := axes{styles: []string{""}, ratios: []string{""}, seeds: 1, pictures: in.Pictures}
	if f, has := spec.Field("style"); has {
		a.styles = orDefault(in.Styles, f.Default)
	}
	if f, has := spec.Field("aspect_ratio"); has {
		a.ratios = orDefault(in.AspectRatios, f.Default)
	}
	if in.seeded() {
		a.seeds = in.Seeds.Count()
	}
	picture, _ := spec.FileFields()
	switch {
	case picture != "" && len(a.pictures) == 0:
		return axes{}, fmt.Errorf("choose a picture first: %s works on one", in.Operation)
	case picture == "" && len(a.pictures) > 0:
		return axes{}, fmt.Errorf("%s works on no picture", in.Operation)
	case picture == "":
		a.pictures = [][]api.Input{nil}
	}
	if in.Strict {
		for _, s := range a.styles {
			if s == "" {
				continue
			}
			if err := api.CheckStyle(in.Operation, s); err != nil {
				return axes{}, err
			}
		}
	}
	return a, nil
}

// takes tells whether the operation has a field.
func (in Input) takes(field string) bool {
	spec, _ := api.Lookup(in.Operation)
	_, has := spec.Field(field)
	return has
}

// seeded tells whether the operation takes a seed.
func (in Input) seeded() bool { return in.takes("seed") }

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

// templates reads the prompts. An operation without a prompt has one that is
// empty.
func (in Input) templates() ([]*template.Template, error) {
	if _, known := api.Lookup(in.Operation); known && !in.takes("prompt") {
		return []*template.Template{template.Literal("")}, nil
	}
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
			if t, err = template.ParseWith(text, in.Lookup); err != nil {
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
	a, err := in.axes()
	if err != nil {
		return 0, nil, err
	}
	all := new(big.Int)
	sample, _ := in.Seeds.Sample()
	for _, t := range templates {
		n := t.Count()
		if limit := big.NewInt(int64(sample)); sample > 0 && n.Cmp(limit) > 0 {
			n = limit
		}
		all.Add(all, n)
	}
	if in.takes("prompt") {
		all.Mul(all, big.NewInt(int64(max(1, len(in.Sets)))))
	}
	total = new(big.Int).Mul(all, a.each())
	prompts = MaxRuns + 1
	if all.IsInt64() && all.Int64() <= MaxRuns {
		prompts = int(all.Int64())
	}
	return prompts, total, nil
}

// Build makes every request of a plan, in the order prompts, styles, aspect
// ratios, seeds, pictures, the last fastest. Random seeds are drawn once and shared by
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
	a, err := in.axes()
	if err != nil {
		return Plan{}, err
	}
	seeds := []int64{0}
	if in.seeded() {
		seeds = in.Seeds.Draw(in.Rand)
	}
	p := Plan{Styles: len(a.styles), Ratios: len(a.ratios), Seeds: len(seeds), Pictures: len(in.Pictures)}
	seen := map[string]bool{}
	for i, t := range templates {
		prompts, note, err := in.expand(t)
		if err != nil {
			return Plan{}, err
		}
		prompts = in.wrapped(prompts)
		p.Prompts += len(prompts)
		for _, e := range prompts {
			base := Item{Request: api.Request{Operation: in.Operation, Prompt: e.Prompt, Extra: in.Extra}, Variant: e.Label}
			if in.takes("prompt") {
				base.Template = strings.TrimSpace(clean.Text(in.Prompts[i])) + note
			}
			if err := p.add(base, a, seeds, seen); err != nil {
				return Plan{}, err
			}
		}
	}
	return p, nil
}

// wrapped puts the words of each set around each prompt.
func (in Input) wrapped(prompts []template.Expansion) []template.Expansion {
	if len(in.Sets) == 0 || !in.takes("prompt") {
		return prompts
	}
	out := make([]template.Expansion, 0, len(prompts)*len(in.Sets))
	for _, e := range prompts {
		for _, s := range in.Sets {
			label := e.Label
			if label != "" {
				label += " · "
			}
			out = append(out, template.Expansion{Prompt: s.Apply(e.Prompt), Label: label + clean.Line(s.Name)})
		}
	}
	return out
}

// expand makes the prompts of a template: all, or a sample. note is a comment
// for the template that says which sample, so that it can be drawn again.
func (in Input) expand(t *template.Template) (prompts []template.Expansion, note string, err error) {
	n, seed := in.Seeds.Sample()
	if n == 0 || t.Count().Cmp(big.NewInt(int64(n))) <= 0 {
		prompts, err = t.Expand(MaxRuns)
		return prompts, "", err
	}
	if seed == 0 {
		seed = 1 + int64n(in.Rand, api.MaxSeed)
	}
	prompts, err = t.SampleSeed(n, uint64(seed)) // #nosec G115 -- 1 … api.MaxSeed
	return prompts, fmt.Sprintf("\n# sample %d@%d", n, seed), err
}

// add appends the requests of one prompt.
func (p *Plan) add(base Item, a axes, seeds []int64, seen map[string]bool) error {
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
					hash := r.Hash()
					if seen[hash] {
						continue
					}
					seen[hash] = true
					it.Tokens, it.Priced = api.Price(r.Operation, style)
					p.Items = append(p.Items, it)
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
