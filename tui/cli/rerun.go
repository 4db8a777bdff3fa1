package cli

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
)

// rerun is one call of rerun: pictures made again from their recipes, as a
// generation of one run each.
type rerun struct {
	generation
	files []string
}

func (a *program) rerunCommand() *cobra.Command {
	r := &rerun{generation: generation{app: a, again: true}}
	command := &cobra.Command{
		Use:   "rerun FILE…",
		Short: "Make pictures again from their recipes, and say how they differ",
		Long: `Make each picture again from its recipe, save it as another take, and say how it
compares: "identical" (the very bytes), "same pixels", or by how much it differs.
The key is the one the picture was made with, unless another is named.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { r.files = args; return r.run(c.Context()) },
	}
	f := command.Flags()
	f.StringVarP(&r.keyName, "key", "k", "", "`name` of the key to use (else the one the picture was made with)")
	f.StringVarP(&r.out, "out", "o", "", "results `folder` for this call")
	f.BoolVar(&r.yes, "yes", false, "ask no question about cost")
	return command
}

func (r *rerun) run(ctx context.Context) (err error) {
	if r.settings, err = r.app.setup.Settings(); err != nil {
		return err
	}
	options := app.EngineOptions{Out: r.out, Latency: "0", Unattended: true}
	if r.engine, err = r.app.setup.OpenEngine(ctx, r.settings, options); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.engine.Close()) }()
	r.app.sayProblems(r.engine.Keys)
	keepOnBrokenPipe()
	worst := statusOK
	for _, file := range r.files {
		status, problem := statusOf(r.one(ctx, file))
		if problem != nil {
			r.app.say("%s: %s", file, sentence(problem))
		}
		if status == statusInterrupt || status == statusUsage {
			return &statusError{Status: status}
		}
		worst = max(worst, status) // 3, a key that cannot pay, is worse than 1
	}
	if worst != statusOK {
		return &statusError{Status: worst}
	}
	return nil
}

// one makes one picture again and says how it compares.
func (r *rerun) one(ctx context.Context, file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	old, found, err := recipeOf(r.engine.Library, path)
	switch {
	case err != nil:
		return err
	case !found:
		return errors.New("it holds no recipe, so it cannot be made again")
	}
	if err := r.chooseKey(old); err != nil {
		return usageError(err)
	}
	old.Request = r.engine.Library.Located(old.Request)
	if r.plan, err = again(old); err != nil {
		return err
	}
	r.parent = old.Parent
	r.price = r.cost()
	if err := r.confirm(ctx); err != nil {
		return err
	}
	report := newReport(&r.generation)
	report.quiet = true
	if err := r.send(ctx, report); err != nil {
		return err
	}
	verdict, err := compareTakes(path, old, report.last)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.app.stdout, "%s\t%s\t%s\n", verdict, clean.Line(path), clean.Line(report.last.Path))
	return err
}

// chooseKey takes the key that is named, else that of the recipe. It never
// takes another one instead: it might cost, and would paint something else.
func (r *rerun) chooseKey(old history.Sidecar) (err error) {
	name := r.keyName
	if name == "" {
		name = old.Key
	}
	if name == "" && old.Sandbox {
		name = key.SandboxName
	}
	if name == "" {
		return errors.New("its recipe names no key: choose one with --key")
	}
	if _, there := r.engine.Keys.Get(name); !there && r.keyName == "" {
		return fmt.Errorf("its key %s is not here: choose another with --key", clean.Line(name))
	}
	if r.key, err = r.engine.Keys.InUse(name, ""); err != nil {
		return err
	}
	r.account, err = r.engine.Account(r.key.Name)
	return err
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
	d, err := comparePictures(path, take.Path)
	if err != nil {
		return "", err
	}
	return d.String(), nil
}
