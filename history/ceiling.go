package history

import (
	"context"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/journal"
)

// prepare makes the entry of a request in the journal. Under a ceiling that is
// also its share of it: what all processes have in the journal and in the
// ledger is counted first, and nobody else counts meanwhile. The share is gone
// with the entry, or goes on in the ledger.
func (l *Library) prepare(ctx context.Context, r api.Request, a queue.AccountInfo) (*journal.Record, error) {
	n := journal.New{Request: r, Key: a.KeyName, Origin: a.Origin, Sandbox: a.Sandbox, Folder: l.folder, Batch: a.Batch}
	if !l.ceiling.Set || a.Sandbox {
		return l.journal.Create(n, l.now)
	}
	unlock, err := l.ledger.Lock(ctx)
	if err != nil {
		return nil, fmt.Errorf("the ceiling cannot be kept, so nothing is sent: %w", err)
	}
	defer unlock()
	counted, err := l.Counted()
	if err != nil {
		return nil, fmt.Errorf("the ceiling cannot be kept, so nothing is sent: %w", err)
	}
	tokens, priced := api.Price(r.Operation, r.Style)
	if err := l.ceiling.Check(counted, tokens, priced); err != nil {
		return nil, err
	}
	return l.journal.Create(n, l.now)
}

// Counted is what counts against a ceiling today: what was spent, what is under
// way, and what was sent and never answered, by all processes that share the
// state folder.
func (l *Library) Counted() (tokens int, err error) {
	from, until := day(l.now())
	found, err := l.journal.Scan()
	if err != nil {
		return 0, fmt.Errorf("list unfinished requests: %w", err)
	}
	open := map[string]bool{}
	for _, f := range found {
		e := f.Entry
		if f.Class == journal.Unsent || e.Sandbox || e.Time().Before(from) || !e.Time().Before(until) {
			continue
		}
		open[e.ID] = true
		price, _ := api.Price(e.Request.Operation, e.Request.Style)
		tokens += price
	}
	spent, err := l.tally.Tokens(from, until, func(run string) bool { return open[run] })
	return tokens + spent, err
}
