package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/plan/template"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
)

// generation is one call of generate: its flags, and what they led to.
type generation struct {
	app *program

	keyName   string
	styles    []string
	ratios    []string
	seed      string
	operation string
	images    []string
	masks     []string
	invert    bool
	from      string
	out       string
	parallel  int
	dryRun    bool
	json      bool
	yes       bool
	again     bool
	literal   bool
	sample    int

	// parent is what the result is made from, where its request does not say.
	parent   string
	settings app.Settings
	engine   *app.Engine
	key      key.Key
	account  queue.Account
	plan     plan.Plan
	price    budget.Cost
}

func (a *program) generateCommand() *cobra.Command {
	g := &generation{app: a}
	command := &cobra.Command{
		Use:   "generate [PROMPT]",
		Short: "Make pictures and videos without the studio",
		Long: `Make one picture for each combination of prompts, styles, aspect ratios and
seeds, and print the path of each. A prompt may hold alternatives: "a {red|blue}
house" makes two. Pictures that are saved already are not made, nor paid, again.

With --op and --image, pictures are worked on: each file that is named gives a
result of its own for each combination of the rest. Operations:

  text-to-image text-to-png     make a picture from words
  remove-background upscale     need --image
  generative-fill resize        need --image, --mask and a prompt
  retouch                       needs --image and --mask
  ai-background                 needs --image (with a cut out subject) and a prompt
  text-to-video                 needs a prompt and --style
  image-to-video                needs --image, a prompt and --style

A mask is a PNG as large as its picture: white is changed, black is kept. Videos
take minutes; what is interrupted meanwhile is fetched by: imagine-tui recover.

Exit status: 0 all saved; 3 a key was refused or is out of tokens; 1 something
else failed, was cancelled, or was sent and never answered; 2 usage or
configuration, or above the budget with nobody to ask; 130 interrupted.`,
		Example: `  imagine-tui generate "a lighthouse at {dawn|dusk}" -s anime,realistic --seed 1-4
  imagine-tui generate --from prompts.txt -k work --json > events.jsonl
  imagine-tui generate --op upscale --image a.png --image b.png
  imagine-tui generate "waves roll in" --op image-to-video --image sea.jpg -s kling-1.0-pro`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return g.run(c.Context(), args) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.StringVarP(&g.keyName, "key", "k", "", "`name` of the key to use (else the one chosen last, else the default)")
	f.StringArrayVarP(&g.styles, "style", "s", nil, "`list` of styles, separated by commas")
	f.StringArrayVarP(&g.ratios, "aspect-ratio", "a", nil, "`list` of aspect ratios, separated by commas")
	f.StringVar(&g.seed, "seed", "", "`seeds`: 7, 1-8, 1,5,9, random or random:4; with \"sample 50\" behind, as --sample")
	f.IntVar(&g.sample, "sample", 0, "`number` of prompts to pick at random from each template, instead of all")
	f.StringVar(&g.operation, "op", string(api.TextToImage), "`operation`, see above")
	f.StringArrayVar(&g.images, "image", nil, "`file` to work on, PNG, JPEG or WebP; once for each")
	f.StringArrayVar(&g.masks, "mask", nil, "`file` that says where; one for all pictures, or one for each")
	f.BoolVar(&g.invert, "invert-mask", false, "take black for white in masks, and white for black")
	f.StringVar(&g.from, "from", "", "`file` of prompts, one a line, - for standard input; blank lines and lines starting with '# ' are skipped")
	f.StringVarP(&g.out, "out", "o", "", "results `folder` for this call")
	f.IntVarP(&g.parallel, "parallel", "j", 0, "`number` of requests in flight (else what the key says)")
	f.BoolVar(&g.dryRun, "dry-run", false, "print the plan, send nothing")
	f.BoolVar(&g.json, "json", false, "print one JSON object a line")
	f.BoolVar(&g.yes, "yes", false, "ask no question about cost")
	f.BoolVar(&g.again, "again", false, "send even what is saved already")
	f.BoolVar(&g.literal, "literal", false, "take prompts as they are, without templates")
	return command
}

// run is the command: plan, ask where the price calls for it, send, report.
func (g *generation) run(ctx context.Context, args []string) (err error) {
	if g.sample < 0 {
		return usagef("--sample %d picks nothing: write how many prompts, as in --sample 50", g.sample)
	}
	if g.parallel < 0 || g.parallel > 64 {
		return usagef("-j %d is out of range: use 1 to 64 requests in flight", g.parallel)
	}
	if g.settings, err = g.app.setup.Settings(); err != nil {
		return err
	}
	prompts, err := g.prompts(args)
	if err != nil {
		return usageError(err)
	}
	if g.plan, err = g.build(prompts); err != nil {
		var many *plan.TooManyError
		if g.dryRun && errors.As(err, &many) {
			return g.tellMany(many)
		}
		return usageError(err)
	}
	if g.engine, err = g.app.setup.OpenEngine(ctx, g.settings, app.EngineOptions{Out: g.out, Latency: "0", Parallel: g.parallel, Unattended: true}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.engine.Close()) }()
	g.app.sayProblems(g.engine.Keys)
	if g.key, err = g.engine.Keys.InUse(g.keyName, g.settings.Defaults.Key); err != nil {
		return usageError(err)
	}
	if g.account, err = g.engine.Account(g.key.Name); err != nil {
		return usageError(err)
	}
	g.price = g.cost()
	report := newReport(g)
	report.planned()
	if g.dryRun {
		return nil
	}
	if err := g.confirm(ctx); err != nil {
		return err
	}
	keepOnBrokenPipe()
	return g.send(ctx, report)
}

// tellMany prints the plan of a dry run that is far too large to be built.
func (g *generation) tellMany(many *plan.TooManyError) error {
	if g.json {
		return writeJSON(g.app.stdout, largeEvent{Event: "planned", Runs: json.Number(many.Count.String()), Limit: plan.MaxRuns})
	}
	g.app.say("%s pictures: above %s in one plan nothing is sent.", many.Count, wording.Thousands(plan.MaxRuns))
	return nil
}

// build turns flags, config and prompts into a plan.
func (g *generation) build(prompts []string) (plan.Plan, error) {
	op := api.Operation(g.operation)
	in := plan.Input{
		Operation: op, Prompts: prompts, Literal: g.literal, Strict: !op.MakesVideo(),
		Extra: g.settings.Operations.Extra(op),
		Rand:  rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64())),
	}
	spec, known := api.Lookup(op)
	if !known || !spec.Callable {
		return plan.Plan{}, api.Request{Operation: op}.Validate()
	}
	var err error
	defaults := g.settings.Defaults
	if in.Styles, err = choice("style", g.styles, spec, defaults.Style); err != nil {
		return plan.Plan{}, err
	}
	if in.AspectRatios, err = choice("aspect_ratio", g.ratios, spec, defaults.AspectRatio); err != nil {
		return plan.Plan{}, err
	}
	if _, has := spec.Field("seed"); !has && g.seed != "" {
		return plan.Plan{}, fmt.Errorf("--seed: the operation %s has no seed", op)
	}
	g.doubtStyles(op, in.Styles)
	if in.Pictures, err = g.pictures(op); err != nil {
		return plan.Plan{}, err
	}
	seed := g.seed
	if seed == "" {
		seed = g.settings.Defaults.Seed
	}
	if g.sample > 0 {
		seed += fmt.Sprintf(" sample %d", g.sample)
	}
	if in.Seeds, err = plan.ParseSeeds(seed); err != nil {
		return plan.Plan{}, fmt.Errorf("--seed: %w", err)
	}
	if in.Lookup, err = g.lookup(prompts); err != nil {
		return plan.Plan{}, err
	}
	return plan.Build(in)
}

// lookup returns what finds the lists of wildcards; they are only read when a
// prompt names one.
func (g *generation) lookup(prompts []string) (template.Lookup, error) {
	if !slices.ContainsFunc(prompts, func(p string) bool { return strings.Contains(p, "__") }) {
		return nil, nil
	}
	folder, err := g.app.setup.Wildcards(g.settings)
	if err != nil {
		return nil, err
	}
	lists, err := folder.Load()
	if err != nil {
		return nil, err
	}
	for _, p := range lists.Problems() {
		g.app.say("%s", p)
	}
	return lists.Lookup, nil
}

// choice returns the values of a list flag, without repetitions; without the
// flag the default, where the operation has such a field at all and knows that
// value.
func choice(field string, lists []string, spec api.Spec, def string) ([]string, error) {
	flag := "--" + strings.ReplaceAll(field, "_", "-")
	f, has := spec.Field(field)
	switch {
	case !has && len(lists) > 0:
		return nil, fmt.Errorf("%s: the operation %s has no such choice", flag, spec.Operation)
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
			return nil, fmt.Errorf("%s: an entry of the list is empty", flag)
		}
		if !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return values, nil
}
