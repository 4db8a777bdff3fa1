// Package order sends plans for the command line: what one costs, whether it may
// be sent, how its runs go, and what is told of them.
package order

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"strings"

	"imagine-tui/api/budget"
	"imagine-tui/api/clean"
	"imagine-tui/api/key"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/signals"
)

// Order is a plan on its way: with which key it is sent, at which cost, and what
// is asked and told meanwhile.
type Order struct {
	Console *console.Console
	Log     *slog.Logger
	Engine  *app.Engine
	Limits  budget.Limits

	Plan    plan.Plan
	Key     key.Key
	Account queue.Account
	Cost    budget.Cost
	// Parents is what the result of an item is made from, where its request does
	// not say; with them each item is a batch of its own.
	Parents []string
	// Ended is told of each item of the plan that was handed to the queue when it
	// has come to its end; nil where nobody wants to know.
	Ended func(item int, run queue.Run)
	// Hooks are told of what has ended; nil where nobody wants to know.
	Hooks Hooks
	// Keep puts the files in their place that the plan names and that are made to
	// be sent, once it may be sent; nil where there are none.
	Keep func() error

	Again    bool // send even what is saved already
	DryRun   bool // tell all of the plan, it is not sent
	Yes      bool // ask no question about cost
	FromFile bool // the prompts come from a file
	Piped    bool // standard input holds prompts: nobody can answer there
	JSON     bool
	Quiet    bool // tell only what went wrong
	// Unknown says what becomes of requests that were sent before and never
	// answered.
	Unknown Unknown
	// MaxFailures is after how many requests that failed or have no answer nothing
	// more is sent, 0 for never.
	MaxFailures int
	// Drain is how long what was sent is seen through after a signal.
	Drain signals.Drain

	lines     *Lines // where the plan comes line by line; Plan is empty then
	output    output
	delivered map[int]queue.Saved // items whose result is where it was asked for
	saved     map[int]bool        // items of the plan
	unsettled map[int]error       // items that are not sent without a word, and why
	underWay  int                 // items that somebody else sends
}

// Hooks hear of runs that ended, and of the end of all of them.
type Hooks interface {
	Ended(run queue.Run)
	BatchDone(saved, failed, unknown int, paid budget.Sum)
}

// Choose takes a key, with which the order is sent.
func (o *Order) Choose(name, otherwise string) (err error) {
	if o.Key, err = o.Engine.Keys.InUse(name, otherwise); err != nil {
		return err
	}
	o.Account, err = o.Engine.Account(o.Key.Name)
	return err
}

// Price works out what the plan costs, and what of it is saved, under way, or
// perhaps charged already. Requests whose picture is saved are not paid for.
func (o *Order) Price(ctx context.Context) error {
	o.look()
	if len(o.unsettled) > 0 && !o.DryRun {
		// What arrived and was not put in its place is, if that can be done now.
		done, err := history.Recover(ctx, o.Engine.Library, history.Earlier())
		if err != nil {
			return err
		}
		if slices.ContainsFunc(done, func(r history.Recovered) bool { return r.Event == history.EventRecovered }) {
			o.look()
		}
	}
	o.count()
	return nil
}

// look finds out how the items of the plan stand.
func (o *Order) look() {
	o.saved = map[int]bool{}
	for i, item := range o.Plan.Items {
		if o.Again {
			break
		}
		_, saved := o.Engine.Library.Find(o.Account.Origin, item.Request)
		if _, there := o.delivered[i]; there || saved {
			o.saved[i] = true
		}
	}
	o.standing()
}

// count adds up what is to be paid, as things stand.
func (o *Order) count() {
	o.Cost = budget.Cost{}
	if o.lines != nil {
		for _, share := range o.shares() {
			o.Cost.Join(share.Cost)
		}
		return
	}
	for i, item := range o.Plan.Items {
		if o.unsettled[i] != nil && o.Unknown != Send {
			o.Cost.Leave(item)
			continue
		}
		o.Cost.Add(item, o.saved[i])
	}
}

// nobody tells that there is no person who could answer.
func (o *Order) nobody() bool { return o.Piped || !o.Console.Attended() }

// allowed says whether the plan may be sent, or which number has to be typed
// before. An error says why it will not be sent at all.
func (o *Order) allowed() (budget.Answer, error) {
	shares := o.shares()
	if !slices.ContainsFunc(shares, pays) {
		return budget.Answer{}, nil
	}
	asked := budget.Question{Day: o.Engine.Library.Day(o.Limits, names(shares)...), Nobody: o.nobody(), Shares: shares}.Answer()
	switch {
	case asked.Step == budget.Never:
		return asked, exit.Misusef("%s. Nothing was sent; --yes does not override a ceiling", asked.Words())
	case o.Yes:
		return budget.Answer{}, nil
	case asked.Step == budget.Refuse:
		return asked, exit.Misusef("%s, and there is nobody to ask%s. Nothing was sent; --yes sends without asking", asked.Words(), whereOf(asked))
	}
	return asked, nil
}

// shares is what is to be sent with which key.
func (o *Order) shares() []budget.Share {
	if o.lines != nil {
		return o.lines.shares(o.Unknown == Send)
	}
	return []budget.Share{{Key: o.Key.Name, Free: o.Account.Sandbox, Cost: o.Cost}}
}

// pays tells whether something of a share costs.
func pays(s budget.Share) bool { return !s.Free && s.Cost.PayRuns > 0 }

// free tells whether nothing of the plan costs anything, whatever it would elsewhere.
func (o *Order) free() bool {
	shares := o.shares()
	if len(shares) == 0 {
		return o.Account.Sandbox
	}
	return !slices.ContainsFunc(shares, func(s budget.Share) bool { return !s.Free })
}

// names are those of the keys that are to pay.
func names(shares []budget.Share) []string {
	var list []string
	for _, s := range shares {
		if !s.Free && !slices.Contains(list, s.Key) {
			list = append(list, s.Key)
		}
	}
	return list
}

// size is how many requests there are.
func (o *Order) size() int {
	if o.lines != nil {
		return o.lines.taken
	}
	return len(o.Plan.Items)
}

// summary says what the plan consists of.
func (o *Order) summary() string {
	if o.lines != nil {
		return o.lines.summary()
	}
	return o.Plan.Summary()
}

// whereOf says in brackets which limit is in the way and where it is set.
func whereOf(asked budget.Answer) string {
	if where := asked.Where(); where != "" {
		return " (" + clean.Line(where) + ")"
	}
	return ""
}

// Confirm returns nil when the plan may be sent.
func (o *Order) Confirm(ctx context.Context) error {
	asked, err := o.allowed()
	if err != nil || asked.Step == budget.Go {
		return err
	}
	answer, err := o.Console.Ask(ctx, "%s, with key %s%s.\nType %d and press enter to send: ", clean.Line(asked.Words()), clean.Line(strings.Join(names(o.shares()), ", ")), whereOf(asked), asked.Number)
	if err != nil {
		return err
	}
	if answer != strconv.Itoa(asked.Number) {
		return exit.Misusef("the answer was not %d, so nothing was sent", asked.Number)
	}
	return nil
}
