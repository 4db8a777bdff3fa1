package order

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/exit"
)

// Unknown is what becomes of requests that were sent before and never answered:
// sending one again may pay for it twice. It is the value of a flag.
type Unknown string

// What can become of them. Usually it is asked at a terminal; where nobody can
// be, a plan leaves them out, and a single request fails.
const (
	Usual Unknown = ""
	Skip  Unknown = "skip" // leave these, do the rest
	Fail  Unknown = "fail" // send nothing
	Send  Unknown = "send" // send these again
	Ask   Unknown = "ask"
)

var unknowns = []string{string(Skip), string(Fail), string(Send), string(Ask)}

// UnknownUsage explains the flag.
const UnknownUsage = "requests that were sent before and never answered: `skip`, fail, send or ask\n(default: ask at a terminal; otherwise skip, or fail if there is only one request)"

// Set reads one of the words.
func (u *Unknown) Set(text string) error {
	if !slices.Contains(unknowns, text) {
		return fmt.Errorf("use one of %s", strings.Join(unknowns, ", "))
	}
	*u = Unknown(text)
	return nil
}

// String is the word.
func (u *Unknown) String() string { return string(*u) }

// Type names the kind of value in the help.
func (u *Unknown) Type() string { return "word" }

// standing looks at what of the plan somebody else sends, or was sent before
// and never answered. What is free cannot be paid twice. Where that cannot be
// told, no request will begin, and each says why.
func (o *Order) standing() {
	o.unsettled, o.underWay = map[int]error{}, 0
	stands, err := o.Engine.Library.Standings()
	if err != nil {
		return
	}
	for i, item := range o.Plan.Items {
		if o.saved[i] {
			continue
		}
		stand := stands(o.Account.Origin, item.Request)
		if stand == history.UnderWay {
			o.underWay++
		}
		if err := stand.Err(); err != nil && !o.Account.Sandbox {
			o.unsettled[i] = err
		}
	}
}

// Unsettled is how many requests of the plan were sent before and never
// answered.
func (o *Order) Unsettled() int { return len(o.unsettled) }

// Settle decides what becomes of requests that were sent before and never
// answered. When it returns an error nothing is sent, and all is said.
func (o *Order) Settle(ctx context.Context, r *Report) error {
	if len(o.unsettled) == 0 || o.Unknown == Send {
		return nil
	}
	how := o.how()
	if how == Ask {
		if o.nobody() {
			return o.nobodyToAsk()
		}
		var err error
		if how, err = o.ask(ctx); err != nil {
			return err
		}
	}
	switch how {
	case Send:
		o.Unknown = Send
		o.count()
		return nil
	case Skip:
		o.leaveOut(ctx, r)
		return nil
	default:
		return o.sendNothing(ctx, r)
	}
}

// how is what becomes of such requests, where nothing was said of it too.
func (o *Order) how() Unknown {
	switch {
	case o.Unknown != Usual:
		return o.Unknown
	case !o.nobody():
		return Ask
	case o.Piped || o.FromFile || o.size() > 1:
		return Skip
	}
	return Fail
}

func (o *Order) nobodyToAsk() error {
	return exit.Misusef("%s before and not in the library, and there is nobody to ask. Nothing was sent; --unknown skip leaves these, --unknown send sends them again", wereSent(len(o.unsettled)))
}

// keys are the names of those it is sent with.
func (o *Order) keys() []string {
	var list []string
	for _, s := range o.shares() {
		list = append(list, s.Key)
	}
	return list
}

func wereSent(n int) string {
	if n == 1 {
		return "1 of these was sent"
	}
	return fmt.Sprintf("%d of these were sent", n)
}

// ask has a person decide.
func (o *Order) ask(ctx context.Context) (Unknown, error) {
	again := *o
	again.Unknown = Send
	again.count()
	words := "Type send to send them again, which may be paid twice"
	if len(o.unsettled) < o.size() {
		words += ", skip to leave them out"
	}
	answer, err := o.Console.Ask(ctx, "%s before, to where key %s goes, and not in the library: possibly charged (%s recover lists them).\nWith these there is to pay %s, else %s. %s, anything else sends nothing: ",
		wereSent(len(o.unsettled)), clean.Line(strings.Join(o.keys(), ", ")), app.Name, again.Cost.Words(), o.Cost.Words(), words)
	if err != nil {
		return Fail, err
	}
	switch answer := Unknown(answer); answer {
	case Send, Skip:
		return answer, nil
	default:
		return Fail, nil
	}
}

// leaveOut takes them out of what is sent, and tells of each.
func (o *Order) leaveOut(ctx context.Context, r *Report) {
	if o.lines != nil {
		return // its turn comes
	}
	for i, item := range o.Plan.Items {
		if why := o.unsettled[i]; why != nil {
			r.ended(ctx, o.unsent(item, queue.StateUnknown, why))
		}
	}
}

// sendNothing tells of each request that it was not sent.
func (o *Order) sendNothing(ctx context.Context, r *Report) error {
	if o.lines != nil {
		if err := o.lines.tellAll(ctx, r); err != nil {
			return err
		}
	}
	for i, item := range o.Plan.Items {
		switch why := o.unsettled[i]; {
		case why != nil:
			r.ended(ctx, o.unsent(item, queue.StateUnknown, why))
		case o.saved[i]:
			run := o.unsent(item, queue.StateSaved, nil)
			run.Saved, _ = o.Engine.Library.Find(o.Account.Origin, item.Request)
			r.ended(ctx, run)
		default:
			r.ended(ctx, o.unsent(item, queue.StateCancelled, nil))
		}
	}
	if !o.Quiet {
		r.sumUp()
		o.Console.Warn("Nothing was sent.")
	}
	return exit.Said(exit.Failed)
}

// unsent is a run that did not come to be sent.
func (o *Order) unsent(item plan.Item, s queue.State, why error) queue.Run {
	return queue.Run{Item: item, KeyName: o.Key.Name, Free: o.Account.Sandbox, State: s, LocalErr: why}
}

// rest is which items of the plan are handed to the queue.
func (o *Order) rest() []int {
	items := make([]int, 0, len(o.Plan.Items))
	for i := range o.Plan.Items {
		if o.Sends(i) {
			items = append(items, i)
		}
	}
	return items
}

// Sends tells whether an item of the plan is handed to the queue.
func (o *Order) Sends(item int) bool {
	_, there := o.delivered[item]
	return !there && (o.unsettled[item] == nil || o.Unknown == Send)
}

// elsewhere says, once, that somebody else makes a picture of the plan.
func (r *Report) elsewhere(run queue.Run) {
	if !errors.Is(run.LocalErr, queue.ErrUnderWay) || r.told["elsewhere"] {
		return
	}
	r.told["elsewhere"] = true
	r.progress.Clear()
	r.order.Console.Say("Waiting for others: %s", wording.Sentence(run.LocalErr.Error()))
}
