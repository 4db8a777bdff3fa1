package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
)

// trashing is one call of trash.
type trashing struct {
	app       *program
	selection selection
	json      bool
	yes       bool
}

func (a *program) trashCommand() *cobra.Command {
	t := &trashing{app: a}
	command := &cobra.Command{
		Use:   "trash",
		Short: "Move rejected pictures to the trash, bring them back, or empty it",
		Long: `The trash is inside the results folder. What is in it is not listed and not
reused; it can be brought back until the trash is emptied.`,
		Example: `  imagine-tui trash put --query is:rejected
  imagine-tui trash restore 142233-harbour-a1b2c3.jpg`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	put := &cobra.Command{
		Use:   "put [FILE…]",
		Short: "Move pictures with their recipes to the trash",
		RunE:  func(c *cobra.Command, args []string) error { t.selection.files = args; return t.put(c.Context()) },
	}
	put.Flags().StringVarP(&t.selection.query, "query", "q", "", "take the saved pictures that match, as in history; is:rejected, say")
	list := &cobra.Command{
		Use:   "list",
		Short: "List what is in the trash",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return t.list() },
	}
	list.Flags().BoolVar(&t.json, "json", false, "print one JSON object a line")
	restore := &cobra.Command{
		Use:   "restore FILE…",
		Short: "Bring pictures back from the trash to where they were",
		Args:  cobra.MinimumNArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return t.restore(args) },
	}
	empty := &cobra.Command{
		Use:   "empty",
		Short: "Remove what is in the trash for good",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return t.empty(c.Context()) },
	}
	empty.Flags().BoolVar(&t.yes, "yes", false, "ask no question")
	command.AddCommand(put, list, restore, empty)
	return command
}

func (t *trashing) open() (*history.Library, error) {
	config, err := t.app.setup.Settings()
	if err != nil {
		return nil, err
	}
	return t.app.setup.OpenLibrary(config, "")
}

func (t *trashing) put(ctx context.Context) error {
	if len(t.selection.files) == 0 && t.selection.query == "" {
		return usagef("name files, or search the library with --query, as in --query is:rejected")
	}
	if _, err := t.selection.parse(); err != nil {
		return err
	}
	library, err := t.open()
	if err != nil {
		return err
	}
	found, problem := t.selection.entries(ctx, t.app, library)
	problems := []error{problem}
	moved := 0
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
		moved++
		fmt.Fprintln(t.app.stdout, clean.Line(path))
	}
	t.app.say("%s in the trash now; %s trash restore brings them back.", wording.Count(moved, "picture"), app.Name)
	return errors.Join(problems...)
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

func (t *trashing) list() error {
	library, err := t.open()
	if err != nil {
		return err
	}
	found, err := library.Trashed()
	for _, one := range found {
		if t.json {
			err = errors.Join(err, writeJSON(t.app.stdout, resultOf(one.Entry)))
			continue
		}
		prompt := clean.Line(one.Sidecar.Request.Prompt)
		if one.Problem != "" {
			prompt = join(prompt, "("+clean.Line(one.Problem)+")")
		}
		fmt.Fprintf(t.app.stdout, "%s\t%s\n", clean.Line(one.Path), prompt)
	}
	if err == nil && len(found) == 0 {
		t.app.say("The trash is empty.")
	}
	return err
}

// restore takes paths in the trash, the places that pictures had, and names
// alone.
func (t *trashing) restore(files []string) error {
	library, err := t.open()
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
		fmt.Fprintln(t.app.stdout, clean.Line(back))
	}
	return errors.Join(problems...)
}

func (t *trashing) empty(ctx context.Context) error {
	library, err := t.open()
	if err != nil {
		return err
	}
	found, err := library.Trashed()
	if err != nil {
		return err
	}
	if len(found) == 0 {
		t.app.say("The trash is empty.")
		return nil
	}
	if err := t.confirm(ctx, found); err != nil {
		return err
	}
	gone, err := library.EmptyTrash(ctx)
	t.app.say("%s removed for good, %s.", wording.Count(gone.Results, "picture"), wording.Bytes(gone.Bytes))
	return err
}

// confirm asks before pictures are removed for good.
func (t *trashing) confirm(ctx context.Context, found []history.Trashed) error {
	if t.yes {
		return nil
	}
	size, paid := int64(0), 0
	for _, one := range found {
		if info, err := os.Stat(one.Path); err == nil {
			size += info.Size()
		}
		if tokens := one.Sidecar.Tokens; tokens != nil && !one.Sidecar.Sandbox {
			paid += *tokens
		}
	}
	what := fmt.Sprintf("%s, %s", wording.Count(len(found), "picture"), wording.Bytes(size))
	if paid > 0 {
		what += fmt.Sprintf(", made for %s", wording.Count(paid, "token"))
	}
	if !isTerminal(t.app.stdin) || !isTerminal(t.app.stderr) {
		return usagef("%s would be removed for good, and there is nobody to ask. Nothing was removed; --yes removes without asking", what)
	}
	fmt.Fprintf(t.app.stderr, "%s: this cannot be undone.\nType yes and enter to remove: ", what)
	answer, err := readLine(ctx, t.app.stdin)
	if err != nil {
		return err
	}
	if strings.TrimSpace(answer) != "yes" {
		return usagef("the answer was not yes, so nothing was removed")
	}
	return nil
}
