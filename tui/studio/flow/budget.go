package flow

import (
	"iter"
	"time"

	"imagine-tui/api/budget"
	"imagine-tui/api/queue"
	"imagine-tui/history"
)

// DayOf is what counts against the limits of today before anything is sent with
// the given keys. It reads the ledger, so it is called from commands. Without a
// library nothing was spent.
func DayOf(library *history.Library, limits budget.Limits, keys ...string) budget.Day {
	if library == nil {
		none := func() (nothing budget.Sum) { return nothing }
		return limits.DayOf(keys, none, func(string) budget.Sum { return none() })
	}
	return library.Day(limits, keys...)
}

// AddUnderWay adds to a day what is asked for and was not in the ledger when that
// was read.
func AddUnderWay(day *budget.Day, runs iter.Seq[queue.Run], read time.Time) {
	for r := range runs {
		paidSince := r.State == queue.StateSaved && r.Ended.After(read)
		if !r.Free && (!r.State.Ended() || paidSince) {
			day.Add(r.KeyName, r.Item.Tokens, r.Item.Priced)
		}
	}
}
