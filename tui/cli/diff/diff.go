// Package diff is the subcommand diff: what differs between two recipes.
package diff

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/history/difference"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/selection"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Pixels   bool
	Textconv bool
	JSON     bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "diff A B",
		Short: "Show how the recipes of two pictures differ",
		Long: `Show how the recipes of two pictures differ: prompt words as [-removed-] and
{+added+}, other settings as "before → after". If the recipes are the same, nothing is
printed. With --pixels the pictures themselves are compared too.

With --textconv the recipe of one FILE is printed as text. Git can use this to show
changed pictures as changed recipes:

  git config diff.imagine.textconv "imagine-tui diff --textconv"
  echo '*.jpg diff=imagine' >> .gitattributes
  git log -p --word-diff -- picture.jpg`,
		Example: "  imagine-tui diff dawn.jpg dusk.jpg\n  imagine-tui diff --textconv dawn.jpg",
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case o.Textconv && o.Pixels:
				return errors.New("--pixels compares two pictures, --textconv writes about one: use one of them")
			case o.Textconv:
				return cobra.ExactArgs(1)(c, args)
			}
			return cobra.ExactArgs(2)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if o.Textconv {
				return text(c.Context(), o, args[0])
			}
			return run(o, args[0], args[1])
		},
	}
	f := command.Flags()
	f.BoolVar(&o.Pixels, "pixels", false, "compare the pixels as well")
	f.BoolVar(&o.Textconv, "textconv", false, "print the recipe of one file as text, for git")
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	return command
}

func run(o *Options, fileA, fileB string) error {
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	var paths [2]string
	var recipes [2]history.Sidecar
	for i, file := range []string{fileA, fileB} {
		if paths[i], err = filepath.Abs(file); err != nil {
			return err
		}
		recipe, found, err := selection.Recipe(library, paths[i])
		if err == nil && !found {
			err = errors.New("it has no recipe")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", clean.Line(file), err)
		}
		recipes[i] = recipe
	}
	var pixels *difference.Pixels
	if o.Pixels {
		compared, err := Pictures(paths[0], paths[1])
		if err != nil {
			return err
		}
		pixels = &compared
	}
	if o.JSON {
		return o.Console.JSON(eventOf(paths, recipes, pixels))
	}
	report := difference.Report(recipes[0], recipes[1])
	if report == "" {
		o.Console.Say("The recipes are the same.")
	}
	if pixels != nil {
		report += fmt.Sprintf("%-9s %v\n", "pixels", *pixels)
	}
	_, err = fmt.Fprint(o.Console.Out, report)
	return err
}

// text writes a picture's recipe. A picture that has none gets a line as well:
// git gives up its whole comparison where a textconv fails.
func text(ctx context.Context, o *Options, file string) error {
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	recipe, found, err := selection.Recipe(library, path)
	text := difference.Text(recipe)
	if err != nil || !found {
		hash, err := history.FileHash(ctx, path)
		if err != nil {
			return fmt.Errorf("%s: %w", clean.Line(file), err)
		}
		text = fmt.Sprintf("no recipe\nsha256 %s\n", hash)
	}
	if o.JSON {
		return o.Console.JSON(recipeEvent{"recipe", event.PathOf(path), text})
	}
	_, err = fmt.Fprint(o.Console.Out, text)
	return err
}
