package help

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"imagine-tui/tui/cli/console"
)

// topicEvent is a topic, in JSON.
type topicEvent struct {
	Event string `json:"event"`
	Name  string `json:"name"`
	Text  string `json:"text"`
}

// commandEvent is a command, in JSON.
type commandEvent struct {
	Event   string     `json:"event"`
	Command string     `json:"command"` // as it is called, without the program's name
	Usage   string     `json:"usage"`
	About   string     `json:"about"`
	Example string     `json:"example"`
	Flags   []flagJSON `json:"flags"`
}

// flagJSON is a flag of a command.
type flagJSON struct {
	Name    string `json:"name"`
	Short   string `json:"short"` // one letter, or ""
	Value   string `json:"value"` // the kind of value, "" for a switch
	Default string `json:"default"`
	About   string `json:"about"`
}

// listJSON prints a command and all below it.
func listJSON(c *console.Console, command *cobra.Command) error {
	if command.Runnable() {
		if err := c.JSON(describe(command)); err != nil {
			return err
		}
	}
	for _, sub := range command.Commands() {
		if sub.IsAvailableCommand() {
			if err := listJSON(c, sub); err != nil {
				return err
			}
		}
	}
	return nil
}

func describe(command *cobra.Command) commandEvent {
	e := commandEvent{
		Event: "command", Command: strings.TrimSpace(strings.TrimPrefix(command.CommandPath(), command.Root().Name())),
		Usage: command.UseLine(), About: command.Short, Example: command.Example, Flags: []flagJSON{},
	}
	add := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, about := pflag.UnquoteUsage(f)
		e.Flags = append(e.Flags, flagJSON{f.Name, f.Shorthand, value, f.DefValue, about})
	}
	command.LocalFlags().VisitAll(add)
	command.InheritedFlags().VisitAll(add)
	return e
}
