// Package generate is the subcommand generate: make pictures and videos and save
// them.
package generate

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"imagine-tui/api"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/history/upload"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/hooks"
	"imagine-tui/tui/cli/operations"
	"imagine-tui/tui/cli/order"
	"imagine-tui/tui/cli/project"
	"imagine-tui/tui/cli/signals"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Sharing Sharing

	Key          string // its name
	Styles       []string
	AspectRatios []string
	Seed         string
	Sample       int
	Operation    string
	Preset       string // its name
	Images       []string
	Masks        []string
	InvertMask   bool
	From         string // file of prompts
	Out          string // folder, or - for standard output
	Output       string // file
	Parallel     int
	DryRun       bool
	JSON         bool
	Yes          bool
	Again        bool
	NoHooks      bool // run no programs of [hooks]
	Literal      bool
	Drain        signals.Drain
	Unknown      order.Unknown

	planning bool           // the subcommand plan
	copies   *upload.Copies // what is sent in place of the files that were named
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "generate [PROMPT]",
		Short: "Make pictures and videos without the studio",
		Long: `Make one picture for each combination of prompts, styles, aspect ratios and
seeds, and print the path of each. A prompt can contain alternatives: "a {red|blue}
house" makes two pictures; see imagine-tui help templates. Pictures that are already
saved are not made or paid for again. Requests that were sent before and never
answered, by anyone using this library, may have been charged: --unknown says
whether to send them again. Use - as the prompt to read one from standard input. A
template or --from can make up to 10,000 requests; for more, write a plan to a file
with ` + app.Name + ` plan and send it with --plan, or parts of it with --shard (see
` + app.Name + ` help scale).

Pictures are always saved in the library. --output FILE also writes a copy to FILE:
if that file is this same picture, nothing is made; any other file is never
overwritten, and the exit status is 2. -o - writes the picture to standard output.

With --op and --image, existing pictures are edited: every file gives one result
for each combination of the other options. Operations:

` + operations.List() + `

A mask is a PNG of the same size as its picture: white is changed, black is kept.
Videos take minutes; if you interrupt one, imagine-tui recover fetches it later.

Exit status: 0 all saved; 1 something failed, was cancelled, or was sent and never
answered; 2 a mistake in usage or config, or above the budget with nobody to ask;
3 a key was refused or is out of tokens; 75 with --plan, nothing is wrong, but the
service was too busy: run the same command again; 128 plus the number of a signal, such as 130
for an interrupt.`,
		Example: `  imagine-tui generate "a lighthouse at {dawn|dusk}" -s anime,realistic --seed 1-4
  imagine-tui generate --from prompts.txt -k work --json > events.jsonl
  imagine-tui generate "a red fox" --seed 7 --output fox.jpg
  imagine-tui generate --plan plan.jsonl --shard 0/16 --yes
  imagine-tui generate --op upscale --image a.jpg --image b.jpg
  imagine-tui generate "waves roll in" --op image-to-video --image sea.jpg -s kling-1.0-pro`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), o, c.Flags(), args) },
	}
	o.wanted(command)
	f := command.Flags()
	o.Sharing.addTo(f)
	f.StringVarP(&o.Out, "out", "o", "", "save in this `folder` instead of the library; -o - writes the picture to standard output")
	f.StringVar(&o.Output, "output", "", "also save the picture as this `file`; use {hash}, {seed}, {style} or {n} for several")
	f.IntVarP(&o.Parallel, "parallel", "j", 0, "`number` of parallel requests (default: the key's)")
	f.BoolVar(&o.DryRun, "dry-run", false, "print the plan, send nothing")
	console.AddJSON(f, &o.JSON)
	f.BoolVar(&o.Yes, "yes", false, "do not ask about cost")
	f.BoolVar(&o.Again, "again", false, "send even what is already saved")
	f.BoolVar(&o.NoHooks, "no-hooks", false, "do not run [hooks]")
	f.Var(&o.Unknown, "unknown", order.UnknownUsage)
	order.AddMaxTokens(command, &setup.Ceiling)
	o.Drain.AddTo(command)
	return command
}

// wanted are the flags that say what is asked for.
func (o *Options) wanted(command *cobra.Command) {
	f := command.Flags()
	f.SortFlags = false
	f.StringVarP(&o.Key, "key", "k", "", "`name` of the key to use (default: the last one used, or the one in the config)")
	f.StringArrayVarP(&o.Styles, "style", "s", nil, "`list` of styles, separated by commas")
	f.StringArrayVarP(&o.AspectRatios, "aspect-ratio", "a", nil, "`list` of aspect ratios, separated by commas")
	f.StringVar(&o.Seed, "seed", "", "`seeds`: 7, 1-8, 1,5,9, random or random:4; add \"sample 50\" for the effect of --sample")
	f.IntVar(&o.Sample, "sample", 0, "`number` of prompts to pick at random from each template, instead of all")
	f.StringVar(&o.Operation, "op", string(api.TextToImage), "`operation`, see above")
	f.StringVar(&o.Preset, "preset", "", "`name` of a preset in the config or the project; other flags override it")
	f.StringArrayVar(&o.Images, "image", nil, "`file` to edit (PNG, JPEG or WebP); may be repeated")
	f.StringArrayVar(&o.Masks, "mask", nil, "mask `file`; one for all pictures, or one for each")
	f.BoolVar(&o.InvertMask, "invert-mask", false, "swap black and white in masks")
	f.StringVar(&o.From, "from", "", "`file` of prompts, one per line (- for standard input); blank lines and lines starting with '# ' are skipped")
	f.BoolVar(&o.Literal, "literal", false, "send prompts literally, not as templates")
}

// run is the command: plan, ask where the price calls for it, send, report.
func run(ctx context.Context, o *Options, flags *pflag.FlagSet, args []string) (err error) {
	if err := o.check(args); err != nil {
		return err
	}
	if o.Again && o.Unknown == order.Usual {
		o.Unknown = order.Send // all again is these too
	}
	if err := o.places(); err != nil {
		return err
	}
	settings, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	if !o.NoHooks && !o.DryRun {
		if settings, err = project.Ask(ctx, o.Console, o.Setup, settings); err != nil {
			return err
		}
	}
	if err := o.take(settings, flags); err != nil {
		return err
	}
	var p plan.Plan
	lines, err := o.lines(ctx, settings, args)
	if err == nil && lines == nil {
		p, err = o.plan(ctx, settings, args)
	}
	if err != nil {
		var many *plan.TooManyError
		if o.DryRun && errors.As(err, &many) {
			return order.TellMany(o.Console, o.JSON, many)
		}
		return exit.Misuse(err)
	}
	if lines != nil {
		defer lines.Close()
	}
	engine, err := o.Setup.OpenEngine(ctx, settings, app.EngineOptions{Out: o.Out, Latency: "0", Parallel: o.Parallel, Rate: o.Sharing.Rate, Unattended: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	o.Console.Tell(engine.Keys.Problems()...)
	sent := &order.Order{
		Console: o.Console, Log: o.Setup.Log, Engine: engine, Limits: settings.Budget, Plan: p,
		Again: o.Again, DryRun: o.DryRun, Yes: o.Yes, Piped: o.piped(args), JSON: o.JSON, Drain: o.Drain,
		FromFile: o.From != "", Unknown: o.Unknown, MaxFailures: o.Sharing.MaxFailures,
	}
	if o.copies != nil {
		sent.Keep = o.copies.Keep
	}
	if err := sent.Choose(o.Key, settings.Defaults.Key); err != nil {
		return exit.Misuse(err)
	}
	report := order.NewReport(sent)
	if err := o.price(ctx, sent, lines, report); err != nil {
		return err
	}
	report.Planned()
	if o.DryRun {
		return o.dry(sent, lines, report)
	}
	return o.send(ctx, settings, sent, lines, report)
}

// check looks at what the command line says.
func (o *Options) check(args []string) error {
	switch {
	case o.Sample < 0:
		return exit.Misusef("--sample %d picks nothing: write how many prompts, as in --sample 50", o.Sample)
	case o.Parallel < 0 || o.Parallel > key.MaxParallel:
		return exit.Misusef("-j %d is out of range: use 1 to %d requests in flight", o.Parallel, key.MaxParallel)
	case o.Sharing.MaxFailures < 0:
		return exit.Misusef("--max-failures %d is below 0: write after how many failures to stop", o.Sharing.MaxFailures)
	case o.Sharing.Plan == "" && o.Sharing.Shard.Of > 0:
		return exit.Misusef("--shard takes a part of a plan that is the same for all: name it with --plan (%s plan writes one)", app.Name)
	case o.Sharing.Plan == "" && o.Sharing.SkipBad:
		return exit.Misusef("--skip-bad is about the lines of --plan")
	case o.Sharing.Plan != "" && (len(args) > 0 || o.From != "" || len(o.Styles)+len(o.AspectRatios)+len(o.Images)+len(o.Masks) > 0 || o.Seed != "" || o.Sample > 0 || o.Preset != ""):
		return exit.Misusef("--plan already says what to make: leave out the prompt, --from, --style, --aspect-ratio, --seed, --sample, --preset, --image and --mask")
	}
	return nil
}

// price finds out what is to be paid, and where results go.
func (o *Options) price(ctx context.Context, sent *order.Order, lines *planned, report *order.Report) error {
	if o.Output != "" {
		if err := exit.KeyInPath(o.Output); err != nil {
			return err
		}
	}
	switch {
	case lines != nil && o.Output == order.Stdout:
		return exit.Misusef("-o - writes one picture: it does not go with --plan")
	case lines != nil:
		o.sayUnused(sent.Key.Name)
		return sent.Follow(ctx, &order.Lines{Source: lines, Shard: o.Sharing.Shard, SkipBad: o.Sharing.SkipBad, Output: o.Output}, report)
	case o.Output != "":
		if err := sent.Aim(ctx, o.Output); err != nil {
			return err
		}
	}
	o.sayUnused(sent.Key.Name)
	return sent.Price(ctx)
}

// dry ends a dry run as sending would end before anything is sent. A plan that is
// written is asked about when it is sent.
func (o *Options) dry(sent *order.Order, lines *planned, report *order.Report) error {
	if err := report.Broken(); err != nil {
		return err
	}
	if lines != nil && lines.Err() != nil {
		return exit.Misuse(lines.Err())
	}
	if o.planning {
		return nil
	}
	return sent.Refusal()
}

// send is what comes after the price.
func (o *Options) send(ctx context.Context, settings app.Settings, sent *order.Order, lines *planned, report *order.Report) error {
	if err := sent.Settle(ctx, report); err != nil {
		return err
	}
	if err := sent.Confirm(ctx); err != nil {
		return err
	}
	if o.Sharing.Status != "" {
		if err := report.KeepStatus(ctx, o.Sharing.Status); err != nil {
			return err
		}
	}
	signals.KeepOnBrokenPipe()
	if !o.NoHooks {
		told := hooks.Open(o.Setup, settings, sent.Engine.Keys, nil)
		defer told.Close(ctx, o.Console)
		sent.Hooks = told
	}
	if lines != nil {
		return sent.SendLines(ctx, report)
	}
	return sent.Send(ctx, report)
}
