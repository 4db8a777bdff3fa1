package signals

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"
)

// Drain is how long what was sent is seen through after a signal. It is the
// value of a flag.
type Drain time.Duration

// defaultDrain ends before the half minute that schedulers give between asking
// a program to end and ending it.
const defaultDrain = 25 * time.Second

// longestDrain is the most that makes sense to be asked for.
const longestDrain = time.Hour

// AddTo gives a command that pays the flag --drain.
func (d *Drain) AddTo(command *cobra.Command) {
	*d = Drain(defaultDrain)
	command.Flags().Var(d, "drain", "how long to wait for running requests after an interrupt; a second one stops at once")
}

// Set reads a duration with its unit.
func (d *Drain) Set(text string) error {
	value, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return errors.New("write how long, with its unit, as 25s or 2m")
	case value < 0:
		return errors.New("it cannot be below 0; 0 ends at once")
	case value > longestDrain:
		return fmt.Errorf("it cannot be above %s", longestDrain)
	}
	*d = Drain(value)
	return nil
}

// String writes it as it can be read back.
func (d *Drain) String() string { return time.Duration(*d).String() }

// Type names the kind of value in the help.
func (d *Drain) Type() string { return "duration" }
