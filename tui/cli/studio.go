package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"imagine-tui/api"
	"imagine-tui/tui/action"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/project"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/garbage"
	"imagine-tui/tui/cli/hooks"
	"imagine-tui/tui/cli/keymap"
	"imagine-tui/tui/cli/looks"
	"imagine-tui/tui/cli/order"
	trusting "imagine-tui/tui/cli/project"
	"imagine-tui/tui/cli/sheet"
	"imagine-tui/tui/cli/signals"
	"imagine-tui/tui/studio"
	"imagine-tui/tui/terminal"
	"imagine-tui/tui/terminal/letters"
	"imagine-tui/tui/terminal/mark"
)

// studio opens the studio. A broken config does not keep it closed: it opens
// with nothing but the sandbox, and says so.
func (p *program) studio(ctx context.Context) (err error) {
	if !console.IsTerminal(p.console.In) || !console.IsTerminal(p.console.Out) {
		return exit.Misusef("the studio needs a terminal; for scripts there is: %s generate PROMPT", app.Name)
	}
	if p.setup.Environment["TERM"] == "dumb" {
		return exit.Misusef("TERM=dumb cannot show the studio: set TERM to what your terminal is, often xterm-256color; for scripts there is: %s generate PROMPT", app.Name)
	}
	getenv := func(name string) string { return p.setup.Environment[name] }
	if why := terminal.Find(terminal.Evidence{Getenv: getenv}).Quirks.Unfit; why != "" {
		return exit.Misusef("%s; for scripts there is: %s generate PROMPT", why, app.Name)
	}
	s, problem := p.setup.Settings()
	if p.setup.ProjectError(problem) {
		return fmt.Errorf("%w; --project %s works without the project", problem, project.None)
	}
	if problem == nil {
		if s, problem = trusting.Ask(ctx, p.console, &p.setup, s); problem != nil {
			return problem
		}
	}
	p.onScreen = true
	// The first frame is there before the first collection. What is known of many
	// results is long-lived, and most of it text in which the collector looks for
	// nothing: later on less than the usual room for garbage beside it is enough.
	garbage.Later(200, 35)
	var notices []string
	if set := terminal.Charset(getenv); set != "" {
		notices = append(notices, "The locale says "+set+", which lacks most signs: plain ones stand for them, and pictures are drawn with letters."+unread(set)+" A locale with UTF-8 shows all.")
	}
	if problem != nil {
		notices = append(notices, "The config is ignored: "+p.short(problem)+". Only the sandbox works until that is fixed.")
	}
	s.Studio.ScreenReader = s.Studio.ScreenReader || p.screenReader
	if len(s.Keymap)+len(s.Commands) > 0 {
		_, mistakes := keymap.Read(&p.setup, s)
		notices = append(notices, keymap.Notices(mistakes)...)
	}
	themes, mistakes := looks.Read(&p.setup, s)
	notices = append(notices, looks.Notices(mistakes)...)
	e, err := p.setup.OpenEngine(ctx, s, app.EngineOptions{Latency: s.Sandbox.Latency, OnlySandbox: problem != nil})
	if err != nil {
		return err
	}
	var told *hooks.Hooks
	defer func() {
		err = errors.Join(err, e.Close())
		told.Rest(e.Queue.Snapshot())
		told.Close(ctx, p.console)
	}()
	for _, problem := range e.Keys.Problems() {
		notices = append(notices, api.Explain(problem))
	}
	lists, err := p.setup.Wildcards(s)
	if err != nil {
		return err
	}
	aside := make(chan string, 8)
	err = p.guardScreen(func() error {
		p.screen.Lock()
		defer p.screen.Unlock()
		if out, is := console.File(p.console.Out); is {
			defer mark.Set(p.marks(), out, session()).Clear()
		}
		follower := p.setup.Follow()
		defer func() { _ = follower.Close() }() // it only listens
		told = hooks.Open(&p.setup, s, e.Keys, func(words string) {
			select {
			case aside <- words:
			default: // enough was said
			}
		})
		var hear studio.Hooks
		if told != nil {
			hear = told
		}
		return studio.Run(ctx, studio.Options{
			Hooks: hear, Aside: aside,
			Files: follower, Reread: func() (studio.Settings, error) { return p.reread(s) },
			Config: s.Studio, Themes: themes, Keymap: action.Config(s.Keymap), Commands: s.Commands, Keys: e.Keys, Library: e.Library, Queue: e.Queue, Accounts: e.Account,
			Operations: s.Operations, Upload: s.Upload,
			Defaults: s.Defaults, Budget: s.Budget, Wildcards: lists, SheetEntry: sheet.Entry, StyleSets: filepath.Join(p.setup.Places.ConfigDir, "sets"),
			StateDir: p.setup.Places.StateDir, Work: studio.Work{Dir: p.setup.Places.ProjectState(), Presets: s.Presets, Snippets: s.Snippets}, Version: app.Version(), Notices: notices, ConfigPath: p.setup.Places.Config,
			Environ: os.Environ(), Watch: true,
		})
	})
	if signals.Interrupted(ctx) || err != nil {
		// Nobody chose to leave what was sent without its answer.
		order.SeeThrough(p.console, e.Queue, p.drain)
	}
	switch {
	case errors.Is(err, studio.ErrGone):
		return exit.Said(signals.HungUp) // also where the signal is ignored that tells of it
	case signals.Interrupted(ctx) && errors.Is(err, context.Canceled):
		return nil // the signal is the exit status
	}
	return err
}

// unread says that letters of a character set cannot be typed, where that is so.
func unread(set string) string {
	if letters.Of(set) != nil {
		return ""
	}
	return " Letters beyond ASCII cannot be typed."
}
