// Package keep is the subcommand keep: copies of picked pictures.
package keep

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/history/disk"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/selection"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Selection selection.Selection
	To        string // folder
	Strip     bool
	JSON      bool
}

// keptEvent is one copy, in JSON.
type keptEvent struct {
	Event string `json:"event"` // copied, or present when the same file was there
	From  string `json:"from"`
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "keep [FILE…] --to FOLDER",
		Short: "Copy picked pictures to a folder",
		Long: `Copy pictures and their recipes to a folder, and print the path of each copy:
those that are picked, or the files and folders that are named, or what --query
finds, which takes what history takes, or --all. Nothing is overwritten: where another
file has the name, the copy gets it with -2; the same file is not copied twice.

With --strip nothing in the copies tells how they were made: recipe, comments
and EXIF are taken out, the pixels stay as they are, and no recipe goes along.`,
		Example: `  imagine-tui keep --to ~/Desktop/cover
  imagine-tui keep --query "tag:cover >3" --to ./out --strip`,
		RunE: func(c *cobra.Command, args []string) error { o.Selection.Files = args; return run(c.Context(), o) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.StringVar(&o.To, "to", "", "`folder` to copy to; it is made if it is not there")
	o.Selection.Flags(f, "is:picked")
	f.BoolVar(&o.Strip, "strip", false, "take the recipe out of the copies")
	f.BoolVar(&o.JSON, "json", false, "print one JSON object a line")
	return command
}

func run(ctx context.Context, o *Options) error {
	if o.To == "" {
		return exit.Misusef("--to FOLDER says where the copies go")
	}
	o.Selection.Usual("is:picked")
	if err := o.Selection.Check(); err != nil {
		return err
	}
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	found, problem := o.Selection.Entries(ctx, o.Console, library)
	if len(found) == 0 {
		if problem == nil {
			o.Console.Say("%s, so nothing was copied.", o.Selection.Nothing())
		}
		return problem
	}
	return errors.Join(problem, o.copy(ctx, found))
}

// copy copies one after the other. One that cannot be copied does not keep
// the others from it.
func (o *Options) copy(ctx context.Context, found []history.Entry) error {
	to, err := filepath.Abs(o.To)
	if err != nil {
		return err
	}
	if err := disk.MakeAll(to, 0o755); err != nil {
		return fmt.Errorf("make the folder %s: %s", clean.Line(to), disk.Reason(err))
	}
	var problems []error
	copied, present, size := 0, 0, int64(0)
	for _, e := range found {
		if ctx.Err() != nil {
			problems = append(problems, ctx.Err())
			break
		}
		kept, err := history.Keep(ctx, e.Path, to, o.Strip)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if kept.Already {
			present++
		} else {
			copied++
			size += kept.Bytes
		}
		if err := o.print(e, kept); err != nil {
			return err
		}
	}
	recipe := "with their recipes"
	if o.Strip {
		recipe = "without their recipes"
	}
	text := fmt.Sprintf("%s copied, %s, %s", wording.Count(copied, "picture"), wording.Bytes(size), recipe)
	if present > 0 {
		text += fmt.Sprintf("; %d there already", present)
	}
	if len(problems) > 0 {
		text += fmt.Sprintf("; %d not copied", len(found)-copied-present)
	}
	o.Console.Say("%s.", text)
	return errors.Join(problems...)
}

func (o *Options) print(e history.Entry, kept history.Kept) error {
	if !o.JSON {
		_, err := fmt.Fprintln(o.Console.Out, clean.Line(kept.Path))
		return err
	}
	event := "copied"
	if kept.Already {
		event = "present"
	}
	return o.Console.JSON(keptEvent{event, clean.Line(e.Path), clean.Line(kept.Path), kept.Bytes})
}
