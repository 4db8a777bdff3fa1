package plan

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/plan/styleset"
	"imagine-tui/api/plan/template"
)

// Input is what a person chose.
type Input struct {
	Operation api.Operation
	// Prompts are templates, unless Literal. Operations without a prompt
	// ignore them.
	Prompts []string
	Literal bool
	// Lookup finds the lists of values that templates name as __this__, in one
	// reading of them that does not change; nil where they have no meaning.
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
	// Rand draws what is random; nil means the ordinary generator.
	Rand *rand.Rand
	// Limit is the most requests that may come of it, 0 for MaxRuns.
	Limit int
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
		return axes{}, fmt.Errorf("choose a picture first: %s needs one", in.Operation)
	case picture == "" && len(a.pictures) > 0:
		return axes{}, fmt.Errorf("%s does not use a picture", in.Operation)
	case picture == "":
		a.pictures = [][]api.Input{nil}
	default:
		a.pictures = different(in.Pictures)
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

// different returns the pictures without those that came before under another
// path.
func different(pictures [][]api.Input) [][]api.Input {
	seen := map[string]bool{}
	var out [][]api.Input
	for _, p := range pictures {
		// Only what is in the files sets requests apart.
		if name := (api.Request{Inputs: p}).Hash(); !seen[name] {
			seen[name] = true
			out = append(out, p)
		}
	}
	return out
}
