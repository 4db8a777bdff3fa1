// Package cli is the command line: what every command begins with and ends as.
// Each subcommand is a package below, named as it is called, with its Options
// and a function that runs it.
package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/cobra"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/history/claim"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/event"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/signals"
	"imagine-tui/tui/cli/usage"
	"imagine-tui/tui/picture"
	"imagine-tui/tui/terminal/mark"
)

// program is one run of the command line: the flags of every command, and what
// they led to.
type program struct {
	console *console.Console
	setup   app.Setup

	config   string // of --config
	project  string // of --project
	logLevel string
	logFile  *app.LogFile
	drain    signals.Drain // of the studio
	// screenReader has the studio said in sentences.
	screenReader bool
	// onScreen is set while the studio has the terminal, and screen is locked
	// until it has put that back as it was.
	onScreen bool
	screen   signals.Screen
	// running is set once flags and arguments were understood: errors before
	// that are usage errors, whoever found them.
	running bool
}

// Main runs the program with the arguments of the process and returns its exit
// status.
func Main(env app.Environment) int {
	p := newProgram(console.Standard(), env)
	return p.guarded(func() int { return p.run(context.Background(), os.Args[1:]) })
}

// Run executes one command line and returns its exit status.
func Run(ctx context.Context, c *console.Console, env app.Environment, args []string) int {
	return newProgram(c, env).run(ctx, args)
}

func newProgram(c *console.Console, env app.Environment) *program {
	p := &program{console: c, setup: app.Setup{Environment: env, Graphics: picture.ModeNames()}}
	p.setup.Warn = p.warn
	c.Knows(func(name string) string { return env[name] })
	return p
}

// guarded runs the program; a panic becomes a report and a failure.
func (p *program) guarded(run func() int) (status int) {
	if app.Guard(p.stateDir, os.Stderr, func() { status = run() }) {
		return exit.Failed
	}
	return status
}

// stateDir is where the program keeps its state, "" while that is not known.
func (p *program) stateDir() string { return p.setup.Places.StateDir }

func (p *program) run(ctx context.Context, args []string) int {
	ctx, stop := signals.With(ctx, &p.screen)
	defer stop()
	p.console.Watch()
	root := p.command(args)
	root.SetArgs(args)
	root.SetIn(p.console.In)
	root.SetOut(p.console.Out)
	root.SetErr(p.console.Err)
	err := p.execute(ctx, root, args)
	if p.logFile != nil {
		defer func() { _ = p.logFile.Close() }() // the log is the last to know
	}
	if err != nil && !p.running && p.console.Broken() == nil {
		err = exit.Misuse(usage.Explain(root, args, err))
	}
	if err == nil {
		err = p.console.Broken()
	}
	status, problem := exit.Of(err)
	if stopped, yes := signals.Status(ctx); yes {
		status = stopped
		if errors.Is(problem, context.Canceled) {
			problem = nil // stopping is what was asked for
		}
	}
	if problem != nil {
		help := ""
		if status == exit.Usage && !p.running {
			help = usage.Path(root, args) + " --help"
		}
		p.tell(problem, status, help, usage.JSON(args))
	}
	return status
}

// execute does what the command line says, by itself or by a program of somebody
// else.
func (p *program) execute(ctx context.Context, root *cobra.Command, args []string) error {
	if program := p.extension(root, args); program != "" {
		return p.extend(ctx, program, args[1:])
	}
	return root.ExecuteContext(ctx)
}

// tell says why the command failed: to people, and where JSON was asked for also
// to whoever reads that.
func (p *program) tell(problem error, status int, help string, asJSON bool) {
	// Arguments are quoted in errors, and people paste keys anywhere.
	fmt.Fprintf(p.console.Err, "%s: %s\n", app.Name, clean.Scrub(clean.Text(problem.Error())))
	if help != "" {
		fmt.Fprintf(p.console.Err, "%s tells more.\n", help)
	}
	if !asJSON {
		return
	}
	for _, e := range event.Errors(problem, status, help) {
		_ = p.console.JSON(e) // there is nobody else to tell
	}
}

// prepare runs before every subcommand.
func (p *program) prepare(*cobra.Command, []string) error {
	if err := p.places(); err != nil {
		return err
	}
	p.logFile = &app.LogFile{Path: filepath.Join(p.setup.Places.StateDir, "log.txt")}
	log, err := app.NewLogger(p.logFile, p.logLevel)
	if err != nil {
		return err
	}
	p.setup.Log = log
	p.running = true
	p.putRight()
	return nil
}

// places finds out where things are, and takes the keys that stand there from what
// children inherit.
func (p *program) places() (err error) {
	p.setup.Log = slog.New(slog.DiscardHandler) // until there is one
	if p.setup.Places, err = app.FindPlaces(p.config, p.setup.Environment); err != nil {
		return err
	}
	p.setup.HideKeys()
	return p.setup.FindProject(p.project)
}

// putRight cleans the terminal in which the studio was killed and could not.
func (p *program) putRight() {
	if out, is := console.File(p.console.Out); is && console.IsTerminal(out) {
		if _, err := mark.Clean(p.marks(), out, session(), p.console.Settled()); err != nil {
			p.setup.Log.Warn("went on without", "err", err)
		}
	}
}

// session names the session by the process that began it, as no later one is
// named: "" where none can be seen.
var session = sync.OnceValue(func() string {
	pid := mark.Leader()
	if pid <= 0 {
		return ""
	}
	started, _ := claim.StartOf(pid)
	return fmt.Sprintf("%d-%s", pid, started)
})

// marks is where it is kept which terminals the studio has taken over.
func (p *program) marks() string { return filepath.Join(p.setup.Places.StateDir, "terminals") }

// warn tells what went wrong on the side: it kept no picture from being saved.
// While the studio has the screen it only goes to the log.
func (p *program) warn(err error) {
	p.setup.Log.Warn("went on without", "err", err)
	if !p.onScreen {
		p.console.Warn("%s", api.Explain(err))
	}
}
