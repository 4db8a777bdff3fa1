// Package rerun is the subcommand rerun: pictures made again from their recipes.
package rerun

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/diff"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
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
	Drain   signals.Drain
	Unknown order.Unknown
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "rerun FILE…",
		Short: "Make pictures again from their recipes, and say how they differ",
		Long: `Make each picture again from its recipe, save it as another take, and say how it
compares: "identical" (the very bytes), "same pixels", or by how much it differs.
The key is the one the picture was made with, unless another is named.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), o, args) },
	}
	f := command.Flags()
	f.StringVarP(&o.Key, "key", "k", "", "`name` of the key to use (else the one the picture was made with)")
	f.StringVarP(&o.Out, "out", "o", "", "results `folder` for this call")
	f.BoolVar(&o.Yes, "yes", false, "ask no question about cost")
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
	orders, worst := o.prepareAll(ctx, files, func() *order.Order {
		return &order.Order{
			Console: o.Console, Log: o.Setup.Log, Engine: engine, Limits: settings.Budget, Again: true, Yes: o.Yes, Quiet: true, JSON: o.JSON,
			Drain: o.Drain, Unknown: o.Unknown, FromFile: len(files) > 1,
		}
	})
	if worst == exit.Usage {
		return exit.Said(worst)
	}
	if n := unsettled(orders); n > 0 && o.Unknown == order.Fail {
		o.Console.Warn("Nothing was sent: %d of these %d were sent before and never answered; %s recover lists them.", n, len(orders), app.Name)
		return exit.Said(exit.Failed)
	}
	for _, one := range orders {
		status := o.tell(one.file, one.send(ctx))
		if signals.Interrupted(ctx) || status == exit.Usage {
			return exit.Said(status)
		}
		worst = max(worst, status) // 3, a key that cannot pay, is worse than 1
	}
	if worst != exit.OK {
		return exit.Said(worst)
	}
	return nil
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

// rerunEvent is a picture that was made again, in JSON.
type rerunEvent struct {
	Event string `json:"event"`
	// Verdict is identical, same pixels, another video, or differs: and by how
	// much.
	Verdict string `json:"verdict"`
	event.Path
	Take   event.Path `json:"take"` // the new one
	Tokens int        `json:"tokens"`
}

// making is a picture that is to be made again.
type making struct {
	file, path string
	old        history.Sidecar
	order      *order.Order
}

// unsettled is how many were sent before and never answered.
func unsettled(list []*making) int {
	n := 0
	for _, one := range list {
		n += one.order.Unsettled()
	}
	return n
}

// prepareAll prepares what can be made again, and tells of the rest; worst is
// the exit status that means.
func (o *Options) prepareAll(ctx context.Context, files []string, sent func() *order.Order) (list []*making, worst int) {
	for _, file := range files {
		one, err := o.prepare(ctx, sent(), file)
		if err == nil {
			list = append(list, one)
			continue
		}
		status := o.tell(file, err)
		if status == exit.Usage {
			return nil, status
		}
		worst = max(worst, status)
	}
	return list, worst
}

// prepare reads the recipe of a picture, and prices making it again.
func (o *Options) prepare(ctx context.Context, sent *order.Order, file string) (*making, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	library := sent.Engine.Library
	old, found, err := selection.Recipe(library, path)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, errors.New("it holds no recipe, so it cannot be made again")
	case old.Foreign != nil:
		return nil, fmt.Errorf("its recipe is of another program (%s) and names no style of this service: bring it back in the studio, or give its prompt to generate", old.Foreign.Program)
	}
	if err := o.choose(sent, old); err != nil {
		return nil, exit.Misuse(err)
	}
	old.Request = library.Located(old.Request)
	if sent.Plan, err = again(old); err != nil {
		return nil, err
	}
	sent.Parent = old.Parent
	return &making{file, path, old, sent}, sent.Price(ctx)
}

// send makes the picture again and says how it compares.
func (m *making) send(ctx context.Context) error {
	report := order.NewReport(m.order)
	if err := m.order.Settle(ctx, report); err != nil {
		return err
	}
	if err := m.order.Confirm(ctx); err != nil {
		return err
	}
	if err := m.order.Send(ctx, report); err != nil {
		return err
	}
	take := report.Last()
	verdict, err := compareTakes(m.path, m.old, take)
	if err != nil {
		return err
	}
	if m.order.JSON {
		return m.order.Console.JSON(rerunEvent{"rerun", verdict, event.PathOf(m.path), event.PathOf(take.Path), take.Tokens})
	}
	_, err = fmt.Fprintf(m.order.Console.Out, "%s\t%s\t%s\n", verdict, clean.Line(m.path), clean.Line(take.Path))
	return err
}

// choose takes the key that is named, else that of the recipe. It never takes
// another one instead: it might cost, and would paint something else.
func (o *Options) choose(sent *order.Order, old history.Sidecar) error {
	name := o.Key
	if name == "" {
		name = old.Key
	}
	if name == "" && old.Sandbox {
		name = key.SandboxName
	}
	if name == "" {
		return errors.New("its recipe names no key: choose one with --key")
	}
	if _, there := sent.Engine.Keys.Get(name); !there && o.Key == "" {
		return fmt.Errorf("its key %s is not here: choose another with --key", clean.Line(name))
	}
	return sent.Choose(name, "")
}

// again is the plan that makes one picture once more.
func again(old history.Sidecar) (plan.Plan, error) {
	request := old.Request
	if err := request.Validate(); err != nil {
		return plan.Plan{}, err
	}
	if err := request.CheckFiles(); err != nil {
		return plan.Plan{}, fmt.Errorf("what it was made from is not there any more: %w", err)
	}
	item := plan.Item{Request: request, Template: old.Template}
	item.Tokens, item.Priced = api.Price(request.Operation, request.Style)
	return plan.Plan{Items: []plan.Item{item}, Prompts: 1, Styles: 1, Ratios: 1, Seeds: 1}, nil
}

// compareTakes says how a picture that was made again compares with the first.
func compareTakes(path string, old history.Sidecar, take queue.Saved) (string, error) {
	if old.SHA256 != "" && old.SHA256 == take.SHA256 {
		return "identical", nil
	}
	if old.Request.Operation.MakesVideo() {
		return "another video", nil
	}
	d, err := diff.Pictures(path, take.Path)
	if err != nil {
		return "", err
	}
	return d.String(), nil
}
