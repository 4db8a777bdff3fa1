package restore

import (
	"context"
	"fmt"
	"slices"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/api/plan"
	"imagine-tui/api/queue"
	"imagine-tui/api/wording"
	"imagine-tui/history"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/order"
)

// lot is what one key makes.
type lot struct {
	order  *order.Order
	report *order.Report
	of     []history.Entry // of each item of the plan
	seen   map[string]bool // hashes of requests
}

// add puts a recipe into the lot; false where it is not to be made, which is said
// unless the picture is there under another name, or comes with another recipe.
func (l *lot) add(c *console.Console, e history.Entry) bool {
	request := l.order.Engine.Library.Located(e.Sidecar.Request)
	err := request.Validate()
	if err == nil {
		err = request.CheckFiles()
	}
	if e.Sidecar.Foreign != nil {
		err = fmt.Errorf("its recipe is of another program (%s)", e.Sidecar.Foreign.Program)
	}
	if err != nil {
		c.Warn("%s cannot be made again: %s", clean.Line(e.SidecarPath), wording.Problem(err))
		return false
	}
	if l.seen[request.Hash()] {
		return false
	}
	l.seen[request.Hash()] = true
	if _, saved := l.order.Engine.Library.Find(l.order.Account.Origin, request); saved {
		return false
	}
	item := plan.Item{Request: request, Template: e.Sidecar.Template}
	item.Tokens, item.Priced = api.Price(request.Operation, request.Style)
	l.order.Plan.Items = append(l.order.Plan.Items, item)
	l.order.Parents = append(l.order.Parents, e.Sidecar.Parent)
	l.of = append(l.of, e)
	return true
}

// listed is how many recipes are named.
const listed = 20

// price lists what is missing, and says what it costs.
func (l *lot) price(ctx context.Context) error {
	c := l.order.Console
	c.Say("%s without %s picture, to be made with key %s:", wording.Count(len(l.of), "recipe"), its(len(l.of)), clean.Line(l.order.Key.Name))
	for i, e := range l.of {
		if i == listed {
			c.Say("  and %d more", len(l.of)-i)
			break
		}
		c.Say("  %s  %s", priced(l.order.Plan.Items[i]), clean.Line(c.Path(e.SidecarPath)))
	}
	if err := l.order.Price(ctx); err != nil {
		return err
	}
	l.report = order.NewReport(l.order)
	l.report.Planned()
	return nil
}

func its(n int) string {
	if n == 1 {
		return "its"
	}
	return "their"
}

func priced(item plan.Item) string {
	if !item.Priced {
		return "price unknown"
	}
	return wording.Count(item.Tokens, "token")
}

// ended gives a new picture what was thought of the one that is gone.
func (l *lot) ended(item int, run queue.Run) {
	if run.State != queue.StateSaved || item >= len(l.of) {
		return
	}
	old := l.of[item].Sidecar
	err := l.order.Engine.Library.Update(run.Saved.Path, func(s *history.Sidecar) {
		s.Picked, s.Rejected, s.Rating = old.Picked, old.Rejected, old.Rating
		for _, tag := range old.Tags {
			if !slices.Contains(s.Tags, tag) {
				s.Tags = append(s.Tags, tag)
			}
		}
	})
	if err != nil {
		l.order.Console.Warn("%s is saved; what was thought of it is not: %s", clean.Line(run.Saved.Path), wording.Problem(err))
	}
}
