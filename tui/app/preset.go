package app

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/history/filters"
)

// Preset is settings that have a name: what it says takes the place of what is set,
// all else stays.
type Preset struct {
	Operation string `toml:"operation"`
	// Style and AspectRatio are lists, separated by commas, as the flags of generate.
	Style       string `toml:"style"`
	AspectRatio string `toml:"aspect_ratio"`
	Seed        string `toml:"seed"`
}

// Styles are those that the preset names.
func (p Preset) Styles() []string { return listed(p.Style) }

// AspectRatios are those that the preset names.
func (p Preset) AspectRatios() []string { return listed(p.AspectRatio) }

// Words say what a preset sets.
func (p Preset) Words() string {
	var words []string
	for _, one := range []string{p.Operation, strings.Join(p.Styles(), ","), strings.Join(p.AspectRatios(), ",")} {
		if one != "" {
			words = append(words, one)
		}
	}
	if p.Seed != "" {
		words = append(words, "seed "+p.Seed)
	}
	return strings.Join(words, " · ")
}

// listed are the entries of a list.
func listed(list string) []string {
	var out []string
	for one := range strings.SplitSeq(list, ",") {
		if one = strings.TrimSpace(one); one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// validate does not look styles up: the vendor's lists are incomplete.
func (p Preset) validate() error {
	op := api.TextToImage
	if p.Operation != "" {
		op = api.Operation(p.Operation)
		if spec, known := api.Lookup(op); !known || !spec.Callable {
			return fmt.Errorf("operation = %q is unknown: imagine-tui operations lists them", p.Operation)
		}
	}
	ratios := api.AspectRatios(op)
	for _, one := range p.AspectRatios() {
		if !slices.Contains(ratios, one) {
			return fmt.Errorf("aspect_ratio = %q is unknown: use %s", one, strings.Join(ratios, ", "))
		}
	}
	if p.Seed != "" {
		if _, err := plan.ParseSeeds(p.Seed); err != nil {
			return fmt.Errorf("seed = %q: %w", p.Seed, err)
		}
	}
	if p.Words() == "" {
		return errors.New("it sets nothing: write operation, style, aspect_ratio or seed")
	}
	return nil
}

// validateNamed returns the first preset or snippet that cannot be used.
func validateNamed(presets map[string]Preset, snippets map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(presets)) {
		if _, err := filters.Name(name); err != nil {
			return fmt.Errorf("preset: %w", err)
		}
		if err := presets[name].validate(); err != nil {
			return fmt.Errorf("preset.%s: %w", name, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(snippets)) {
		if _, err := filters.Name(name); err != nil {
			return fmt.Errorf("snippets: %w", err)
		}
		if strings.TrimSpace(snippets[name]) == "" {
			return fmt.Errorf("snippets: %s is empty", name)
		}
	}
	return nil
}
