// Package sheet is the subcommand sheet: pictures on one page or one PNG.
package sheet

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"imagine-tui/api/wording"
	"imagine-tui/history/contactsheet"
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

	Selection     selection.Selection
	Out           string // file
	Rows, Columns string
	Theme         string
	Force         bool
	JSON          bool
	Sheet         contactsheet.Options
}

// sheetEvent is a sheet that was written, in JSON.
type sheetEvent struct {
	Event string `json:"event"`
	event.Path
	Pictures int    `json:"pictures"`
	Rows     string `json:"rows"` // prompt, style, ratio, seed or none
	Columns  string `json:"columns"`
	Bytes    int64  `json:"bytes"`
	NotShown int    `json:"not_shown"` // of the pictures: the sheet says why
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "sheet -o FILE [FILE…]",
		Short: "Put pictures on a contact sheet: one HTML page or one PNG",
		Long: `Make a contact sheet: a self-contained HTML page that opens each picture with its
recipe, or a PNG. Name files and folders, select pictures with --query (see
imagine-tui history --help), or use --all.

Rows and columns are the two of prompt, style, ratio and seed with the most values, if
the grid would be at least half full; the others become sections. Without --force no
file is overwritten: -2 is added to the name.`,
		Example: `  imagine-tui sheet -o harbour.html --query "harbour is:picked"
  imagine-tui sheet -o styles.png --rows prompt --columns style ~/Pictures/imagine/2026-11-24`,
		RunE: func(c *cobra.Command, args []string) error { o.Selection.Files = args; return run(c.Context(), o) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.StringVarP(&o.Out, "out", "o", "", "`file` to write, ending in .html or .png")
	o.Selection.Flags(f, o.Setup, "")
	f.StringVar(&o.Rows, "rows", "auto", "`axis` of the rows: prompt, style, ratio, seed, none or auto")
	f.StringVar(&o.Columns, "columns", "auto", "`axis` of the columns")
	f.StringVar(&o.Sheet.Title, "title", "", "title `words` (default: what the pictures have in common)")
	f.IntVar(&o.Sheet.Thumb, "thumb", 0, "longer side of each picture, in `pixels` (default: 320 in a PNG, 768 in HTML)")
	f.StringVar(&o.Theme, "theme", "auto", "light, dark, or auto (follows the reader's system; light in a PNG)")
	f.BoolVar(&o.Sheet.Full, "full", false, "embed the original files, not smaller copies")
	f.BoolVar(&o.Sheet.NoRecipe, "no-recipe", false, "leave out recipes and file names, except for the axes named by --rows and --columns")
	f.BoolVar(&o.Force, "force", false, "overwrite an existing file")
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	return command
}

func run(ctx context.Context, o *Options) error {
	if err := o.prepare(); err != nil {
		return exit.Misuse(err)
	}
	if err := exit.KeyInPath(o.Out); err != nil {
		return err
	}
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	found, missing := o.Selection.Entries(ctx, o.Console, library)
	if len(found) == 0 {
		if missing == nil {
			o.Console.Say("%s, so no sheet was made.", o.Selection.Nothing())
		}
		return missing
	}
	entries := make([]contactsheet.Entry, 0, len(found))
	for _, e := range found {
		entries = append(entries, Entry(e))
	}
	o.Sheet.Program = app.Name + " " + app.Version()
	progress := o.Console.Progress()
	defer progress.End()
	o.Sheet.Progress = func(done, total int) { progress.Count(done, total, "picture") }
	made, err := contactsheet.New(ctx, entries, o.Sheet)
	if err != nil {
		return err
	}
	written, err := made.Save(ctx, o.Out, o.Force)
	progress.Clear()
	if err != nil {
		return err
	}
	return errors.Join(missing, o.report(written))
}

// report says what was written, and what is only told on the sheet.
func (o *Options) report(w contactsheet.Written) error {
	for _, p := range w.Problems {
		o.Console.Warn("%s is listed without its picture: %s.", p.Path, p.Reason)
	}
	if w.Boxes > 0 {
		o.Console.Say("%s contain characters missing from the PNG font, drawn as boxes; an HTML sheet shows them.", wording.Count(w.Boxes, "label"))
	}
	shape := "one after another"
	switch {
	case w.Rows != contactsheet.None && w.Columns != contactsheet.None:
		shape = fmt.Sprintf("rows by %s, columns by %s", w.Rows, w.Columns)
	case w.Rows != contactsheet.None:
		shape = fmt.Sprintf("rows by %s", w.Rows)
	case w.Columns != contactsheet.None:
		shape = fmt.Sprintf("columns by %s", w.Columns)
	}
	o.Console.Say("%s, %s, %s.", wording.Count(w.Pictures, "picture"), shape, wording.Bytes(w.Bytes))
	if o.JSON {
		return o.Console.JSON(sheetEvent{"sheet", event.PathOf(w.Path), w.Pictures, string(w.Rows), string(w.Columns), w.Bytes, len(w.Problems)})
	}
	_, err := fmt.Fprintln(o.Console.Out, o.Console.Path(w.Path))
	return err
}
