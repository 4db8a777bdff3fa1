// Command imagine-tui is a terminal studio for the Imagine API: write, choose,
// see, compare, keep, refine. Without a subcommand it opens the studio; the
// subcommands do the same work for scripts.
package main

import (
	"os"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli"
)

func main() {
	app.Harden()
	env := app.CaptureEnvironment()
	// Before anything else runs: no child of ours is to inherit a key.
	env.HideKeys()
	os.Exit(cli.Main(env))
}
