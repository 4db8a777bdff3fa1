// Package project is the subcommands about projects: init makes one.
package project

import (
	_ "embed" // the file of a new project
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/project"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
)

// example is what a new project says.
//
//go:embed example.toml
var example string

// Init returns the subcommand init.
func Init(c *console.Console) *cobra.Command {
	asJSON := false
	command := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Make a folder a project, with settings of its own",
		Long: `Write imagine.toml into a folder, the one you are in without another: whoever works
in that folder, or below it, has the project's library, limits, presets and snippets,
and its own draft and filters. imagine-tui help projects tells more. A file that is
there is never changed.`,
		Example: "  imagine-tui init posters",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return begin(c, dir, asJSON)
		},
	}
	console.AddJSON(command.Flags(), &asJSON)
	return command
}

// begin writes the file of a new project.
func begin(c *console.Console, dir string, asJSON bool) (err error) {
	if err := exit.KeyInPath(dir); err != nil {
		return err
	}
	if dir, err = app.ExpandHome(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { // #nosec G301 -- a folder to work in, like any other
		return fmt.Errorf("the folder %s cannot be made: %s", clean.Line(dir), app.Reason(err))
	}
	path := filepath.Join(dir, project.FileName)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644) // #nosec G302,G304 -- there is nothing secret in it, and the person named it
	switch {
	case errors.Is(err, fs.ErrExist):
		return exit.Misusef("%s is there already, and stays as it is", clean.Line(path))
	case err != nil:
		return fmt.Errorf("%s cannot be written: %s", clean.Line(path), app.Reason(err))
	}
	_, err = file.WriteString(example)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("%s cannot be written: %s", clean.Line(path), app.Reason(err))
	}
	if asJSON {
		return c.JSON(event.ProjectOf(path, "made"))
	}
	c.Say("%s is a project now. Pictures that are made in it go to its folder pictures; %s says what it sets.", clean.Line(dir), clean.Line(path))
	return nil
}
