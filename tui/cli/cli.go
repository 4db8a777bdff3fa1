// Package cli is the command line: the root command, its subcommands, exit
// statuses and signals.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
	"imagine-tui/tui/picture"
)

// program is what every subcommand works with: where input comes from and output
// goes, the environment, the flags of every command, and what they led to.
type program struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	setup  app.Setup

	configFlag string
	logLevel   string
	logFile    *app.LogFile
	// onScreen is set while the studio has the terminal, and screen is locked
	// until it has put that back as it was.
	onScreen bool
	screen   sync.Mutex
	// running is set once flags and arguments were understood: errors before
	// that are usage errors, whoever found them.
	running bool
}

// Main runs the program with the arguments of the process and returns its exit
// status.
func Main(env app.Environment) int {
	a := &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, setup: app.Setup{Environment: env}}
	return a.guarded(func() int { return a.run(context.Background(), os.Args[1:]) })
}

// guarded runs the program; a panic becomes a report and a failure.
func (a *program) guarded(run func() int) (status int) {
	if app.Guard(a.stateDir, os.Stderr, func() { status = run() }) {
		return statusFailed
	}
	return status
}

// run executes one command line and returns the exit status.
func (a *program) run(ctx context.Context, args []string) int {
	ctx, stop := withSignals(ctx, &a.screen)
	defer stop()
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	if a.logFile != nil {
		defer func() { _ = a.logFile.Close() }() // the log is the last to know
	}
	if err != nil && !a.running {
		err = usageError(wrongCount(root, args, err))
	}
	status, problem := statusOf(err)
	if interrupted(ctx) {
		status = statusInterrupt
		if errors.Is(problem, context.Canceled) {
			problem = nil // stopping is what was asked for
		}
	}
	if problem != nil {
		// Arguments are quoted in errors, and people paste keys anywhere.
		fmt.Fprintf(a.stderr, "%s: %s\n", app.Name, clean.Scrub(clean.Text(problem.Error())))
		if status == statusUsage && !a.running {
			fmt.Fprintf(a.stderr, "%s --help tells more.\n", commandPath(root, args))
		}
	}
	return status
}

// commandPath names the command whose usage was wrong.
func commandPath(root *cobra.Command, args []string) string {
	command, _, err := root.Find(args)
	if err != nil {
		command = root
	}
	return command.CommandPath()
}

// countError is how the argument checks say that there are too few or too many.
var countError = regexp.MustCompile(`^(?:accepts|requires) .*\barg\(s\), (?:only )?received \d+$`)

// wrongCount says by example how many arguments a command takes.
func wrongCount(root *cobra.Command, args []string, err error) error {
	if command, _, e := root.Find(args); e == nil && countError.MatchString(err.Error()) {
		return fmt.Errorf("write it as: %s", strings.TrimSuffix(command.UseLine(), " [flags]"))
	}
	return err
}

// stateDir is where the program keeps its state, "" while that is not known.
func (a *program) stateDir() string { return a.setup.Places.StateDir }

// prepare runs before every subcommand.
func (a *program) prepare(*cobra.Command, []string) error {
	var err error
	if a.setup.Places, err = app.FindPlaces(a.configFlag, a.setup.Environment); err != nil {
		return err
	}
	a.logFile = &app.LogFile{Path: filepath.Join(a.setup.Places.StateDir, "log.txt")}
	if a.setup.Log, err = app.NewLogger(a.logFile, a.logLevel); err != nil {
		return err
	}
	a.setup.Graphics, a.setup.Warn = picture.ModeNames(), a.warn
	a.running = true
	return nil
}

// rootCommand builds the command tree.
func (a *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   app.Name,
		Short: "Terminal studio for the Imagine API",
		Long: `Without a command: the studio. Write a prompt, choose styles and seeds, watch
the pictures arrive, keep the good ones, and find all of it again.

The key "sandbox" is always there: it paints on this computer, free and
offline. ` + app.Name + ` keys add NAME saves a key for the real API.`,
		Args:              noCommand,
		Version:           app.Version(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: a.prepare,
		RunE:              func(c *cobra.Command, _ []string) error { return a.studio(c.Context()) },
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.SetVersionTemplate(app.Name + " {{.Version}}\n")
	root.PersistentFlags().StringVar(&a.configFlag, "config", "", "config file (else $IMAGINE_CONFIG, else config.toml in your config folder)")
	root.PersistentFlags().StringVar(&a.logLevel, "log-level", "warn", "what goes to log.txt in the state folder: debug, info, warn, error or off")
	root.AddCommand(
		a.generateCommand(), a.rerunCommand(), a.keysCommand(), a.historyCommand(), a.showCommand(), a.diffCommand(), a.sheetCommand(), a.keepCommand(), a.trashCommand(),
		a.sandboxCommand(), a.recoverCommand(), a.videoCommand(), a.doctorCommand(),
	)
	return root
}

// noCommand refuses arguments of the studio: a mistyped command, mostly.
func noCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf("unknown command %q", clean.Width(args[0], 40))
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		message += fmt.Sprintf(", did you mean %s?", strings.Join(near, " or "))
	}
	return errors.New(message)
}

// isTerminal tells whether a person sits at the other end of a stream.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}
