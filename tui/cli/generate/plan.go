package generate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/tui/app"
)

// plan turns flags, config and prompts into a plan.
func (o *Options) plan(ctx context.Context, settings app.Settings, args []string) (plan.Plan, error) {
	in, prompts, err := o.input(ctx, settings, args)
	if err != nil {
		return plan.Plan{}, err
	}
	p, err := plan.Build(in)
	return p, placed(err, prompts)
}

// input is what is asked for, and where its prompts were written.
func (o *Options) input(ctx context.Context, settings app.Settings, args []string) (plan.Input, []prompt, error) {
	prompts, err := o.prompts(ctx, args)
	if err != nil {
		return plan.Input{}, nil, err
	}
	op := api.Operation(o.Operation)
	in := plan.Input{
		Operation: op, Prompts: texts(prompts), Literal: o.Literal,
		Extra: settings.Operations.Extra(op),
		Rand:  rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())),
	}
	spec, known := api.Lookup(op)
	if !known || !spec.Callable {
		return plan.Input{}, nil, api.Request{Operation: op}.Validate()
	}
	defaults := settings.Defaults
	if in.Styles, err = choice("style", o.Styles, spec, defaults.Style); err != nil {
		return plan.Input{}, nil, err
	}
	if in.AspectRatios, err = choice("aspect_ratio", o.AspectRatios, spec, defaults.AspectRatio); err != nil {
		return plan.Input{}, nil, err
	}
	if _, has := spec.Field("seed"); !has && o.Seed != "" {
		return plan.Input{}, nil, fmt.Errorf("--seed: the operation %s has no seed", op)
	}
	o.doubtStyles(op, in.Styles)
	if in.Pictures, err = o.pictures(settings, op); err != nil {
		return plan.Input{}, nil, err
	}
	seed := o.Seed
	if seed == "" {
		seed = settings.Defaults.Seed
	}
	if o.Sample > 0 {
		seed += fmt.Sprintf(" sample %d", o.Sample)
	}
	if in.Seeds, err = plan.ParseSeeds(seed); err != nil {
		return plan.Input{}, nil, fmt.Errorf("--seed: %w", err)
	}
	if in.Lookup, err = o.lookup(settings, in.Prompts); err != nil {
		return plan.Input{}, nil, err
	}
	return in, prompts, nil
}

// lookup returns what finds the lists of wildcards, all in one reading; they are
// only read when a prompt may name one.
func (o *Options) lookup(settings app.Settings, prompts []string) (template.Lookup, error) {
	if o.Literal || !slices.ContainsFunc(prompts, mayNameList) {
		return nil, nil
	}
	folder, err := o.Setup.Wildcards(settings)
	if err != nil {
		return nil, err
	}
	lists, err := folder.Load()
	if err != nil {
		return nil, err
	}
	return lists.Lookup, nil
}

// mayNameList tells whether a prompt has what names of lists begin with, if only
// in parts that come together.
func mayNameList(prompt string) bool {
	return strings.Contains(prompt, "__") || strings.Contains(prompt, "_") && strings.Contains(prompt, "{")
}

// choice returns the values of a list flag, without repetitions; without the
// flag the default, where the operation has such a field at all and knows that
// value.
func choice(field string, lists []string, spec api.Spec, def string) ([]string, error) {
	flag := "--" + strings.ReplaceAll(field, "_", "-")
	f, has := spec.Field(field)
	switch {
	case !has && len(lists) > 0:
		return nil, fmt.Errorf("%s: the operation %s has no such option", flag, spec.Operation)
	case !has:
		return nil, nil
	case len(lists) == 0 && spec.Operation != api.TextToImage && (f.Default == "" || !slices.Contains(f.Values, def)):
		return nil, nil // the default was chosen for pictures from words
	case len(lists) == 0:
		return []string{def}, nil
	}
	var values []string
	for value := range strings.SplitSeq(strings.Join(lists, ","), ",") {
		if value = strings.TrimSpace(value); value == "" {
			return nil, fmt.Errorf("%s: the list has an empty entry", flag)
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return values, nil
}
