package order

import (
	"encoding/json"
	"fmt"
	"strings"

	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/wording"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/planfile"
)

// dry tells each request of a plan that is not sent.
func (r *Report) dry() {
	o := r.order
	if o.lines != nil {
		o.lines.dry(r)
		return
	}
	for i, item := range o.Plan.Items {
		if r.broken != nil {
			return
		}
		if o.JSON {
			r.line(planfile.Of(item, o.take(o.Account.Origin, item, o.saved[i]), r.folder), "")
			continue
		}
		r.line(nil, columns(item))
	}
	o.Console.Say("Dry run: nothing was sent.")
}

// take is which picture of its request an item would be, or is where it is saved.
func (o *Order) take(origin string, item plan.Item, saved bool) int {
	takes := o.Engine.Library.Takes(origin, item.Request)
	if !saved {
		takes++
	}
	return max(takes, 1)
}

// columns is a request as people read it.
func columns(item plan.Item) string {
	q := item.Request
	tokens := "?"
	if item.Priced {
		tokens = fmt.Sprint(item.Tokens)
	}
	columns := []string{string(q.Operation), q.Style, q.AspectRatio, fmt.Sprint(q.Seed), tokens, clean.Line(q.Prompt)}
	for _, in := range q.Inputs {
		columns = append(columns, clean.Line(in.Name()))
	}
	return strings.Join(columns, "\t")
}

// Refusal is why the plan of a dry run would not be sent, and how that would end;
// nil where it would be, or where a person would be asked.
func (o *Order) Refusal() error {
	if how := o.how(); len(o.unsettled) > 0 {
		switch {
		case how == Ask && o.nobody():
			return o.nobodyToAsk()
		case how == Fail:
			return fmt.Errorf("%s before and never answered, so nothing would be sent; %s recover lists what was, --unknown send sends it again", wereSent(len(o.unsettled)), app.Name)
		}
	}
	_, err := o.allowed()
	return err
}

// TellMany tells of a plan that is far too large to be built, and that it would
// not be sent.
func TellMany(c *console.Console, asJSON bool, many *plan.TooManyError) error {
	price := "price unknown for " + strings.Join(many.Unpriced, ", ")
	large := largeEvent{Event: "planned", Runs: json.Number(many.Count.String()), Limit: many.Limit}
	if len(many.Unpriced) == 0 && many.Tokens != nil {
		tokens := json.Number(many.Tokens.String())
		large.Tokens = &tokens
		price = many.Tokens.String() + " tokens"
	}
	if asJSON {
		if err := c.JSON(large); err != nil {
			return err
		}
	}
	return exit.Misusef("%s pictures, %s: above %s in one plan nothing is sent; %s plan writes them to a file, of any length, and generate --plan sends it", many.Count, price, wording.Thousands(many.Limit), app.Name)
}
