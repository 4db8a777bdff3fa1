// Package show is the subcommand show: a picture and its recipe, in the shell.
package show

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/garbage"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/picture"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Size     string // cells
	Protocol string
	Colors   string
	NoRecipe bool
	JSON     bool

	draw       bool
	picture    picture.Options
	cols, rows int
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "show FILE…",
		Short: "Show saved pictures and their recipes in the terminal",
		Example: `  imagine-tui show picture.jpg
  imagine-tui show --protocol half --size 40x20 picture.jpg`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return run(c.Context(), o, args) },
	}
	f := command.Flags()
	f.StringVar(&o.Size, "size", "", "size in cells, as COLSxROWS (default: the terminal's)")
	f.StringVar(&o.Protocol, "protocol", "auto", "how to draw: "+strings.Join(picture.ModeNames(), ", ")+"; nothing is drawn into a pipe unless you name one")
	f.StringVar(&o.Colors, "colors", "auto", "colours for pictures drawn with characters: auto, truecolor, 256, 16 or none")
	f.BoolVar(&o.NoRecipe, "no-recipe", false, "show only the picture")
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	return command
}

func run(ctx context.Context, o *Options, files []string) error {
	garbage.Later(400, 0)
	if err := o.prepare(); err != nil {
		return exit.Misuse(err)
	}
	config, err := o.Setup.Settings()
	if err != nil {
		return err
	}
	if n := config.Studio.PictureBytes; n > 0 {
		o.picture.Terminal.Bytes = n
	}
	library, err := o.Setup.OpenLibrary(config, "")
	if err != nil {
		return err
	}
	var problems []error
	for i, file := range files {
		if i > 0 && !o.JSON {
			fmt.Fprintln(o.Console.Out)
		}
		if err := o.one(ctx, library, file); err != nil {
			problems = append(problems, named(file, err))
		}
	}
	return errors.Join(problems...)
}

// named puts the name of the file in front of an error that does not begin with
// it.
func named(file string, err error) error {
	if strings.HasPrefix(err.Error(), clean.Line(filepath.Base(file))+": ") {
		return err
	}
	return fmt.Errorf("%s: %w", clean.Line(file), err)
}

// one shows one file. Without a picture there is still its recipe.
func (o *Options) one(ctx context.Context, library *history.Library, file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return errors.New(app.Reason(err))
	case !info.Mode().IsRegular():
		return errors.New("this is not a file")
	}
	drawn, problem := o.look(ctx, path)
	if drawn.Partial {
		problem = errors.Join(problem, errors.New("the picture is damaged: part of it is missing"))
	}
	if o.NoRecipe && !o.JSON {
		return problem
	}
	recipe, found, err := selection.Recipe(library, path)
	origin := history.ReadOrigin(path)
	if o.JSON {
		return errors.Join(problem, err, o.Console.JSON(eventOf(library, path, drawn, recipe, origin, errors.Join(problem, err))))
	}
	if drawn.Animated != "" {
		o.Console.Say("%s is an animation (%s): only its first frame is shown.", file, drawn.Animated)
	}
	if err != nil {
		return errors.Join(problem, err)
	}
	if !found {
		o.Console.Say("%s has no recipe: it was not made by this program, or the recipe was removed.", file)
		var b lines
		b.origin(origin)
		_, err = fmt.Fprint(o.Console.Out, b.String())
		return errors.Join(problem, err)
	}
	_, err = fmt.Fprint(o.Console.Out, recipeText(path, recipe, origin))
	return errors.Join(problem, err)
}

// look draws a picture or, where nothing is drawn, looks whether all of it is
// there.
func (o *Options) look(ctx context.Context, path string) (picture.Rendered, error) {
	if !o.draw || o.JSON {
		const cols, rows = 4, 2
		return picture.RenderFile(ctx, path, cols, rows, picture.Options{Mode: picture.ModeHalf})
	}
	o.picture.Stills = history.StillsIn(o.Setup.Places.StateDir)
	drawn, err := picture.RenderFile(ctx, path, o.cols, o.rows, o.picture)
	if err == nil {
		err = picture.WriteTo(o.Console.Out, drawn)
	}
	return drawn, err
}
