package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/sandbox"
	"imagine-tui/tui"
)

// studio opens the screen. A config that cannot be used does not keep it
// closed: it opens with the sandbox alone and says why.
func (a *app) studio(cmd *cobra.Command, _ []string) error {
	if !isTerminal(a.stdin) || !isTerminal(a.stdout) {
		return usagef("the studio needs a terminal; imagine-tui generate works without one")
	}
	var notices []string
	s, err := a.loadSettings()
	if err != nil {
		s = defaultSettings()
		notices = append(notices, clean.Line(err.Error())+" Until that is mended only the sandbox is there.")
	}
	latency, err := sandbox.ParseLatency(s.Sandbox.Latency)
	if err != nil {
		return err
	}
	e, err := a.openEngine(cmd.Context(), s, "", latency, false)
	if err != nil {
		return err
	}
	for _, p := range e.keys.Problems() {
		notices = append(notices, clean.Line(p.Error()))
	}
	err = tui.Run(cmd.Context(), tui.Options{
		Config: s.Studio, Keys: e.keys, Library: e.library, Queue: e.queue, Accounts: e.account,
		Defaults: tui.Defaults{Key: s.Defaults.Key, Style: s.Defaults.Style, AspectRatio: s.Defaults.AspectRatio, Seed: s.Defaults.Seed},
		Budget:   tui.Budget{ConfirmAbove: s.Budget.ConfirmAbove}, StateDir: a.places.StateDir, Version: version(),
		Notices: notices, ConfigPath: a.places.Config, Environ: a.env.list(),
	})
	if closeErr := e.close(); closeErr != nil {
		a.log.Warn("closing", "problem", closeErr.Error())
		if err == nil && !errors.Is(closeErr, context.Canceled) {
			err = closeErr
		}
	}
	return err
}
