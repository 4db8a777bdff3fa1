package cli

import (
	"github.com/spf13/cobra"

	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/complete"
	"imagine-tui/tui/cli/config"
	"imagine-tui/tui/cli/diff"
	"imagine-tui/tui/cli/doctor"
	"imagine-tui/tui/cli/filters"
	"imagine-tui/tui/cli/generate"
	"imagine-tui/tui/cli/help"
	"imagine-tui/tui/cli/history"
	"imagine-tui/tui/cli/judge"
	"imagine-tui/tui/cli/keep"
	"imagine-tui/tui/cli/keymap"
	"imagine-tui/tui/cli/keys"
	"imagine-tui/tui/cli/man"
	"imagine-tui/tui/cli/operations"
	"imagine-tui/tui/cli/order"
	"imagine-tui/tui/cli/project"
	recovering "imagine-tui/tui/cli/recover"
	"imagine-tui/tui/cli/rerun"
	"imagine-tui/tui/cli/restore"
	"imagine-tui/tui/cli/sandbox"
	"imagine-tui/tui/cli/sheet"
	"imagine-tui/tui/cli/show"
	"imagine-tui/tui/cli/stats"
	"imagine-tui/tui/cli/status"
	"imagine-tui/tui/cli/styles"
	"imagine-tui/tui/cli/trash"
	"imagine-tui/tui/cli/usage"
	"imagine-tui/tui/cli/version"
	"imagine-tui/tui/cli/video"
)

// command builds the command tree for some arguments: without any it is only the
// studio, whose first frame waits for nothing else.
func (p *program) command(args []string) *cobra.Command {
	root := &cobra.Command{
		Use:   app.Name,
		Short: "Terminal studio for the Imagine API",
		Long: `Without a command, imagine-tui opens the studio: write a prompt, choose styles
and seeds, watch the pictures arrive, keep the good ones, and find them again.

The key "sandbox" is always available: it paints on this computer, free and
offline. ` + app.Name + ` keys add NAME saves a key for the real API.

Other commands run programs of that name from the PATH: ` + app.Name + ` foo runs
` + app.Name + `-foo, without access to keys.`,
		Args:              usage.NoCommand,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: p.prepare,
		RunE:              func(c *cobra.Command, _ []string) error { return p.studio(c.Context()) },
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	addVersion(root)
	root.Flags().BoolVar(&p.screenReader, "screen-reader", false, "screen reader mode: the studio as sentences, nothing is drawn (screen_reader = true makes it permanent)")
	root.PersistentFlags().StringVar(&p.config, "config", "", "config file (default: $IMAGINE_CONFIG, or config.toml in the config folder)")
	root.PersistentFlags().StringVar(&p.project, "project", "", "`folder` or imagine.toml of the project to use, or none (default: the current folder's)")
	root.PersistentFlags().BoolVar(&p.console.Quiet, "quiet", false, "print errors only")
	root.PersistentFlags().StringVar(&p.logLevel, "log-level", "warn", "level of log.txt in the state folder: debug, info, warn, error or off")
	order.AddMaxTokens(root, &p.setup.Ceiling)
	p.drain.AddTo(root)
	c, setup := p.console, &p.setup
	if len(args) == 0 {
		return root
	}
	root.SetHelpCommand(help.Command(c))
	root.AddCommand(
		generate.Command(c, setup), generate.PlanCommand(c, setup), status.Command(c), rerun.Command(c, setup), restore.Command(c, setup), keys.Command(c, setup), history.Command(c, setup), show.Command(c, setup),
		diff.Command(c, setup), sheet.Command(c, setup), keep.Command(c, setup), trash.Command(c, setup), sandbox.Command(c, setup),
		recovering.Command(c, setup), video.Command(c, setup), keymap.Command(c, setup), doctor.Command(c, setup),
		stats.Command(c, setup), filters.Command(c, setup), project.Init(c), project.Command(c, setup), styles.Command(c), operations.Command(c), config.Command(c, setup), man.Command(c), version.Command(c),
	)
	root.AddCommand(judge.Commands(c, setup)...)
	complete.Values(root, setup, p.places)
	return root
}
