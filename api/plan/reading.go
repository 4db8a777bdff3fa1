package plan

import (
	"fmt"
	"math/big"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan/template"
)

// Reading is an input that was read once. What it counts, shows, costs and
// builds is all of that reading, whatever becomes of the lists of values
// meanwhile. It does not change.
type Reading struct {
	in        Input
	axes      axes
	templates []*template.Template
	beyond    *big.Int // prompts of templates that were counted, where there are too many to keep
	// prompts are those of all templates, each once; nil where they are more
	// than can be sent.
	prompts []prompt
	bare    []template.Expansion // the same without the words of sets
	number  *big.Int             // of prompts
	total   *big.Int             // of requests
	drawn   bool
}

// prompt is one prompt and the template it is of.
type prompt struct {
	template.Expansion
	template string
}

// PromptError is a mistake in one of several prompts.
type PromptError struct {
	// Index is which, from 0.
	Index int
	Err   error
}

func (e *PromptError) Error() string { return fmt.Sprintf("prompt %d: %v", e.Index+1, e.Err) }

func (e *PromptError) Unwrap() error { return e.Err }

// Read reads an input. Errors: *template.Error with its column, a *PromptError
// around it where there are several prompts. That there are too many requests is
// found out by Plan.
func Read(in Input) (*Reading, error) {
	r := &Reading{in: in}
	if r.in.Limit == 0 {
		r.in.Limit = MaxRuns
	}
	if err := r.parse(); err != nil {
		return nil, err
	}
	var err error
	if r.axes, err = in.axes(); err != nil {
		return nil, err
	}
	r.number = r.bound()
	r.total = new(big.Int).Mul(r.number, r.axes.each())
	if r.TooMany() != nil {
		return r, nil //nolint:nilerr // it can be shown, and says itself that it cannot be sent
	}
	if err := r.expand(); err != nil {
		return nil, err
	}
	r.number = big.NewInt(int64(len(r.prompts)))
	r.total = new(big.Int).Mul(r.number, r.axes.each())
	return r, nil
}

// Input is what was read.
func (r *Reading) Input() Input { return r.in }

// Drawn tells whether something was drawn by the reading: another one of the same
// input has other prompts.
func (r *Reading) Drawn() bool { return r.drawn }

// parse reads the templates. An operation without a prompt has one that is
// empty.
func (r *Reading) parse() error {
	if _, known := api.Lookup(r.in.Operation); known && !r.in.takes("prompt") {
		r.templates = []*template.Template{template.Literal("")}
		return nil
	}
	for i, text := range r.in.Prompts {
		// Not trimmed, so that the column of a mistake is the one on screen;
		// what it expands to is.
		text = clean.Text(text)
		if strings.TrimSpace(text) == "" {
			return errEmpty
		}
		t := template.Literal(text)
		if !r.in.Literal {
			var err error
			if t, err = template.ParseWith(text, r.in.Lookup); err != nil {
				return r.in.about(i, err)
			}
		}
		r.take(t)
	}
	if len(r.templates) == 0 {
		return errEmpty
	}
	return nil
}

// take keeps a template, or of more than can be sent how many prompts it has.
func (r *Reading) take(t *template.Template) {
	if len(r.templates) <= r.in.Limit {
		r.templates = append(r.templates, t)
		return
	}
	if r.beyond == nil {
		r.beyond = new(big.Int)
	}
	r.beyond.Add(r.beyond, r.most(t))
}

// most is how many prompts of a template there are at most.
func (r *Reading) most(t *template.Template) *big.Int {
	if n := r.sampled(t); n > 0 {
		return big.NewInt(int64(n))
	}
	return t.Count()
}

// about says which of several prompts an error is about.
func (in Input) about(index int, err error) error {
	if len(in.Prompts) < 2 {
		return err
	}
	return &PromptError{Index: index, Err: err}
}

// sampled returns how many prompts of a template are picked, 0 for all of them.
func (r *Reading) sampled(t *template.Template) int {
	n, _ := r.in.Seeds.Sample()
	if n > 0 && !t.Drawn() && t.Count().Cmp(big.NewInt(int64(n))) <= 0 {
		return 0
	}
	return n
}

// bound is how many prompts there are at most.
func (r *Reading) bound() *big.Int {
	all := new(big.Int)
	if r.beyond != nil {
		all.Add(all, r.beyond)
	}
	for _, t := range r.templates {
		all.Add(all, r.most(t))
	}
	if r.in.takes("prompt") {
		all.Mul(all, big.NewInt(int64(max(1, len(r.in.Sets)))))
	}
	return all
}

// expand writes the prompts, each once however often it comes about.
func (r *Reading) expand() error {
	seen := map[string]bool{}
	for i, t := range r.templates {
		prompts, note, err := r.written(t)
		if err != nil {
			return r.in.about(i, err)
		}
		source := r.source(i, note)
		for _, e := range prompts {
			if e.Prompt == "" && r.in.takes("prompt") {
				return r.in.about(i, t.Empty())
			}
			r.bare = append(r.bare, e)
			for _, e := range r.in.wrapped(e) {
				if !seen[e.Prompt] {
					seen[e.Prompt] = true
					r.prompts = append(r.prompts, prompt{e, source})
				}
			}
		}
	}
	return nil
}

// written writes the prompts of a template: all, or a sample. note is a comment
// for the template that says which sample, so that it can be drawn again.
func (r *Reading) written(t *template.Template) (prompts []template.Expansion, note string, err error) {
	n, seed := r.drawing(t)
	if n == 0 {
		prompts, err = t.ExpandSeed(r.in.Limit, uint64(seed)) // #nosec G115 -- 1 … api.MaxSeed
		return prompts, "", err
	}
	prompts, err = t.SampleSeed(n, uint64(seed)) // #nosec G115 -- as above
	return prompts, fmt.Sprintf("\n# sample %d@%d", n, seed), err
}

// drawing returns how many prompts of a template are picked, 0 for all, and the seed
// by which they or what is drawn in them are, 0 where nothing is.
func (r *Reading) drawing(t *template.Template) (n int, seed int64) {
	if n = r.sampled(t); n > 0 {
		_, seed = r.in.Seeds.Sample()
	}
	if seed == 0 && (n > 0 || t.Drawn()) {
		seed = 1 + int64n(r.in.Rand, api.MaxSeed)
		r.drawn = true
	}
	return n, seed
}

// source is the template of a prompt as it is kept with what comes of it.
func (r *Reading) source(i int, note string) string {
	if !r.in.takes("prompt") {
		return ""
	}
	return strings.TrimSpace(clean.Text(r.in.Prompts[i])) + note
}

// wrapped puts the words of each set around a prompt. With none it stays as it
// is.
func (in Input) wrapped(e template.Expansion) []template.Expansion {
	if len(in.Sets) == 0 || !in.takes("prompt") {
		return []template.Expansion{e}
	}
	out := make([]template.Expansion, 0, len(in.Sets))
	for _, s := range in.Sets {
		label := e.Label
		if label != "" {
			label += " · "
		}
		out = append(out, template.Expansion{Prompt: s.Apply(e.Prompt), Label: label + clean.Line(s.Name)})
	}
	return out
}

// Prompts returns how many prompts there are, capped at MaxRuns+1.
func (r *Reading) Prompts() int {
	if r.number.IsInt64() && r.number.Int64() <= MaxRuns {
		return int(r.number.Int64())
	}
	return MaxRuns + 1
}

// Total returns how many requests there are; where they are too many, how many
// there would be if all of them were different.
func (r *Reading) Total() *big.Int { return new(big.Int).Set(r.total) }

// TooMany says that there are more requests than may be sent, nil if not.
func (r *Reading) TooMany() *TooManyError {
	if r.total.IsInt64() && r.total.Int64() <= int64(r.in.Limit) {
		return nil
	}
	many := &TooManyError{Count: r.Total(), Limit: r.in.Limit}
	many.Tokens, many.Unpriced = r.Tokens()
	return many
}

// First returns the first n prompts without the words of style sets, fewer where
// there are fewer or a mistake comes up.
func (r *Reading) First(n int) []template.Expansion {
	if r.bare != nil {
		return r.bare[:min(n, len(r.bare))]
	}
	first, _ := r.templates[0].First(n)
	return first
}

// Tokens returns the catalogue price of what has one, and the styles (or, where
// there is none, the operation) without.
func (r *Reading) Tokens() (tokens *big.Int, unpriced []string) {
	one := 0
	for _, style := range r.axes.styles {
		n, priced := api.Price(r.in.Operation, style)
		switch {
		case priced:
			one += n
		case style == "":
			unpriced = append(unpriced, string(r.in.Operation))
		default:
			unpriced = append(unpriced, style)
		}
	}
	each := new(big.Int).Quo(r.total, big.NewInt(int64(len(r.axes.styles))))
	return each.Mul(each, big.NewInt(int64(one))), unpriced
}
