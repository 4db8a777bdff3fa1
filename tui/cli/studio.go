package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"imagine-tui/tui/app"
	"imagine-tui/tui/studio"
)

// studio opens the studio. A broken config does not keep it closed: it opens
// with nothing but the sandbox, and says so.
func (a *program) studio(ctx context.Context) (err error) {
	if !isTerminal(a.stdin) || !isTerminal(a.stdout) {
		return usagef("the studio needs a terminal; for scripts there is: %s generate PROMPT", app.Name)
	}
	if a.setup.Environment["TERM"] == "dumb" {
		return usagef("TERM=dumb cannot show the studio: set TERM to what your terminal is, often xterm-256color; for scripts there is: %s generate PROMPT", app.Name)
	}
	a.onScreen = true
	// Rows of many results are long-lived: half of the usual room for garbage
	// beside them is enough, and the collector has time.
	debug.SetGCPercent(50)
	var notices []string
	s, problem := a.setup.Settings()
	if problem != nil {
		// The last line is short: the name will do, doctor tells the place.
		said := strings.ReplaceAll(problem.Error(), a.setup.Places.Config, filepath.Base(a.setup.Places.Config))
		notices = append(notices, "The config is not used: "+said+". Only the sandbox is there until that is mended.")
	}
	e, err := a.setup.OpenEngine(ctx, s, app.EngineOptions{Latency: s.Sandbox.Latency, OnlySandbox: problem != nil})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	for _, p := range e.Keys.Problems() {
		notices = append(notices, sentence(p))
	}
	lists, err := a.setup.Wildcards(s)
	if err != nil {
		return err
	}
	err = a.guardScreen(func() error {
		a.screen.Lock()
		defer a.screen.Unlock()
		return studio.Run(ctx, studio.Options{
			Config: s.Studio, Keys: e.Keys, Library: e.Library, Queue: e.Queue, Accounts: e.Account,
			Operations: s.Operations,
			Defaults:   studio.Defaults{Key: s.Defaults.Key, Style: s.Defaults.Style, AspectRatio: s.Defaults.AspectRatio, Seed: s.Defaults.Seed},
			Budget:     s.Budget,
			Wildcards:  lists, SheetEntry: sheetEntry, StyleSets: filepath.Join(a.setup.Places.ConfigDir, "sets"),
			StateDir: a.setup.Places.StateDir, Version: app.Version(), Notices: notices, ConfigPath: a.setup.Places.Config,
			Environ: os.Environ(),
		})
	})
	if interrupted(ctx) && errors.Is(err, context.Canceled) {
		return nil // the signal is the exit status
	}
	return err
}
