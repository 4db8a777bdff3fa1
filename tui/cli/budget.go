package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
)

// cost prices the plan. Requests whose picture is saved are not paid for.
func (g *generation) cost() budget.Cost {
	return budget.CostOf(g.plan, func(r api.Request) bool {
		if g.again {
			return false
		}
		_, saved := g.engine.Library.Find(g.account.Origin, r)
		return saved
	})
}

// confirm returns nil when the plan may be sent.
func (g *generation) confirm(ctx context.Context) error {
	if g.yes || g.account.Sandbox || g.price.PayRuns == 0 {
		return nil
	}
	asked := budget.Question{
		Day:    g.engine.Library.Day(g.settings.Budget, g.key.Name),
		Nobody: g.from == "-" || !isTerminal(g.app.stdin) || !isTerminal(g.app.stderr),
		Shares: []budget.Share{{Key: g.key.Name, Free: g.account.Sandbox, Cost: g.price}},
	}.Answer()
	switch asked.Step {
	case budget.Go:
		return nil
	case budget.Refuse:
		return usagef("%s, and there is nobody to ask. Nothing was sent; --yes sends without asking", asked.Words())
	case budget.Ask:
	}
	fmt.Fprintf(g.app.stderr, "%s, with key %s.\nType %d and enter to send: ", clean.Line(asked.Words()), clean.Line(g.key.Name), asked.Number)
	answer, err := readLine(ctx, g.app.stdin)
	if err != nil {
		return err
	}
	if answer != strconv.Itoa(asked.Number) {
		return usagef("the answer was not %d, so nothing was sent", asked.Number)
	}
	return nil
}

// readLine reads one line of a person, who may take all the time or leave.
func readLine(ctx context.Context, r io.Reader) (string, error) {
	type line struct {
		text string
		err  error
	}
	got := make(chan line, 1)
	// Reading a terminal cannot be cancelled: after an interrupt this
	// goroutine stays behind until the program ends, a moment later.
	go func() {
		text, err := bufio.NewReader(r).ReadString('\n')
		if text != "" {
			err = nil
		}
		got <- line{strings.TrimSpace(text), err}
	}()
	select {
	case l := <-got:
		if errors.Is(l.err, io.EOF) {
			return "", nil
		}
		return l.text, l.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
