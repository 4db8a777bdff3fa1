package generate

import (
	"context"
	"errors"
	"iter"
	"math/rand/v2"
	"slices"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/plan"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/operations"
	"imagine-tui/tui/cli/order"
	"imagine-tui/tui/cli/planfile"
)

// PlanCommand returns the subcommand plan.
func PlanCommand(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup, planning: true, DryRun: true}
	command := &cobra.Command{
		Use:   "plan [PROMPT]",
		Short: "Write what generate would send, a line of JSON for each request",
		Long: `Write a plan: what generate would send with the same flags, one line of JSON for
each request, with its seed drawn and its identity in "hash". Nothing is sent, and
there may be any number. generate --plan sends the lines, as often as it is called,
and pays for each once; with --shard each of several machines sends a part.

Files are named from the folder in which plan is called, where they lie below it:
write the plan there. "key" (the name of a key), "output" (a file for the picture)
and "tags" may be added to lines; lines of other events are skipped.

Operations:

` + operations.List(),
		Example: `  imagine-tui plan --from prompts.txt -s anime,realistic --seed random:4 > plan.jsonl
  imagine-tui generate --plan plan.jsonl --dry-run`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.JSON = true // with or without the flag
			return run(c.Context(), o, c.Flags(), args)
		},
	}
	o.wanted(command)
	f := command.Flags()
	f.StringVarP(&o.Out, "out", "o", "", "results `folder` in which is looked for what is saved")
	f.StringVar(&o.Output, "output", "", "put this `file` into each line; use {hash}, {seed}, {style} or {n}")
	f.BoolVar(&o.Again, "again", false, "plan even what is already saved")
	console.AddJSON(f, &o.JSON)
	return command
}

// planned is a plan that comes line by line.
type planned struct {
	order.Source
	close func()
}

// Hash is over the bytes of the plan, "" where it is made as it is asked for.
func (p *planned) Hash() string {
	if file, is := p.Source.(*planfile.File); is {
		return file.Hash()
	}
	return ""
}

// Close is done with it.
func (p *planned) Close() { p.close() }

// lines opens the plan that is to be sent line by line, or that is to be written so;
// nil where there is none.
func (o *Options) lines(ctx context.Context, settings app.Settings, args []string) (*planned, error) {
	switch {
	case o.Sharing.Plan != "":
		return o.openPlan(ctx, settings)
	case !o.planning:
		return nil, nil
	}
	in, prompts, err := o.input(ctx, settings, args)
	if err != nil {
		return nil, err
	}
	w := &written{in: in, prompts: prompts, seeds: in.Seeds.Draw(in.Rand), dice: [2]uint64{rand.Uint64(), rand.Uint64()}} // #nosec G404 -- words of prompts, no secret
	return &planned{w, func() {}}, nil
}

// openPlan opens a file with a plan.
func (o *Options) openPlan(ctx context.Context, settings app.Settings) (*planned, error) {
	if err := exit.KeyInPath(o.Sharing.Plan); err != nil {
		return nil, err
	}
	library, err := o.Setup.OpenLibrary(settings, o.Out)
	if err != nil {
		return nil, err
	}
	if o.Sharing.Plan == stdin && console.IsTerminal(o.Console.In) {
		o.Console.Say("Write the lines of a plan; ctrl+d on an empty line ends.")
	}
	file, err := console.Read(ctx, func() (*planfile.File, error) {
		return planfile.Open(o.Sharing.Plan, o.Console.In, o.Setup.Places.StateDir, &planfile.Inputs{Library: history.InputsOf(library), Config: settings.Upload})
	})
	if err != nil {
		return nil, err
	}
	return &planned{file, func() { _ = file.Close() }}, nil // it was only read
}

// written is a plan that is made of templates as it is asked for.
type written struct {
	in      plan.Input
	prompts []prompt
	seeds   []int64
	dice    [2]uint64 // what is drawn is drawn by these, each time the same
	err     error
}

// together is how many prompts are parsed at a time.
const together = 500

// errEnough ends what nobody wants more of.
var errEnough = errors.New("enough")

// Lines makes the requests.
func (w *written) Lines() iter.Seq[planfile.Line] {
	return func(yield func(planfile.Line) bool) {
		in := w.in
		in.Rand = rand.New(rand.NewPCG(w.dice[0], w.dice[1])) // #nosec G404 -- words of prompts, no secret
		n := 0
		use := func(item plan.Item) error {
			n++
			if !yield(planfile.Line{Number: n, Item: item}) {
				return errEnough
			}
			return nil
		}
		parts := slices.Collect(slices.Chunk(w.in.Prompts, together))
		if len(parts) == 0 {
			parts = [][]string{nil}
		}
		for i, part := range parts {
			in.Prompts = part
			switch err := plan.Each(in, w.seeds, use); {
			case errors.Is(err, errEnough):
				return
			case err != nil:
				w.err = placed(within(err, i*together, len(w.in.Prompts)), w.prompts)
				return
			}
		}
	}
}

// within says of which of all prompts an error is that is about one of some.
func within(err error, first, all int) error {
	var one *plan.PromptError
	var request *api.RequestError
	switch {
	case errors.As(err, &one):
		return &plan.PromptError{Index: first + one.Index, Err: one.Err}
	case all > 1 && !errors.As(err, &request):
		return &plan.PromptError{Index: first, Err: err}
	}
	return err
}

// Err says what is wrong with a template.
func (w *written) Err() error { return w.err }

// Name is what the plan is called.
func (w *written) Name() string { return "plan" }

// Keep has nothing to do: what is planned is not sent.
func (w *written) Keep(planfile.Line) error { return nil }
