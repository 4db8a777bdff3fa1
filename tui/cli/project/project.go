package project

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/trust"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	JSON bool
	Yes  bool
	Undo bool
}

// Command returns the subcommand project.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "project",
		Short: "Say which project you are in, and whether it may run programs",
		Long: `Print the imagine.toml of the project you are in, and say where its pictures go and
which programs it would run. imagine-tui help projects tells more.`,
		Example: "  imagine-tui project --project posters",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return o.show() },
	}
	trusting := &cobra.Command{
		Use:   "trust",
		Short: "Let the programs that the project names run, until its file changes",
		Long: `Show which programs imagine.toml would run, and ask whether it may. What you say holds
for this file in this place, as long as neither it nor a program in the project changes.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.trust(c.Context()) },
	}
	trusting.Flags().BoolVar(&o.Yes, "yes", false, "do not ask")
	trusting.Flags().BoolVar(&o.Undo, "undo", false, "trust it no more")
	command.AddCommand(trusting)
	for _, with := range []*cobra.Command{command, trusting} {
		console.AddJSON(with.Flags(), &o.JSON)
	}
	return command
}

// here are the settings of the project, which there has to be.
func (o *Options) here() (app.Settings, error) {
	s, err := o.Setup.Settings()
	if err == nil && !s.Project.Is() {
		err = exit.Misusef("this folder is in no project: %s init makes it one, --project DIR names another", app.Name)
	}
	return s, err
}

func (o *Options) show() error {
	s, err := o.here()
	if err != nil {
		return err
	}
	p := s.Project
	if o.JSON {
		return o.Console.JSON(event.ProjectOf(p.File, ""))
	}
	folder, _, err := o.Setup.Pictures(s)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(o.Console.Out, clean.Line(p.File)); err != nil {
		return err
	}
	o.Console.Say("Pictures go to %s.", clean.Line(folder))
	if len(p.Programs) > 0 {
		may := map[trust.Answer]string{trust.Given: "You trust it.", trust.Refused: "You do not trust it, so they do not run.", trust.Unasked: "They do not run until you say so: " + app.Name + " project trust."}
		o.Console.Say("%s%s", sentence(p), may[p.Trust])
	}
	return nil
}

func (o *Options) trust(ctx context.Context) error {
	s, err := o.here()
	if err != nil {
		return err
	}
	p := s.Project
	if len(p.Programs) == 0 {
		o.Console.Say("%s runs no programs: there is nothing to trust it with.", clean.Line(p.File))
		return o.told(p, "")
	}
	if o.Undo {
		if err := o.Setup.Trust(p, trust.Refused); err != nil {
			return err
		}
		o.Console.Say("%s is not trusted: its programs do not run.", clean.Line(p.File))
		return o.told(p, "distrusted")
	}
	if !o.Yes {
		if !o.Console.Attended() {
			return exit.Misusef("%snobody is here to be asked: --yes trusts it", sentence(p))
		}
		answer, err := o.Console.Ask(ctx, "%sTrust it, until it changes? [y/N] ", sentence(p))
		if err != nil {
			return err
		}
		if !yes(answer) {
			o.Console.Say("Nothing changed.")
			return o.told(p, "")
		}
	}
	if _, err := answered(o.Setup, p, true); err != nil {
		return err
	}
	o.Console.Say("%s is trusted until it changes.", clean.Line(p.File))
	return o.told(p, "trusted")
}

// told prints what became of a project.
func (o *Options) told(p app.Project, change string) error {
	if !o.JSON {
		return nil
	}
	return o.Console.JSON(event.ProjectOf(p.File, change))
}
