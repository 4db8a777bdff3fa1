// Package keymap is the subcommand keymap: the actions of the studio with their
// shortcuts, and what is wrong with those that the config gives.
package keymap

import (
	"github.com/spf13/cobra"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	JSON bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "keymap",
		Short: "List the actions of the studio with their shortcuts",
		Long: `List the actions of the studio: the id, the shortcuts and the name of each. Changed
shortcuts are marked "*". To change the shortcuts of an action, use its id in
[keymap] of the config:

  [keymap]
  "result.pick" = ["p", "ctrl+k"]
  "queue.open" = ["g x"]
  "result.again" = []`,
		Example: "  imagine-tui keymap",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return run(o) },
	}
	command.Flags().BoolVar(&o.JSON, console.JSONFlag, false, "print one JSON array (imagine-tui help json)")
	return command
}

func run(o *Options) error {
	s, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	table, mistakes := Read(o.Setup, s)
	for _, m := range mistakes {
		o.Console.Warn("%s", m)
	}
	if len(mistakes) > 0 && !table.Changed() {
		o.Console.Say("The default shortcuts apply.")
	}
	if o.JSON {
		return o.Console.JSON(table.Entries())
	}
	return table.Print(o.Console.Out)
}
