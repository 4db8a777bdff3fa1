// Package history is the subcommand history: list and search what is saved.
package history

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/garbage"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/gallery"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	JSON  bool
	Limit int

	width int // of the terminal, 0 into a pipe
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "history [QUERY]",
		Short: "List and search saved pictures, newest first",
		Long: `List all saved pictures, or those that match QUERY, newest first unless QUERY sorts
them. The studio's filter, and --query of other commands, use the same syntax.

` + strings.Join(gallery.QueryHelp(), "\n") + `
States that exist only in the studio (marked, new, running, waiting, failed, unknown)
match nothing here. Put the query in single quotes to protect it from the shell; a
query that starts with - must follow --.`,
		Example: `  imagine-tui history harbour dusk is:picked
  imagine-tui history '"old harbour" -fog style:anime rating:>3' --json
  imagine-tui history -n 10 sort:rating style:anime
  imagine-tui history -- '-tag:cover since:2026-10'`,
		RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), o, args) },
	}
	f := command.Flags()
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	f.IntVarP(&o.Limit, "limit", "n", 0, "print at most this many (0: all)")
	command.AddCommand(rebuildCommand(c, setup))
	return command
}

func run(ctx context.Context, o *Options, words []string) error {
	if o.Limit < 0 {
		return exit.Misusef("-n %d: use 0 or more", o.Limit)
	}
	var query gallery.Query
	if len(words) > 0 {
		var err error
		if query, err = selection.ParseQuery(o.Setup, strings.Join(words, " ")); err != nil {
			return err
		}
	}
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	if console.IsTerminal(o.Console.Out) {
		o.width, _ = o.Console.Size()
	}
	garbage.Later(400, 200)
	flush := o.Console.Gather()
	listed := 0
	var broken error
	err = selection.Find(ctx, library, query, func(e history.Entry) bool {
		listed++
		broken = o.print(e)
		return broken == nil && (o.Limit == 0 || listed < o.Limit)
	})
	broken = cmp.Or(broken, flush())
	switch {
	case err != nil:
		return err
	case broken != nil:
		return broken
	case listed > 0:
		return nil
	}
	if n := library.Count(); n > 0 {
		o.Console.Say("None of %d results match.", n)
	} else {
		o.Console.Say("Nothing is saved in %s yet.", library.Folder())
	}
	return nil
}
