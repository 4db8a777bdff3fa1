// Package recover is the subcommand recover: settle what was left unfinished.
package recover

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/selection"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Out   string   // folder
	Drop  []string // ids
	Force bool
	JSON  bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "recover",
		Short: "Finish or list interrupted requests",
		Long: `Save pictures that arrived but were not saved, and download videos that are ready.
This costs nothing. Everything else is listed:

  complete    the picture arrived but cannot be saved in the library, for the
              reason shown; --out saves it elsewhere
  rendering   the video is still being made
  unknown     sent and never answered: it may have been charged, so it is not
              sent again automatically

--drop removes an entry permanently, by the id at the end of its line. Complete
pictures are only removed with --force.`,
		Example: `  imagine-tui recover
  imagine-tui recover --out ~/rescued`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return run(c.Context(), o) },
	}
	command.Flags().StringVarP(&o.Out, "out", "o", "", "save in this `folder` instead of the library")
	command.Flags().StringArrayVar(&o.Drop, "drop", nil, "remove the request with this `ID` and anything received for it; may be repeated")
	command.Flags().BoolVar(&o.Force, "force", false, "with --drop: remove even a complete picture, which is already paid for")
	selection.AddLibrary(command.Flags(), setup)
	console.AddJSON(command.Flags(), &o.JSON)
	return command
}

func run(ctx context.Context, o *Options) error {
	if o.Force && len(o.Drop) == 0 {
		return exit.Misusef("--force needs --drop: name what to drop")
	}
	s, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	library, err := o.Setup.OpenLibrary(s, "")
	if err != nil {
		return err
	}
	if len(o.Drop) > 0 {
		return o.drop(ctx, library)
	}
	var options []history.RecoverOption
	if o.Out != "" {
		folder, err := app.ExpandHome(o.Out)
		if err != nil {
			return exit.Misuse(err)
		}
		options = append(options, history.Into(folder))
	}
	entries, err := history.Recover(ctx, library, options...)
	if err == nil {
		err = o.videos(ctx, s, library, entries, options)
	}
	return errors.Join(o.tell(entries), err)
}

// drop forgets requests without an answer, which the person named one by
// one. Others are left alone: what can still be finished is not thrown away.
func (o *Options) drop(ctx context.Context, library *history.Library) error {
	var errs []error
	for _, id := range o.Drop {
		found, err := history.Recover(ctx, library, history.Only(id))
		switch {
		case err != nil:
			errs = append(errs, err)
		case len(found) == 0:
			errs = append(errs, fmt.Errorf("there is nothing unfinished with the id %s: %s recover lists what there is", clean.Line(id), app.Name))
		case found[0].Event == history.EventRecovered:
			o.Console.Say("%s was finished instead: %s", clean.Line(id), clean.Line(found[0].Path))
			errs = append(errs, o.told(eventOf(found[0])))
		case found[0].Event == history.EventComplete && !o.Force:
			errs = append(errs, fmt.Errorf("%s is a complete picture that is paid for: %s recover --out FOLDER saves it, --force drops it", clean.Line(id), app.Name))
		case found[0].Event == history.EventRendering:
			errs = append(errs, fmt.Errorf("%s is a video that is still being made: %s video delete removes it", clean.Line(id), app.Name))
		default:
			if err := library.Forget(id); err != nil {
				errs = append(errs, err)
				continue
			}
			o.Console.Say("%s is dropped.", clean.Line(id))
			forgotten := eventOf(found[0])
			forgotten.Event = "forgotten"
			errs = append(errs, o.told(forgotten))
		}
	}
	return errors.Join(errs...)
}

// told prints, as JSON, what became of one that was named.
func (o *Options) told(e entryEvent) error {
	if !o.JSON {
		return nil
	}
	return o.Console.JSON(e)
}
