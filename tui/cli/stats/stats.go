// Package stats is the subcommand stats: what was spent, and what was kept of it.
package stats

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"imagine-tui/api/clean"
	"imagine-tui/api/closest"
	"imagine-tui/history/tally"
	"imagine-tui/tui/app"
	"imagine-tui/tui/cli/console"
	"imagine-tui/tui/cli/exit"
	"imagine-tui/tui/cli/selection"
	"imagine-tui/tui/gallery/query"
)

// Options are what one call was asked for.
type Options struct {
	Console *console.Console
	Setup   *app.Setup

	By   string
	Date string // a range of dates, "" for all
	CSV  bool
	JSON bool
}

// Command returns the subcommand.
func Command(c *console.Console, setup *app.Setup) *cobra.Command {
	o := &Options{Console: c, Setup: setup}
	command := &cobra.Command{
		Use:   "stats",
		Short: "Show spending and picks by key, day, style or operation",
		Long: `Show how many pictures and videos were made, the tokens spent, and how many are picked
in the library. Spending comes from this computer's ledger, even if pictures were
deleted since; the sandbox costs nothing. The last line is the total.`,
		Example: `  imagine-tui stats
  imagine-tui stats --by day --date last-month
  imagine-tui stats --by style --csv > styles.csv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return run(c.Context(), o) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.StringVar(&o.By, "by", "key", "group by `what`: "+strings.Join(tally.Ways, ", "))
	f.StringVar(&o.Date, "date", "", "only this `time`, like date: in queries: 2026-10, yesterday, >=2026-10-05")
	f.BoolVar(&o.CSV, "csv", false, "print comma-separated values")
	selection.AddLibrary(f, setup)
	console.AddJSON(f, &o.JSON)
	return command
}

func run(ctx context.Context, o *Options) error {
	if !slices.Contains(tally.Ways, o.By) {
		hint := "use " + strings.Join(tally.Ways, ", ")
		if near := closest.Of(o.By, tally.Ways); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, " or ") + "?"
		}
		return exit.Misusef("--by %q: %s", clean.Short(o.By, 40), hint)
	}
	if o.CSV && o.JSON {
		return exit.Misusef("--csv and --json are two formats: use only one")
	}
	span, err := o.span()
	if err != nil {
		return err
	}
	library, err := o.Setup.Library()
	if err != nil {
		return err
	}
	spent, err := tally.Read(ctx, library, tally.Time{From: timeAt(span.Low), Until: end(span.High)})
	if err != nil {
		return err
	}
	list, all := spent.By(o.By)
	if len(list) == 0 {
		o.Console.Say("Nothing was made yet%s.", o.when())
		return nil
	}
	return o.print(list, all)
}

// span is the time that was asked for, in seconds.
func (o *Options) span() (query.Span, error) {
	if o.Date == "" {
		return query.Span{Low: math.MinInt64, High: math.MaxInt64}, nil
	}
	span, err := query.Dates(o.Date)
	if err != nil {
		return span, exit.Misusef("--date: %w", err)
	}
	return span, nil
}

func (o *Options) when() string {
	if o.Date == "" {
		return ""
	}
	return " in that time"
}

// end is what comes after the last second of a span, zero for none.
func end(second int64) time.Time {
	if at := timeAt(second); !at.IsZero() {
		return at.Add(time.Second)
	}
	return time.Time{}
}

// timeAt is a second of a span, zero for none.
func timeAt(second int64) time.Time {
	if second == math.MinInt64 || second == math.MaxInt64 {
		return time.Time{}
	}
	return time.Unix(second, 0)
}
