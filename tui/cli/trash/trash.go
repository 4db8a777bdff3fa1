// Package trash is the subcommand trash: put pictures there, bring them back,
// empty it.
package trash

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/selection"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Selection selection.Selection
	JSON      bool
	Yes       bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "trash",
		Short: "Move rejected pictures to the trash, restore them, or empty it",
		Long: `The trash is a folder inside the library. Pictures in it are not listed and not
reused; they can be restored until you empty the trash.`,
		Example: `  imagine-tui trash put --query is:rejected
  imagine-tui trash restore 142233-harbour-a1b2c3.jpg`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	putting := &cobra.Command{
		Use:   "put [FILE…]",
		Short: "Move pictures and their recipes to the trash",
		RunE:  func(c *cobra.Command, args []string) error { o.Selection.Files = args; return put(c.Context(), o) },
	}
	console.AddJSON(command.PersistentFlags(), &o.JSON)
	selection.AddLibrary(command.PersistentFlags(), setup)
	o.Selection.Flags(putting.Flags(), o.Setup, "")
	listing := &cobra.Command{
		Use:   "list",
		Short: "List what is in the trash",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return list(o) },
	}
	restoring := &cobra.Command{
		Use:   "restore FILE…",
		Short: "Restore pictures from the trash to their folders",
		Args:  cobra.MinimumNArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return restore(o, args) },
	}
	emptying := &cobra.Command{
		Use:   "empty",
		Short: "Permanently delete everything in the trash",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return empty(c.Context(), o) },
	}
	emptying.Flags().BoolVar(&o.Yes, "yes", false, "do not ask")
	command.AddCommand(putting, listing, restoring, emptying)
	return command
}

func put(ctx context.Context, o *Options) error {
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
			o.Console.Say("%s, so nothing was moved.", o.Selection.Nothing())
		}
		return problem
	}
	problems := []error{problem}
	var moved wording.Made
	o.Console.Say("Moving %s to the trash.", wording.MadeOf(found, history.Entry.IsVideo))
	for _, e := range found {
		if ctx.Err() != nil {
			problems = append(problems, ctx.Err())
			break
		}
		path, err := library.Trash(e.Path)
		if err != nil {
			problems = append(problems, notHere(err, library))
			continue
		}
		moved.Add(e.IsVideo())
		if err := o.tell("trashed", e.Path, path); err != nil {
			return errors.Join(append(problems, err)...)
		}
	}
	o.Console.Say("%s in the trash now; %s trash restore restores them.", moved, app.Name)
	return errors.Join(problems...)
}

// movedEvent is a picture that was moved, in JSON.
type movedEvent struct {
	Event string `json:"event"` // trashed or restored
	From  string `json:"from"`
	// FromBase64 is for from what path_base64 is for path.
	FromBase64 string `json:"from_base64,omitempty"`
	event.Path
}

// tell prints where a picture is now.
func (o *Options) tell(what, from, to string) error {
	if o.JSON {
		return o.Console.JSON(movedEvent{what, from, event.Bytes(from), event.PathOf(to)})
	}
	_, err := fmt.Fprintln(o.Console.Out, o.Console.Path(to))
	return err
}

// notHere says which library it was about.
func notHere(err error, library *history.Library) error {
	if errors.Is(err, history.ErrNotHere) {
		return fmt.Errorf("%w %s", err, clean.Line(library.Folder()))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w; %s trash list tells what is in the trash", err, app.Name)
	}
	return err
}

func list(o *Options) error {
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	found, err := library.Trashed()
	for _, one := range found {
		if o.JSON {
			err = errors.Join(err, o.Console.JSON(event.Listed{Event: "in_trash", Result: event.ResultOf(one.Entry)}))
			continue
		}
		prompt := clean.Line(one.Sidecar.Request.Prompt)
		if one.Problem != "" {
			prompt = wording.Paragraph(prompt, "("+clean.Line(one.Problem)+")")
		}
		fmt.Fprintf(o.Console.Out, "%s\t%s\n", o.Console.Path(one.Path), prompt)
	}
	if err == nil && len(found) == 0 {
		o.Console.Say("The trash is empty.")
	}
	return err
}

// restore takes paths in the trash, the places that pictures had, and names
// alone.
func restore(o *Options, files []string) error {
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	found, err := library.Trashed()
	problems := []error{err}
	for _, file := range files {
		path := file
		if !strings.ContainsRune(filepath.ToSlash(file), '/') {
			named := slices.DeleteFunc(slices.Clone(found), func(f history.Trashed) bool { return filepath.Base(f.Path) != file })
			if len(named) > 1 {
				problems = append(problems, fmt.Errorf("%s is in the trash more than once: name it with its path", clean.Line(file)))
				continue
			}
			if len(named) == 1 {
				path = named[0].Path
			}
		}
		back, err := library.Restore(path)
		if err != nil {
			problems = append(problems, notHere(err, library))
			continue
		}
		if err := o.tell("restored", path, back); err != nil {
			return errors.Join(append(problems, err)...)
		}
	}
	return errors.Join(problems...)
}
