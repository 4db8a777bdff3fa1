package keys

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
)

// askSecret reads a key: typed blind on a terminal, else the first line of
// standard input.
func (o *AddOptions) askSecret(ctx context.Context, name string) (key.Secret, error) {
	file, ok := o.Console.In.(*os.File)
	if !ok || !console.IsTerminal(o.Console.In) {
		text, err := console.Read(ctx, func() (string, error) {
			return bufio.NewReader(io.LimitReader(o.Console.In, 64<<10)).ReadString('\n')
		})
		if err != nil && !errors.Is(err, io.EOF) {
			return key.Secret{}, fmt.Errorf("standard input: %w", err)
		}
		return key.NewSecret(text)
	}
	return askBlind(ctx, file, o.Console.Err, "Paste the key for "+clean.Line(name)+" and press enter (nothing is shown): ")
}

// askBlind reads a key from a terminal that shows nothing of it. The terminal
// stops echoing before the question appears: people paste fast.
func askBlind(ctx context.Context, in *os.File, out io.Writer, question string) (key.Secret, error) {
	before, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return key.Secret{}, fmt.Errorf("the terminal cannot be made to hide the key: %w", err)
	}
	text, err := console.Read(ctx, func() (string, error) {
		return term.NewTerminal(struct {
			io.Reader
			io.Writer
		}{in, out}, "").ReadPassword(question)
	})
	if restoreErr := term.Restore(int(in.Fd()), before); restoreErr != nil && err == nil {
		err = restoreErr
	}
	switch {
	case errors.Is(err, io.EOF): // ctrl+c or ctrl+d
		return key.Secret{}, &exit.Error{Status: exit.Interrupted, Err: errors.New("nothing was saved")}
	case err != nil:
		return key.Secret{}, fmt.Errorf("the key was not read: %w", err)
	}
	return key.NewSecret(text)
}
