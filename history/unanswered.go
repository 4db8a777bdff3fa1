package history

import (
	"errors"

	"imagine-tui/api"
	"imagine-tui/api/budget"
	"imagine-tui/history/journal"
	"imagine-tui/history/ledger"
)

// addUnanswered adds to a day what was sent today and is not in the ledger as
// paid: what other processes have under way, what was never answered, and what was
// given up without an answer. It may be charged. What this session has under way
// its queue tells.
func addUnanswered(l *Library, d *budget.Day) error {
	from, until := day(l.now())
	lines, err := l.ledger.Lines(from, until)
	found, scanErr := l.journal.Scan()
	counted := map[string]bool{}
	for _, line := range lines {
		counted[line.Run] = counted[line.Run] || !line.Perhaps
	}
	for _, f := range found {
		e := f.Entry
		live := f.Class == journal.Live
		if f.Class == journal.Unsent || e.Sandbox || e.SentAt.IsZero() || e.SentAt.Before(from) || !e.SentAt.Before(until) || counted[e.ID] {
			continue
		}
		counted[e.ID] = true
		if live && l.Mine(e.ID) {
			continue
		}
		tokens, priced := api.Price(e.Request.Operation, e.Request.Style)
		d.Add(e.Key, tokens, priced)
	}
	for _, line := range lines {
		if !counted[line.Run] {
			counted[line.Run] = true
			d.Add(line.Key, tokensOf(line), line.Tokens != nil)
		}
	}
	return errors.Join(err, scanErr)
}

func tokensOf(line ledger.Line) int {
	if line.Tokens == nil {
		return 0
	}
	return *line.Tokens
}
