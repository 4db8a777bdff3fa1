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
	problems := []error{problem}
	var judged wording.Made
	for _, e := range found {
		if ctx.Err() != nil {
			problems = append(problems, ctx.Err())
			break
		}
		if err := o.judge(library, e, change); err != nil {
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

// judge changes what is said of one result, and prints what is said of it now.
func (o *Options) judge(library *history.Library, e history.Entry, change gallery.Judgement) error {
	if !history.Holds(library, e.Path) {
		return fmt.Errorf("%s: it is not in the library %s; --library FOLDER names another", clean.Line(filepath.Base(e.Path)), clean.Line(library.Folder()))
	}
	var now history.Sidecar
	if err := library.Update(e.Path, func(s *history.Sidecar) {
		change.Write(s)
		now = *s
	}); err != nil {
		return err
	}
	if o.JSON {
		e.Sidecar.Picked, e.Sidecar.Rejected, e.Sidecar.Rating, e.Sidecar.Tags = now.Picked, now.Rejected, now.Rating, now.Tags
		return o.Console.JSON(event.Listed{Event: "judged", Result: event.ResultOf(e)})
	}
	_, err := fmt.Fprintln(o.Console.Out, o.Console.Path(e.Path))
	return err
}
