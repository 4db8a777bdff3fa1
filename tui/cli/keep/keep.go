// Package keep is the subcommand keep: copies of picked pictures.
package keep

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/history"
	"imagine-tui/history/disk"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/selection"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Selection selection.Selection
	To        string // folder
	Strip     string // recipe, all or ""
	JSON      bool
}

// keptEvent is one copy, in JSON.
type keptEvent struct {
	Event string `json:"event"` // copied, or present when the same file was there
	From  string `json:"from"`
	// FromBase64 is for from what path_base64 is for path.
	FromBase64 string `json:"from_base64,omitempty"`
	event.Path
	Bytes int64 `json:"bytes"`
	// Renewed says that the recipe beside a picture that was there is a newer one
	// now.
	Renewed bool `json:"renewed,omitempty"`
	// Marks says what became of the marks of origin of what was stripped: kept,
	// reduced (the Content Credentials are gone, the rest is kept), removed, ""
	// where there were none.
	Marks string `json:"marks,omitempty"`
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "keep [FILE…] --to FOLDER",
		Short: "Copy picked pictures to a folder",
		Long: `Copy pictures and their recipes to a folder, and print the path of each copy: your
picks, or the files and folders you name, or the matches of --query (see imagine-tui
history --help), or --all. No file is overwritten: if the name is taken, -2 is added.
The same file is not copied twice, but its sidecar is updated if you rated or tagged it
since.

With --strip the copies do not reveal how they were made: recipe, comments, captions,
EXIF and trailing data are removed, the pixels stay the same, no sidecar is written,
and the names become picture- and a number. The statement that a model made them
stays. Content Credentials (C2PA) are kept if the file does not change at all, and
removed otherwise, because they would no longer be valid. --strip=all removes all
statements of origin as well.`,
		Example: `  imagine-tui keep --to ~/Desktop/cover
  imagine-tui keep --query "tag:cover >3" --to ./out --strip`,
		RunE: func(c *cobra.Command, args []string) error { o.Selection.Files = args; return run(c.Context(), o) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.StringVar(&o.To, "to", "", "`folder` to copy to, created if missing")
	o.Selection.Flags(f, o.Setup, "is:picked")
	f.StringVar(&o.Strip, "strip", "", "remove the `recipe` from the copies; =all also removes statements of origin")
	f.Lookup("strip").NoOptDefVal = stripRecipe
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	return command
}

// The values of --strip. Those of a switch are taken for what they were before.
const (
	stripRecipe = "recipe"
	stripAll    = "all"
)

// without reads --strip.
func (o *Options) without() (history.Without, error) {
	switch o.Strip {
	case "", "false":
		return history.Nothing, nil
	case stripRecipe, "true":
		return history.Recipe, nil
	case stripAll:
		return history.RecipeAndMarks, nil
	}
	return history.Nothing, exit.Misusef("unknown --strip=%s: write --strip for the recipe, --strip=all for the marks of origin too", clean.Line(o.Strip))
}

func run(ctx context.Context, o *Options) error {
	without, err := o.without()
	if err != nil {
		return err
	}
	if o.To == "" {
		return exit.Misusef("--to FOLDER says where the copies go")
	}
	if err := exit.KeyInPath(o.To); err != nil {
		return err
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
	return errors.Join(problem, o.copy(ctx, found, without))
}

// copy copies them and tells of each in its turn. One that cannot be copied does
// not keep the others from it.
func (o *Options) copy(ctx context.Context, found []history.Entry, without history.Without) error {
	to, err := filepath.Abs(o.To)
	if err != nil {
		return err
	}
	if err := disk.MakeAll(to, 0o755); err != nil {
		return fmt.Errorf("cannot create the folder %s: %s", clean.Line(to), disk.Reason(err))
	}
	paths := make([]string, len(found))
	for i, e := range found {
		paths[i] = e.Path
	}
	t := tally{without: without, marks: map[string]int{}}
	progress := o.Console.Progress()
	defer progress.End()
	watched := console.IsTerminal(o.Console.Out) // the paths are seen there
	done := 0
	for kept, err := range history.KeepAll(ctx, paths, to, without) {
		e := found[done]
		done++
		if !watched {
			progress.Count(done, len(found), "result")
		}
		t.add(e, kept, err)
		if err != nil {
			continue
		}
		if err := o.print(e, kept); err != nil {
			return err
		}
	}
	progress.Clear()
	if ctx.Err() != nil {
		t.problems = append(t.problems, ctx.Err())
	}
	o.Console.Say("%s", t.words(len(found)))
	return errors.Join(t.problems...)
}

func (o *Options) print(e history.Entry, kept history.Kept) error {
	if !o.JSON {
		_, err := fmt.Fprintln(o.Console.Out, o.Console.Path(kept.Path))
		return err
	}
	what := "copied"
	if kept.Already {
		what = "present"
	}
	return o.Console.JSON(keptEvent{what, e.Path, event.Bytes(e.Path), event.PathOf(kept.Path), kept.Bytes, kept.Renewed, marksOf(kept)})
}
