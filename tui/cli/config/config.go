// Package config is the subcommand config: where the config is, what it may say,
// and whether what it says is right.
package config

import (
	_ "embed" // the example
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/keymap"
	"imagine-tui/tui/cli/looks"
)

// Example is a config with every setting and its default, the same as
// config.example.toml of the repository.
//
//go:embed example.toml
var Example string

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	JSON bool
}

// configEvent is where the config is, in JSON.
type configEvent struct {
	Event string `json:"event"`
	event.Path
	Exists bool `json:"exists"`
	// Mistakes is how many config check found, null where nobody looked.
	Mistakes *int `json:"mistakes"`
}

// mistakeEvent is one thing that is wrong with it.
type mistakeEvent struct {
	Event string `json:"event"`
	event.Path
	Line    int    `json:"line"` // 0 where no single line is to blame
	Message string `json:"message"`
}

// exampleEvent is the example.
type exampleEvent struct {
	Event string `json:"event"`
	Text  string `json:"text"`
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "config",
		Short: "Locate the config, print an example, or check it",
		Long: `You write the config; the program only reads it. Every setting has a default, so the
file is optional. In a project, imagine.toml overrides it (imagine-tui help projects) and
is checked as well.`,
		Example: `  imagine-tui config path
  imagine-tui config example
  imagine-tui config check`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	console.AddJSON(command.PersistentFlags(), &o.JSON)
	command.AddCommand(
		&cobra.Command{
			Use: "path", Short: "Print the path of the config, even if it does not exist", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return path(o) },
		},
		&cobra.Command{
			Use: "example", Short: "Print an example config with every setting and its default", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return example(o) },
		},
		&cobra.Command{
			Use: "check", Short: "Check the config for mistakes",
			Long: "Read the config and report mistakes with their lines. The exit status is 2 if there\nare any.",
			Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return check(o) },
		},
	)
	return command
}

// found describes the config.
func (o *Options) found() configEvent {
	at := o.Setup.Places.Config
	_, err := os.Stat(at)
	return configEvent{Event: "config", Path: event.PathOf(at), Exists: err == nil}
}

func path(o *Options) error {
	at := o.Setup.Places.Project
	if o.JSON {
		if err := o.Console.JSON(o.found()); err != nil || !at.Is() {
			return err
		}
		return o.Console.JSON(event.ProjectOf(at.File, ""))
	}
	_, err := fmt.Fprintln(o.Console.Out, clean.Line(o.Setup.Places.Config))
	if at.Is() {
		o.Console.Say("What %s says holds over it, for you are in that project.", clean.Line(at.File))
	}
	return err
}

func example(o *Options) error {
	if o.JSON {
		return o.Console.JSON(exampleEvent{"example", Example})
	}
	_, err := fmt.Fprint(o.Console.Out, Example)
	return err
}

func check(o *Options) error {
	s, err := o.Setup.Settings()
	var list []mistakeEvent
	if err != nil {
		list = mistakes(err)
	} else {
		_, wrong := keymap.Read(o.Setup, s)
		for _, m := range wrong {
			list = append(list, mistakeEvent{"mistake", event.PathOf(m.File), m.Line, clean.Scrub(clean.Line(m.Text))})
		}
		_, odd := looks.Read(o.Setup, s)
		for _, m := range odd {
			list = append(list, mistakes(m)...)
		}
	}
	if err := o.tell(list); err != nil {
		return err
	}
	if len(list) > 0 {
		return exit.Said(exit.Usage)
	}
	return nil
}

// tell says what was found: mistakes, and then that they are all.
func (o *Options) tell(list []mistakeEvent) error {
	at := o.found()
	for _, m := range list {
		switch {
		case o.JSON:
			if err := o.Console.JSON(m); err != nil {
				return err
			}
		case m.Line > 0:
			o.Console.Warn("%s, line %d: %s", clean.Line(m.Path.Path), m.Line, m.Message)
		default:
			o.Console.Warn("%s: %s", clean.Line(m.Path.Path), m.Message)
		}
	}
	if o.JSON {
		n := len(list)
		at.Mistakes = &n
		if err := o.Console.JSON(at); err != nil || !o.Setup.Places.Project.Is() {
			return err
		}
		return o.Console.JSON(event.ProjectOf(o.Setup.Places.Project.File, ""))
	}
	switch {
	case len(list) > 0:
	case !at.Exists:
		o.Console.Say("%s does not exist, so the defaults apply. %s config example prints them.", clean.Line(at.Path.Path), app.Name)
	default:
		o.Console.Say("%s is fine.", clean.Line(at.Path.Path))
	}
	if p := o.Setup.Places.Project; p.Is() && len(list) == 0 {
		o.Console.Say("%s is fine, too: it holds in the project %s.", clean.Line(p.File), clean.Line(p.Name()))
	}
	return nil
}

// mistakes takes apart what is wrong with a config.
func mistakes(err error) []mistakeEvent {
	if several, is := errors.AsType[interface {
		error
		Unwrap() []error
	}](err); is {
		var list []mistakeEvent
		for _, one := range several.Unwrap() {
			list = append(list, mistakes(one)...)
		}
		return list
	}
	m := mistakeEvent{Event: "mistake", Message: clean.Scrub(clean.Line(err.Error()))}
	if wrong, is := errors.AsType[*app.ConfigError](err); is {
		m.Path, m.Line, m.Message = event.PathOf(wrong.Path), wrong.Line, clean.Scrub(clean.Line(wrong.Message))
	}
	return []mistakeEvent{m}
}
