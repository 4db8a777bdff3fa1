package generate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/plan/textfile"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/order"
)

// stdin stands for standard input where a prompt or a file of prompts does.
const stdin = "-"

// piped tells whether standard input holds prompts: nobody can answer there.
func (o *Options) piped(args []string) bool {
	return o.From == stdin || o.Sharing.Plan == stdin || slices.Contains(args, stdin)
}

// readWhole returns all of standard input as one prompt.
func (o *Options) readWhole(ctx context.Context) (prompt, error) {
	if o.From == stdin {
		return prompt{}, errors.New("- reads standard input as one prompt, --from - as one prompt per line: use only one of them")
	}
	if console.IsTerminal(o.Console.In) {
		o.Console.Say("Write the prompt; end with ctrl+d on an empty line.")
	}
	text, err := console.Read(ctx, func() (string, error) {
		data, err := io.ReadAll(io.LimitReader(o.Console.In, maxPromptBytes+1))
		switch {
		case err != nil:
			return "", fmt.Errorf("standard input cannot be read: %s", app.Reason(err))
		case len(data) > maxPromptBytes:
			return "", fmt.Errorf("standard input has more than %d KiB, too much for a prompt; --from - reads one prompt per line", maxPromptBytes>>10)
		}
		text, err := textfile.String(data)
		if err != nil {
			return "", fmt.Errorf("standard input, %w", err)
		}
		return text, nil
	})
	if err != nil {
		return prompt{}, err
	}
	return prompt{text: text}, nil
}

// places reads where results are to go.
func (o *Options) places() error {
	if o.Out != order.Stdout {
		return nil
	}
	if o.Output != "" {
		return exit.Misusef("-o - and --output %s name two places: use only one", clean.Line(o.Output))
	}
	o.Out, o.Output = "", order.Stdout
	return nil
}

// sayUnused says that the variable of a key is set, where another key is used: who
// set it may think that it is enough.
func (o *Options) sayUnused(used string) {
	if o.Setup.Environment[key.APIKeyVariable] == "" || used == key.EnvName {
		return
	}
	o.Console.Say("%s is set and not used: the key is %s. --key %s uses it.", key.APIKeyVariable, used, key.EnvName)
}
