package project

import (
	"context"
	"fmt"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/app/trust"
	"imagine-tui/tui/cli/console"
)

// sentence shows what the file of a project would run.
func sentence(p app.Project) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s would run %s on this computer, as you:\n", clean.Line(p.File), wording.Count(len(p.Programs), "program"))
	for _, one := range p.Programs {
		fmt.Fprintf(&b, "  %s\n", one.Words())
	}
	return b.String()
}

// Ask asks whether the programs of the project may run, where nobody was asked about
// what its file says, and returns the settings with the answer. Where nobody is there
// to be asked they do not run, which is said.
func Ask(ctx context.Context, c *console.Console, setup *app.Setup, s app.Settings) (app.Settings, error) {
	p := s.Project
	if len(p.Programs) == 0 || p.Trust != trust.Unasked {
		return s, nil
	}
	if !c.Attended() {
		c.Warn("%sThey do not run: %s project trust asks you about them.", sentence(p), app.Name)
		return s, nil
	}
	answer, err := c.Ask(ctx, "%sTrust it, until it changes? [y/N] ", sentence(p))
	if err != nil {
		return s, err
	}
	return answered(setup, p, yes(answer))
}

// yes tells whether an answer means so.
func yes(answer string) bool {
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes"
}

// answered remembers an answer, and returns the settings with it.
func answered(setup *app.Setup, p app.Project, given bool) (app.Settings, error) {
	a := trust.Refused
	if given {
		a = trust.Given
	}
	if err := setup.Trust(p, a); err != nil {
		return app.Settings{}, err
	}
	return setup.Settings()
}
