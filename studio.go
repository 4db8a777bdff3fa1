package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"imagine-tui/tui/studio"
)

// studio opens the studio. A broken config does not keep it closed: it opens
// with nothing but the sandbox, and says so.
func (a *app) studio(ctx context.Context) (err error) {
	if !isTerminal(a.stdin) || !isTerminal(a.stdout) {
		return usagef("the studio needs a terminal; for scripts there is: %s generate PROMPT", appName)
	}
	if a.env["TERM"] == "dumb" {
		return usagef("TERM=dumb cannot show the studio: set TERM to what your terminal is, often xterm-256color; for scripts there is: %s generate PROMPT", appName)
	}
	a.onScreen = true
	// Rows of many results are long-lived: half of the usual room for garbage
	// beside them is enough, and the collector has time.
	debug.SetGCPercent(50)
	var notices []string
	s, problem := loadSettings(a.places)
	if problem != nil {
		// The last line is short: the name will do, doctor tells the place.
		said := strings.ReplaceAll(problem.Error(), a.places.Config, filepath.Base(a.places.Config))
		notices = append(notices, "The config is not used: "+said+". Only the sandbox is there until that is mended.")
	}
	e, err := a.openEngine(ctx, s, engineOptions{Latency: s.Sandbox.Latency, OnlySandbox: problem != nil})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, e.close()) }()
	for _, p := range e.keys.Problems() {
		notices = append(notices, sentence(p))
	}
	lists, err := a.wildcards(s)
	if err != nil {
		return err
	}
	err = a.guardScreen(func() error {
		return studio.Run(ctx, studio.Options{
			Config: s.Studio, Keys: e.keys, Library: e.library, Queue: e.queue, Accounts: e.account,
			Operations: s.Operations,
			Defaults:   studio.Defaults{Key: s.Defaults.Key, Style: s.Defaults.Style, AspectRatio: s.Defaults.AspectRatio, Seed: s.Defaults.Seed},
			Budget:     studio.Budget{ConfirmAbove: s.Budget.ConfirmAbove, PerDay: s.Budget.PerDay, PerKey: s.Budget.PerKey},
			Wildcards:  lists, SheetEntry: sheetEntry, StyleSets: filepath.Join(a.places.ConfigDir, "sets"),
			StateDir: a.places.StateDir, Version: version(), Notices: notices, ConfigPath: a.places.Config,
			Environ: os.Environ(),
		})
	})
	if interrupted(ctx) && errors.Is(err, context.Canceled) {
		return nil // the signal is the exit status
	}
	return err
}
