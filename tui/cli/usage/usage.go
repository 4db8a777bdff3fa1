// Package usage says what is wrong with the words of a command line.
package usage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
	"imagine-tui/api/pattern"
	"imagine-tui/tui/cli/console"
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
	near := command.SuggestionsFor(args[0])
	if command == command.Root() { // which does not count help among its commands
		near = append(near, closest.Of(args[0], []string{"help"})...)
	}
	if len(near) > 0 {
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

// The errors of the argument checks and of the flags, as they are worded there.
var (
	countError = pattern.Of(`^(?:accepts|requires) .*\barg\(s\), (?:only )?received \d+$`)
	minusError = pattern.Of(`^unknown shorthand flag: '[0-9]' in (-\S+)$`)
	flagError  = pattern.Of(`^unknown flag: --(\S+)$`)
)

// Explain says of an error of the command line what was probably meant: a command
// or a flag that is mistyped, or how many arguments there are, by example.
func Explain(root *cobra.Command, args []string, err error) error {
	command, rest, findErr := root.Find(args)
	if findErr != nil {
		return err
	}
	if command == root {
		if first := slices.IndexFunc(rest, func(arg string) bool { return !strings.HasPrefix(arg, "-") }); first == 0 {
			return NoCommand(root, rest) // whatever stands behind it
		}
	}
	if m := flagError.Regexp().FindStringSubmatch(err.Error()); m != nil {
		return unknownFlag(command, m[1], err)
	}
	if m := minusError.Regexp().FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("%s looks like a flag: numbers cannot be negative here, and words that start with - must follow --", clean.Short(m[1], 40))
	}
	if countError.Regexp().MatchString(err.Error()) {
		return fmt.Errorf("write it as: %s", strings.TrimSuffix(command.UseLine(), " [flags]"))
	}
	return err
}

// unknownFlag names the flags that are near to one that nobody knows.
func unknownFlag(command *cobra.Command, name string, err error) error {
	var names []string
	command.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	near := closest.Of(name, names)
	if len(near) == 0 {
		return err
	}
	return fmt.Errorf("unknown flag: --%s, did you mean --%s?", clean.Short(name, 40), strings.Join(near, " or --"))
}

// JSON tells whether JSON was asked for: also where the command line was not
// understood any further.
func JSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--":
			return false
		case "--" + console.JSONFlag, "--" + console.JSONFlag + "=true":
			return true
		}
	}
	return false
}
