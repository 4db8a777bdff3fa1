package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/history"
)

// price is what a plan costs, as far as the catalogue knows.
type price struct {
	runs   int
	tokens int // of those with a price
	// unpriced counts runs whose price nobody knows, saved or not.
	unpriced int

	saved int // runs that are saved already, so nothing is sent

	payRuns     int // runs to be sent
	payTokens   int
	payUnpriced int
	unknown     []string // styles (else operations) without a price, of those to be sent
}

func (p *price) add(item plan.Item, saved bool) {
	p.runs++
	p.tokens += item.Tokens
	if !item.Priced {
		p.unpriced++
	}
	if saved {
		p.saved++
		return
	}
	p.payRuns++
	p.payTokens += item.Tokens
	if item.Priced {
		return
	}
	p.payUnpriced++
	name := item.Request.Style
	if name == "" {
		name = string(item.Request.Operation)
	}
	if !slices.Contains(p.unknown, name) {
		p.unknown = append(p.unknown, name)
	}
}

// words say the price of what is to be sent.
func (p price) words() string {
	switch p.payUnpriced {
	case 0:
		return wording.Count(p.payTokens, "token")
	case p.payRuns:
		return "price unknown for " + strings.Join(p.unknown, ", ")
	}
	return fmt.Sprintf("%s and %s of unknown price (%s)", wording.Count(p.payTokens, "token"), wording.Count(p.payUnpriced, "picture"), strings.Join(p.unknown, ", "))
}

// asked returns the number that must be typed, and whether it must be: above
// the budget, or when the price is not known.
func (p price) asked(above int) (number int, ask bool) {
	if p.payUnpriced > 0 {
		return p.payRuns, true
	}
	return p.payTokens, p.payTokens > above
}

// confirm returns nil when the plan may be sent. The built-in sandbox costs
// nothing and never asks.
func (g *generation) confirm(ctx context.Context) error {
	if g.yes || g.account.Sandbox || g.price.payRuns == 0 {
		return nil
	}
	limit := g.settings.Budget.ConfirmAbove
	number, ask := g.price.asked(limit)
	what := fmt.Sprintf("%s is above your limit of %d", wording.Count(g.price.payTokens, "token"), limit)
	if over, day := g.overDay(); !ask && over > 0 {
		ask, what = true, fmt.Sprintf("%s more than your daily limit of %d", wording.Count(over, "token"), day)
	}
	if !ask {
		return nil
	}
	if g.price.payUnpriced > 0 {
		what = fmt.Sprintf("%s to send, %s", wording.Count(g.price.payRuns, "picture"), g.price.words())
	}
	if g.from == "-" || !isTerminal(g.app.stdin) || !isTerminal(g.app.stderr) {
		return usagef("%s, and there is nobody to ask. Nothing was sent; --yes sends without asking", what)
	}
	fmt.Fprintf(g.app.stderr, "%s, with key %s.\nType %d and enter to send: ", clean.Line(what), clean.Line(g.key.Name), number)
	answer, err := readLine(ctx, g.app.stdin)
	if err != nil {
		return err
	}
	if answer != strconv.Itoa(number) {
		return usagef("the answer was not %d, so nothing was sent", number)
	}
	return nil
}

// overDay returns how many tokens above the daily limit of the key, or of all
// keys together, this plan would lead; 0 within it, or without a limit.
func (g *generation) overDay() (over, limit int) {
	b := g.settings.Budget
	limit, limited := b.PerDay, b.PerDay > 0
	spent := g.engine.Library.Today
	if n, own := b.PerKey[g.key.Name]; own {
		limit, limited = n, true
		spent = func() history.Spend { return g.engine.Library.Spent(g.key.Name, time.Now()) }
	}
	if !limited {
		return 0, 0
	}
	return max(0, spent().Tokens+g.price.payTokens-limit), limit
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
