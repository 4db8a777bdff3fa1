// Package version is the subcommand version: which build of the program this is.
package version

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
)

// build is the program, in JSON.
type build struct {
	Event   string `json:"event"`
	Version string `json:"version"`
	Go      string `json:"go"`
	OS      string `json:"os"`
	Arch    string `json:"arch"`
}

// Command returns the subcommand.
func Command(c *console.Console) *cobra.Command {
	asJSON := false
	command := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Long: `Print the version of the program. With --json also the Go version and the platform;
include these in bug reports.`,
		Example: "  imagine-tui version --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return c.JSON(build{"version", app.Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH})
			}
			_, err := fmt.Fprintln(c.Out, app.Name, app.Version())
			return err
		},
	}
	console.AddJSON(command.Flags(), &asJSON)
	return command
}
