package cli

import (
	"context"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/extension"
)

// reserved are the words that the library for commands answers to by itself.
var reserved = []string{"help", "completion", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}

// extension is the program that is run for a command line, "" where that is one of
// this program.
func (p *program) extension(root *cobra.Command, args []string) string {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") || slices.Contains(reserved, args[0]) {
		return ""
	}
	if known, _, err := root.Find(args[:1]); err != nil || known != root {
		return ""
	}
	program, _ := extension.Find(p.setup.Environment["PATH"], args[0])
	return program
}

// extend runs a program of somebody else as a command.
func (p *program) extend(ctx context.Context, program string, args []string) error {
	if err := p.places(); err != nil { // they say which variables hold keys
		return err
	}
	p.running = true
	out := p.console.Out
	if file, is := console.File(out); is {
		out = file // the terminal itself, not what watches whether it can be written to
	}
	return extension.Run(ctx, program, args, os.Environ(), extension.Streams{In: p.console.In, Out: out, Err: p.console.Err})
}
