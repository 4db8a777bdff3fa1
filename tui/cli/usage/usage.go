// Package usage says what is wrong with the words of a command line.
package usage

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/pattern"
)

// nearEnough is by how many letters a word may miss a command and still be taken
// for a slip.
const nearEnough = 2

// NoCommand refuses arguments of a command that has commands: a mistyped one,
// mostly.
func NoCommand(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	command.SuggestionsMinimumDistance = nearEnough
	message := fmt.Sprintf("unknown command %q", clean.Short(args[0], 40))
	if near := command.SuggestionsFor(args[0]); len(near) > 0 {
		message += fmt.Sprintf(", did you mean %s?", strings.Join(near, " or "))
	}
	return errors.New(message)
}

// Path names the command whose usage was wrong.
func Path(root *cobra.Command, args []string) string {
	command, _, err := root.Find(args)
	if err != nil {
		command = root
	}
	return command.CommandPath()
}

// countError is how the argument checks say that there are too few or too many.
var countError = pattern.Of(`^(?:accepts|requires) .*\barg\(s\), (?:only )?received \d+$`)

// Count says by example how many arguments a command takes, if err is about
// that.
func Count(root *cobra.Command, args []string, err error) error {
	if command, _, e := root.Find(args); e == nil && countError.Regexp().MatchString(err.Error()) {
		return fmt.Errorf("write it as: %s", strings.TrimSuffix(command.UseLine(), " [flags]"))
	}
	return err
}
