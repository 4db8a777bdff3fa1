package order

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"imagine-tui/api/budget"
)

// ceilingFlag is the flag that sets a ceiling for one run of the program.
const ceilingFlag = "max-tokens"

// MaxTokens sets a ceiling. It is the value of a flag.
type MaxTokens struct{ ceiling *budget.Ceiling }

// AddMaxTokens gives a command that pays the flag for a ceiling.
func AddMaxTokens(command *cobra.Command, ceiling *budget.Ceiling) {
	command.Flags().Var(MaxTokens{ceiling}, ceilingFlag, "never let today's tokens exceed this `number`, counting all processes that use this\nstate folder; --yes does not override it, 0 sends nothing that costs")
}

// Set reads a number of tokens.
func (m MaxTokens) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return errors.New("write a number of tokens, 0 or more")
	}
	*m.ceiling = budget.Ceiling{Set: true, Tokens: n, Setting: "--" + ceilingFlag}
	return nil
}

// String is the number, "" for none.
func (m MaxTokens) String() string {
	if m.ceiling == nil || !m.ceiling.Set {
		return ""
	}
	return strconv.Itoa(m.ceiling.Tokens)
}

// Type names the kind of value in the help.
func (MaxTokens) Type() string { return "number" }
