package cli

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
)

// keeping is one call of keep.
type keeping struct {
	app       *program
	selection selection
	to        string
	strip     bool
	json      bool
}

// keptEvent is one copy, in JSON.
type keptEvent struct {
	Event string `json:"event"` // copied, or present when the same file was there
	From  string `json:"from"`
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
}

func (a *program) keepCommand() *cobra.Command {
	k := &keeping{app: a}
	command := &cobra.Command{
		Use:   "keep [FILE…] --to FOLDER",
		Short: "Copy picked pictures to a folder",
		Long: `Copy pictures and their recipes to a folder, and print the path of each copy:
those that are picked, or the files and folders that are named, or what --query
finds, which takes what history takes. Nothing is overwritten: where another
file has the name, the copy gets it with -2; the same file is not copied twice.

With --strip nothing in the copies tells how they were made: recipe, comments
and EXIF are taken out, the pixels stay as they are, and no recipe goes along.`,
		Example: `  imagine-tui keep --to ~/Desktop/cover
  imagine-tui keep --query "tag:cover >3" --to ./out --strip`,
		RunE: func(c *cobra.Command, args []string) error { k.selection.files = args; return k.run(c.Context()) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.StringVar(&k.to, "to", "", "`folder` to copy to; it is made if it is not there")
	f.StringVarP(&k.selection.query, "query", "q", "", "take the saved pictures that match, as in history (else is:picked)")
	f.BoolVar(&k.strip, "strip", false, "take the recipe out of the copies")
	f.BoolVar(&k.json, "json", false, "print one JSON object a line")
	return command
}

func (k *keeping) run(ctx context.Context) error {
	if k.to == "" {
		return usagef("--to FOLDER says where the copies go")
	}
	if len(k.selection.files) == 0 && k.selection.query == "" {
		k.selection.query = "is:picked"
	}
	if _, err := k.selection.parse(); err != nil {
		return err
	}
	config, err := k.app.setup.Settings()
	if err != nil {
		return err
	}
	library, err := k.app.setup.OpenLibrary(config, "")
	if err != nil {
		return err
	}
	found, problem := k.selection.entries(ctx, k.app, library)
	if len(found) == 0 {
		if problem == nil {
			k.app.say("No saved picture matches %s, so nothing was copied.", k.selection.query)
		}
		return problem
	}
	return errors.Join(problem, k.copy(ctx, found))
}

// copy copies one after the other. One that cannot be copied does not keep
// the others from it.
func (k *keeping) copy(ctx context.Context, found []history.Entry) error {
	to, err := filepath.Abs(k.to)
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
		kept, err := history.Keep(e.Path, to, k.strip)
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
		if err := k.print(e, kept); err != nil {
			return err
		}
	}
	recipe := "with their recipes"
	if k.strip {
		recipe = "without their recipes"
	}
	text := fmt.Sprintf("%s copied, %s, %s", wording.Count(copied, "picture"), wording.Bytes(size), recipe)
	if present > 0 {
		text += fmt.Sprintf("; %d there already", present)
	}
	if len(problems) > 0 {
		text += fmt.Sprintf("; %d not copied", len(found)-copied-present)
	}
	k.app.say("%s.", text)
	return errors.Join(problems...)
}

func (k *keeping) print(e history.Entry, kept history.Kept) error {
	if !k.json {
		_, err := fmt.Fprintln(k.app.stdout, clean.Line(kept.Path))
		return err
	}
	event := "copied"
	if kept.Already {
		event = "present"
	}
	return writeJSON(k.app.stdout, keptEvent{event, clean.Line(e.Path), clean.Line(kept.Path), kept.Bytes})
}
