package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"imagine-tui/tui/app"
)

// addVersion gives the program --version, which is answered whatever else is said
// and however the config is. Cobra's own way writes it by a template, and with
// templates the linker has to keep each method of the program that could be called
// by its name: an eighth of it.
func addVersion(root *cobra.Command) {
	asked := root.Flags().BoolP("version", "v", false, "version for "+app.Name)
	_ = root.Flags().SetAnnotation("version", cobra.FlagSetByCobraAnnotation, []string{"true"}) // the flag is there
	arguments, prepare, run := root.Args, root.PersistentPreRunE, root.RunE
	root.Args = func(c *cobra.Command, args []string) error {
		if *asked {
			return nil
		}
		return arguments(c, args)
	}
	root.PersistentPreRunE = func(c *cobra.Command, args []string) error {
		if *asked {
			return nil
		}
		return prepare(c, args)
	}
	root.RunE = func(c *cobra.Command, args []string) error {
		if *asked {
			_, err := fmt.Fprintln(c.OutOrStdout(), app.Name, app.Version())
			return err
		}
		return run(c, args)
	}
}
