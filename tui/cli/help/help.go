// Package help is the subcommand help: what a command does, and what there is to
// know beyond one.
package help

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

//go:embed *.md
var files embed.FS

// Topics are the names of what can be read about beside the commands.
func Topics() []string {
	var names []string
	found, _ := fs.Glob(files, "*.md") // the pattern is right
	for _, name := range found {
		names = append(names, strings.TrimSuffix(name, ".md"))
	}
	return names
}

// Topic is the text of a topic.
func Topic(name string) (string, error) {
	text, err := files.ReadFile(name + ".md")
	return string(text), err
}

// Command returns the subcommand.
func Command(c *console.Console) *cobra.Command {
	asJSON := false
	command := &cobra.Command{
		Use:   "help [COMMAND or TOPIC]",
		Short: "Explain a command or a topic",
		Long: `Explain a command, like --help after it, or a topic:

  templates   write one prompt, get many: the whole syntax, with examples
  shortcuts   every action of the studio, its default shortcut and its id
  accessibility  the studio with a screen reader, few colours or reduced motion
  edits       upscale, retouch, fill and more, and what is uploaded
  files       where pictures, keys, settings and everything else are stored
  projects    folders with their own settings, presets and snippets
  themes      the colours of the studio, and how to make your own
  commands    your own programs in the studio, hooks, and imagine-tui foo
  terminals   how pictures are drawn, and what each terminal supports
  scripting   ten scripts you can copy and run, and the exit statuses
  json        what commands print with --json, event by event
  safety      what happens to your money, your pictures and your keys
  promises    what stays compatible from version to version
  scale       how fast the program is, and what it uses
  clusters    one plan for many machines: GNU parallel, Slurm, Kubernetes and others
  service     the API, and the sandbox that stands in for it`,
		ValidArgs: Topics(),
		RunE:      func(command *cobra.Command, args []string) error { return run(c, command.Root(), args, asJSON) },
	}
	console.AddJSON(command.Flags(), &asJSON)
	return command
}

func run(c *console.Console, root *cobra.Command, args []string, asJSON bool) error {
	if len(args) == 1 {
		if text, err := Topic(args[0]); err == nil {
			if asJSON {
				return c.JSON(topicEvent{"topic", args[0], text})
			}
			_, err := fmt.Fprint(c.Out, text)
			return err
		}
	}
	command, rest, err := root.Find(args)
	if err == nil && len(rest) == 0 {
		if asJSON {
			return listJSON(c, command)
		}
		return command.Help()
	}
	return exit.Misuse(unknown(root, strings.Join(args, " ")))
}

// unknown says that there is no help on something, and what was probably meant.
func unknown(root *cobra.Command, name string) error {
	names := Topics()
	for _, command := range root.Commands() {
		if command.IsAvailableCommand() {
			names = append(names, command.Name())
		}
	}
	message := fmt.Sprintf("there is no help on %q", clean.Short(name, 40))
	if near := closest.Of(name, names); len(near) > 0 {
		return errors.New(message + ": did you mean " + strings.Join(near, " or ") + "?")
	}
	return fmt.Errorf("%s: %s help lists the commands; the topics are %s", message, root.Name(), strings.Join(Topics(), ", "))
}
