// Package judge is the subcommands pick, reject, rate and tag: what a person
// thinks of pictures that are saved.
package judge

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/hooks"
	"imagine-tui/tui/cli/project"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/gallery"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Selection selection.Selection
	JSON      bool
}

// run writes the change into the description of each picture. One that cannot be
// changed does not keep the others from it.
func run(ctx context.Context, o *Options, change gallery.Judgement, did string) error {
	if err := o.Selection.Check(); err != nil {
		return err
	}
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	found, problem := o.Selection.Entries(ctx, o.Console, library)
	if len(found) == 0 {
		if problem == nil {
			o.Console.Say("%s, so nothing was changed.", o.Selection.Nothing())
		}
		return problem
	}
	told, err := o.hooks(ctx, change)
	if err != nil {
		return err
	}
	defer told.Close(ctx, o.Console)
	problems := []error{problem}
	var judged wording.Made
	for _, e := range found {
		if ctx.Err() != nil {
			problems = append(problems, ctx.Err())
			break
		}
		if err := o.judge(library, e, change, told); err != nil {
			problems = append(problems, err)
			continue
		}
		judged.Add(e.IsVideo())
	}
	if judged.Len() > 0 {
		o.Console.Say("%s %s.", judged, did)
	}
	return errors.Join(problems...)
}

// hooks are those that are told of picks, nil for none.
func (o *Options) hooks(ctx context.Context, change gallery.Judgement) (*hooks.Hooks, error) {
	if change.Picked == nil || !change.Picked.To {
		return nil, nil
	}
	s, err := o.Setup.Settings()
	if err == nil {
		s, err = project.Ask(ctx, o.Console, o.Setup, s)
	}
	if err != nil || len(s.Hooks.Picked) == 0 {
		return nil, err
	}
	keys, err := o.Setup.OpenKeys(s, false) // it knows which variables hold keys
	if err != nil {
		return nil, err
	}
	return hooks.Open(o.Setup, s, keys, nil), nil
}

// judge changes what is said of one result, and prints what is said of it now.
func (o *Options) judge(library *history.Library, e history.Entry, change gallery.Judgement, told *hooks.Hooks) error {
	if !history.Holds(library, e.Path) {
		return fmt.Errorf("%s is not in the library %s; --library FOLDER names another", clean.Line(filepath.Base(e.Path)), clean.Line(library.Folder()))
	}
	var now history.Sidecar
	was := false
	if err := library.Update(e.Path, func(s *history.Sidecar) {
		was = s.Picked
		change.Write(s)
		now = *s
	}); err != nil {
		return err
	}
	e.Sidecar.Picked, e.Sidecar.Rejected, e.Sidecar.Rating, e.Sidecar.Tags = now.Picked, now.Rejected, now.Rating, now.Tags
	if now.Picked && !was {
		told.Picked(e)
	}
	if o.JSON {
		return o.Console.JSON(event.Listed{Event: "judged", Result: event.ResultOf(e)})
	}
	_, err := fmt.Fprintln(o.Console.Out, o.Console.Path(e.Path))
	return err
}
