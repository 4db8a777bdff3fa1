// Package keys is the subcommand keys: list, add, choose, rename, remove, check.
package keys

import (
	"errors"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/usage"
)

// Options are what every one of its commands works with.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	JSON bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "keys",
		Short: "List, add, choose, rename, remove and check API keys",
		Long: `Without a subcommand, list the keys. The key in use is marked "*".

A key is never passed as an argument: "add" asks for it, or reads it from standard
input. It is saved in the system keyring or in a private file, never in the config.

While the variable IMAGINE_API_KEY is set there is also a key "env", used only when
you ask for it with --key env or keys use env.`,
		Example: `  imagine-tui keys
  imagine-tui keys use sandbox
  imagine-tui keys check sandbox`,
		Args: usage.NoCommand,
		RunE: func(*cobra.Command, []string) error { return list(o) },
	}
	console.AddJSON(command.PersistentFlags(), &o.JSON)
	command.AddCommand(
		&cobra.Command{
			Use: "list", Short: "List the keys", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return list(o) },
		},
		addCommand(o),
		&cobra.Command{
			Use: "use NAME", Short: "Switch to a key", Args: keyNames(1),
			RunE: func(_ *cobra.Command, args []string) error { return use(o, args[0]) },
		},
		&cobra.Command{
			Use: "rename OLD NEW", Short: "Rename a saved key", Args: keyNames(2),
			RunE: func(_ *cobra.Command, args []string) error { return rename(o, args[0], args[1]) },
		},
		&cobra.Command{
			Use: "remove NAME", Short: "Remove a saved key and its secret; pictures are kept", Args: keyNames(1),
			RunE: func(c *cobra.Command, args []string) error { return remove(c.Context(), o, args[0]) },
		},
		&cobra.Command{
			Use: "check NAME", Short: "Check a key with the API; costs nothing", Args: keyNames(1),
			RunE: func(c *cobra.Command, args []string) error { return check(c.Context(), o, args[0]) },
		},
	)
	return command
}

// keyNames wants n names of keys, and catches a key given instead of a name:
// other programs of this computer can read arguments.
func keyNames(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		for _, arg := range args {
			if clean.HasKey(arg) {
				return errors.New("that looks like the key itself. Arguments can be read by other programs: give a name of your choice, and type the key when asked. It may be wise to make a new key at " + key.ConsoleURL)
			}
		}
		return cobra.ExactArgs(n)(c, args)
	}
}

// open opens the key store, and tells what keeps keys from being used.
func (o *Options) open() (app.Settings, *key.Store, error) {
	s, err := o.Setup.Settings()
	if err != nil {
		return s, nil, err
	}
	store, err := o.Setup.OpenKeys(s, false)
	if err != nil {
		return s, nil, err
	}
	o.Console.Tell(store.Problems()...)
	return s, store, nil
}
