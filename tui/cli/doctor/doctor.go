// Package doctor is the subcommand doctor: what works here, what does not, what
// to do.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/project"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/keymap"
	"imagine-tui/tui/cli/looks"
	"imagine-tui/tui/cli/selection"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	Check bool // read every picture
	JSON  bool // one object a line
}

// examination is what one call has found so far.
type examination struct {
	*Options
	settings app.Settings
	ill      int // things that do not work
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "doctor",
		Short: "Check the setup and suggest fixes",
		Long: `Check the terminal, the config, the folders, the keys and the network. No key is sent
and nothing is spent. With --check every saved picture is read and compared with its
recipe, and other files in the library are reported: unfinished files, foreign files
and the trash. The last section lists what is promised about money, and what is not.
The exit status is 1 if something is wrong.`,
		Example: `  imagine-tui doctor
  imagine-tui doctor --check --json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return run(c.Context(), o) },
	}
	selection.AddLibrary(command.Flags(), setup)
	console.AddJSON(command.Flags(), &o.JSON)
	command.Flags().BoolVar(&o.Check, "check", false, "read every saved picture and compare its hash")
	return command
}

// run looks at everything the program needs.
func run(ctx context.Context, o *Options) error {
	d := &examination{Options: o}
	d.terminal()
	d.config()
	d.drawing()
	d.folders()
	d.keys(ctx)
	d.unfinished()
	if d.Check {
		if err := d.pictures(ctx); err != nil {
			return err
		}
	}
	if err := d.promises(); err != nil {
		return err
	}
	if d.ill > 0 {
		return exit.Said(exit.Failed)
	}
	return nil
}

// say writes one finding: "ok", "note" or "WRONG", about what, and the words.
func (d *examination) say(mark, what, format string, args ...any) {
	if mark == "WRONG" {
		d.ill++
	}
	text := clean.Scrub(clean.Line(fmt.Sprintf(format, args...)))
	if d.JSON {
		_ = d.Console.JSON(finding{"finding", mark, what, text}) // a closed output is told at the end
		return
	}
	fmt.Fprintf(d.Console.Out, "%-6s%-10s%s\n", mark, what, text)
}

// finding is a line of --json.
type finding struct {
	Event string `json:"event"`
	Mark  string `json:"mark"`
	About string `json:"about"`
	Text  string `json:"text"`
}

func (d *examination) terminal() {
	name := d.Setup.Environment["TERM"]
	if !console.IsTerminal(d.Console.Out) {
		d.say("note", "terminal", "this output is not a terminal: the studio needs one, other commands do not")
		return
	}
	cols, rows := d.Console.Size()
	switch {
	case name == "" || name == "dumb":
		d.say("WRONG", "terminal", "TERM=%s cannot show the studio: set TERM to what your terminal is, often xterm-256color", name)
	case cols == 0:
		d.say("note", "terminal", "%s, which does not tell its size", name)
	case cols < 24 || rows < 6:
		d.say("WRONG", "terminal", "%d×%d cells are too few: enlarge the window (at least 24×6)", cols, rows)
	default:
		d.say("ok", "terminal", "%s, %d×%d cells", name, cols, rows)
	}
}

func (d *examination) config() {
	path := d.Setup.Places.Config
	s, err := d.Setup.Settings()
	d.settings = s
	_, statErr := os.Stat(path)
	_, mistakes := keymap.Read(d.Setup, s)
	for _, m := range mistakes {
		d.say("WRONG", "config", "%s:%d: %s", m.File, m.Line, m.Text)
	}
	_, odd := looks.Read(d.Setup, s)
	for _, m := range odd {
		d.say("WRONG", "config", "%s", clean.Scrub(clean.Line(m.Error())))
	}
	switch {
	case err != nil:
		d.say("WRONG", "config", "%s", api.Explain(err))
	case len(mistakes)+len(odd) > 0:
	case errors.Is(statErr, fs.ErrNotExist):
		d.say("ok", "config", "%s does not exist: the defaults apply", path)
	default:
		d.say("ok", "config", "%s", path)
	}
	if p := d.Setup.Places.Project; p.Is() && err == nil {
		d.say("ok", "project", "%s holds over it; --project %s leaves it out", p.File, project.None)
	}
}
