// Package restore is the subcommand restore: pictures made again of which only the
// recipe is there, as in a repository that keeps no pictures.
package restore

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/hooks"
	"imagine-tui/tui/cli/order"
	"imagine-tui/tui/cli/project"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/cli/signals"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Key     string // its name
	DryRun  bool
	Yes     bool
	JSON    bool
	NoHooks bool
	Drain   signals.Drain
	Unknown order.Unknown
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "restore",
		Short: "Make the pictures of which only the recipe is there",
		Long: `List the sidecars of the library whose pictures are not there, as in a repository that
has the recipes alone, say what making them costs, and make them once that is agreed
to. Each request is made once; one whose picture is in the library under another name
is not made, nor paid, again. Ratings, picks and tags of the recipe go to the new
picture, which gets a name and a sidecar of its own; the recipe stays as it is.

Recipes of the sandbox are made by the sandbox, all others with the key in use, unless
--key names one: recipes may be anybody's, so they do not choose who pays.`,
		Example: "  imagine-tui restore --dry-run",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return run(c.Context(), o) },
	}
	f := command.Flags()
	f.StringVarP(&o.Key, "key", "k", "", "`name` of the key to use (default: as generate)")
	f.BoolVar(&o.DryRun, "dry-run", false, "print what would be made and its price, send nothing")
	f.BoolVar(&o.Yes, "yes", false, "do not ask about cost")
	f.BoolVar(&o.NoHooks, "no-hooks", false, "run no programs of [hooks]")
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	f.Var(&o.Unknown, "unknown", order.UnknownUsage)
	order.AddMaxTokens(command, &setup.Ceiling)
	o.Drain.AddTo(command)
	return command
}

func run(ctx context.Context, o *Options) (err error) {
	settings, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	if !o.NoHooks && !o.DryRun {
		if settings, err = project.Ask(ctx, o.Console, o.Setup, settings); err != nil {
			return err
		}
	}
	engine, err := o.Setup.OpenEngine(ctx, settings, app.EngineOptions{Latency: "0", Unattended: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	o.Console.Tell(engine.Keys.Problems()...)
	absent, problem := missing(ctx, o.Console, engine.Library)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	lots, err := o.lots(engine, settings, absent)
	if err != nil {
		return errors.Join(problem, err)
	}
	if len(lots) == 0 {
		o.Console.Say("No picture is missing in %s.", clean.Line(engine.Library.Folder()))
		return problem
	}
	for _, l := range lots {
		if err := l.price(ctx); err != nil {
			return err
		}
	}
	if o.DryRun {
		for _, l := range lots {
			problem = errors.Join(problem, l.order.Refusal())
		}
		return problem
	}
	for _, l := range lots { // all is agreed to before any of it is sent
		if err := l.order.Settle(ctx, l.report); err != nil {
			return err
		}
		if err := l.order.Confirm(ctx); err != nil {
			return err
		}
	}
	signals.KeepOnBrokenPipe()
	if !o.NoHooks {
		told := hooks.Open(o.Setup, settings, engine.Keys, nil)
		defer told.Close(ctx, o.Console)
		for _, l := range lots {
			l.order.Hooks = told
		}
	}
	return errors.Join(problem, o.send(ctx, lots))
}

// send makes what was agreed to, key by key.
func (o *Options) send(ctx context.Context, lots []*lot) error {
	worst := exit.OK
	for _, l := range lots {
		err := l.order.Send(ctx, l.report)
		status, problem := exit.Of(err)
		if problem != nil || signals.Interrupted(ctx) {
			return err
		}
		worst = exit.Worse(worst, status)
	}
	if worst != exit.OK {
		return exit.Said(worst)
	}
	return nil
}

// lots puts what is missing together by the keys that make it.
func (o *Options) lots(engine *app.Engine, s app.Settings, absent []history.Entry) (list []*lot, err error) {
	byKey := map[bool]*lot{}
	for _, e := range absent {
		free := e.Sidecar.Sandbox && o.Key == ""
		l := byKey[free]
		if l == nil {
			l = newLot(o, engine, s.Budget)
			name := o.Key
			if free {
				name = key.SandboxName
			}
			if err := l.order.Choose(name, s.Defaults.Key); err != nil {
				return nil, exit.Misuse(err)
			}
		}
		if !l.add(o.Console, e) {
			continue
		}
		if byKey[free] == nil {
			byKey[free], list = l, append(list, l)
		}
	}
	return list, nil
}

// newLot returns one without a recipe.
func newLot(o *Options, engine *app.Engine, limits budget.Limits) *lot {
	l := &lot{seen: map[string]bool{}}
	l.order = &order.Order{
		Console: o.Console, Log: o.Setup.Log, Engine: engine, Limits: limits, DryRun: o.DryRun, Yes: o.Yes, JSON: o.JSON,
		Drain: o.Drain, Unknown: o.Unknown, FromFile: true, Ended: l.ended,
	}
	return l
}

// missing are the recipes whose pictures are not there, newest first.
func missing(ctx context.Context, c *console.Console, library *history.Library) (absent []history.Entry, err error) {
	progress, n := c.Progress(), 0
	defer progress.End()
	err = library.Load(ctx, 0, func(e history.Entry) bool {
		if e.PictureGone() {
			absent = append(absent, e)
		}
		n++
		progress.Show("Looking at recipes: %s", wording.Thousands(n))
		return true
	})
	progress.Clear()
	return absent, err
}
