// Package rerun is the subcommand rerun: pictures made again from their recipes.
package rerun

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/hooks"
	"imagine-tui/tui/cli/order"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/cli/signals"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Key     string // its name
	Out     string // folder
	Yes     bool
	JSON    bool
	NoHooks bool // run no programs of [hooks]
	Drain   signals.Drain
	Unknown order.Unknown
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "rerun FILE…",
		Short: "Make pictures again from their recipes and compare",
		Long: `Make each picture again from its recipe, save it as a new take, and compare the two:
"identical" (the same bytes), "same pixels", or how much they differ. Each picture is
made with its original key unless you name another. Requests run in parallel for each
key, results are printed in the order of the files, key by key, and you are asked
about the price once per key.`,
		Example: "  imagine-tui rerun picture.jpg",
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return run(c.Context(), o, args) },
	}
	f := command.Flags()
	f.StringVarP(&o.Key, "key", "k", "", "`name` of the key to use (default: the one the picture was made with)")
	f.StringVarP(&o.Out, "out", "o", "", "save in this `folder` instead of the library")
	f.BoolVar(&o.Yes, "yes", false, "do not ask about cost")
	f.BoolVar(&o.NoHooks, "no-hooks", false, "run no programs of [hooks]")
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	f.Var(&o.Unknown, "unknown", order.UnknownUsage)
	order.AddMaxTokens(command, &setup.Ceiling)
	o.Drain.AddTo(command)
	return command
}

func run(ctx context.Context, o *Options, files []string) (err error) {
	settings, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	engine, err := o.Setup.OpenEngine(ctx, settings, app.EngineOptions{Out: o.Out, Latency: "0", Unattended: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	o.Console.Tell(engine.Keys.Problems()...)
	signals.KeepOnBrokenPipe()
	lots, worst, err := o.prepare(ctx, files, func() *order.Order {
		return &order.Order{
			Console: o.Console, Log: o.Setup.Log, Engine: engine, Limits: settings.Budget, Again: true, Yes: o.Yes, Quiet: true, JSON: o.JSON,
			Drain: o.Drain, Unknown: o.Unknown, FromFile: len(files) > 1,
		}
	})
	if err != nil {
		return err
	}
	if worst == exit.Usage {
		return exit.Said(worst)
	}
	if n, of := unsettled(lots); n > 0 && o.Unknown == order.Fail {
		o.Console.Warn("Nothing was sent: %d of these %d were sent before and never answered; %s recover lists them.", n, of, app.Name)
		return exit.Said(exit.Failed)
	}
	lots, status := o.confirm(ctx, lots)
	if worst = exit.Worse(worst, status); status == exit.Usage || signals.Interrupted(ctx) {
		return exit.Said(status)
	}
	if !o.NoHooks {
		told := hooks.Open(o.Setup, settings, engine.Keys, nil)
		defer told.Close(ctx, o.Console)
		for _, l := range lots {
			l.order.Hooks = told
		}
	}
	for _, l := range lots {
		status := o.send(ctx, l)
		if signals.Interrupted(ctx) || status == exit.Usage {
			return exit.Said(status)
		}
		worst = exit.Worse(worst, status)
	}
	if worst != exit.OK {
		return exit.Said(worst)
	}
	return nil
}

// confirm returns what may be sent, all of which is known before any of it is.
func (o *Options) confirm(ctx context.Context, lots []*lot) (agreed []*lot, worst int) {
	for _, l := range lots {
		err := l.order.Settle(ctx, l.report)
		if err == nil {
			err = l.order.Confirm(ctx)
		}
		if err == nil {
			agreed = append(agreed, l)
			continue
		}
		status := o.tell(l.name(), err)
		if status == exit.Usage || signals.Interrupted(ctx) {
			return nil, status
		}
		worst = exit.Worse(worst, status)
	}
	return agreed, worst
}

// tell says what went wrong with a file, and returns the status that means.
func (o *Options) tell(file string, err error) int {
	status, problem := exit.Of(err)
	if problem == nil {
		return status
	}
	o.Console.Warn("%s: %s", file, api.Explain(problem))
	if o.JSON {
		for _, e := range event.Errors(fmt.Errorf("%s: %w", clean.Line(file), problem), status, "") {
			_ = o.Console.JSON(e) // it is said already
		}
	}
	return status
}
