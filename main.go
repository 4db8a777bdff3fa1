// Command imagine-tui is a terminal studio for the Imagine API: write, choose,
// see, compare, keep, refine. Without a subcommand it opens the studio; the
// subcommands do the same work for scripts.
package main

import (
	"context"
	"os"
)

func main() {
	harden()
	env := captureEnvironment()
	// Before anything else runs: no child of ours is to inherit a key.
	env.hide(apiKeyVariable)
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, env: env}
	os.Exit(guard(a.stateDir, os.Stderr, func() int { return a.run(context.Background(), os.Args[1:]) }))
}
