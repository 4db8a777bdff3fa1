// Package filters is the subcommand filters: queries that have names.
package filters

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"imagine-tui/api/closest"
	"imagine-tui/history/filters"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/gallery"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	JSON bool
}

// filterEvent is a saved filter, in JSON.
type filterEvent struct {
	Event  string `json:"event"`
	Change string `json:"change"` // saved, forgotten, or "" in a list
	Name   string `json:"name"`
	Query  string `json:"query"`
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "filters",
		Short: "List, save and remove named filters",
		Long: `List the saved filters. Use @NAME in any query, here and in the studio, alone or
combined with other terms. In a project they are those of the project.`,
		Example: `  imagine-tui filters
  imagine-tui filters save best 'rating:>3 -is:rejected sort:rating'
  imagine-tui history @best since:last-month`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return o.list() },
	}
	command.AddCommand(&cobra.Command{
		Use: "save NAME QUERY", Short: "Save a query under a name, replacing any filter of that name",
		Example: "  imagine-tui filters save best 'rating:>3 -is:rejected sort:rating'",
		Args:    cobra.MinimumNArgs(2),
		RunE:    func(_ *cobra.Command, args []string) error { return o.save(args[0], strings.Join(args[1:], " ")) },
	}, &cobra.Command{
		Use: "forget NAME", Short: "Remove a saved filter; pictures are kept",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return o.forget(args[0]) },
	})
	for _, with := range append(command.Commands(), command) {
		console.AddJSON(with.Flags(), &o.JSON)
	}
	return command
}

func (o *Options) dir() filters.Dir { return filters.Dir(o.Setup.Places.ProjectState()) }

func (o *Options) list() error {
	all, err := o.dir().All()
	if err != nil {
		return err
	}
	if len(all) == 0 && !o.JSON {
		o.Console.Say("No filter is saved yet.")
		return nil
	}
	table := tabwriter.NewWriter(o.Console.Out, 0, 0, 2, ' ', 0)
	for _, name := range gallery.Named(all).Names() {
		if !o.JSON {
			fmt.Fprintf(table, "@%s\t%s\n", name, all[name])
		} else if err := o.Console.JSON(filterEvent{"filter", "", name, all[name]}); err != nil {
			return err
		}
	}
	return table.Flush()
}

// save keeps a query, with what others that it names stand for in their place.
func (o *Options) save(name, text string) error {
	name, err := filters.Name(name)
	if err != nil {
		return exit.Misuse(err)
	}
	if _, err := selection.ParseQuery(o.Setup, text); err != nil {
		return err
	}
	all, err := o.dir().All()
	if err != nil {
		return err
	}
	text = gallery.Named(all).Expand(text)
	if err := o.dir().Save(name, text); err != nil {
		return err
	}
	return o.tell("saved", name, text)
}

func (o *Options) forget(name string) error {
	name, err := filters.Name(name)
	if err != nil {
		return exit.Misuse(err)
	}
	all, err := o.dir().All()
	if err != nil {
		return err
	}
	names := gallery.Named(all).Names()
	if !slices.Contains(names, name) {
		hint := ""
		if near := closest.Of(name, names); len(near) > 0 {
			hint = "; did you mean @" + near[0] + "?"
		}
		return exit.Misusef("no filter is saved as @%s%s", name, hint)
	}
	if err := o.dir().Forget(name); err != nil {
		return err
	}
	return o.tell("forgotten", name, all[name])
}

func (o *Options) tell(change, name, text string) error {
	if o.JSON {
		return o.Console.JSON(filterEvent{"filter", change, name, text})
	}
	o.Console.Say("@%s is %s: %s", name, change, text)
	return nil
}
