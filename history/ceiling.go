package history

import (
	"context"
	"errors"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/queue"
	"imagine-tui/history/journal"
	"imagine-tui/history/ledger"
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

// perhaps writes down what was sent and is given up without an answer: it may
// have been charged, so it goes on counting against the limits of a day. Where that cannot
// be written the entry must stay, which counts as well.
func (l *Library) perhaps(e journal.Entry) error {
	if e.Sandbox || e.SentAt.IsZero() || e.Request.Operation == "" {
		return nil
	}
	line := ledger.Line{
		Time: e.SentAt, Key: e.Key, Run: e.ID, Operation: string(e.Request.Operation), Style: e.Request.Style, Perhaps: true,
	}
	if tokens, priced := api.Price(e.Request.Operation, e.Request.Style); priced {
		line.Tokens = &tokens
	}
	err := l.ledger.Add(line)
	if err != nil && !l.ceiling.Set {
		l.warn(err) // a person is asked above a limit, and knows
		return nil
	}
	if err != nil {
		return fmt.Errorf("it stays, since it counts against the ceiling of today and that cannot be written down: %w", err)
	}
	return nil
}

// giveUp removes the entry of a request that was perhaps charged.
func (l *Library) giveUp(rec *journal.Record) error {
	if err := l.perhaps(rec.Entry()); err != nil {
		return errors.Join(err, rec.Release(err, false))
	}
	return l.end(rec, rec.Drop)
}

// settle ends the record of a saved picture. unspent says why the ledger does not
// tell of it yet: as long as it does not, the entry stays, without the bytes, and
// counts in its place.
func (l *Library) settle(rec *journal.Record, s Sidecar, unspent error) {
	done := rec.Done
	if unspent != nil {
		if err := rec.Placed(); err != nil {
			l.warn(err) // the next start sees that the picture is saved
		}
		unspent, done = l.spend(s), rec.Drop // there is room now for what the record took
	}
	if unspent != nil && !s.Sandbox {
		l.warn(unspent)
		done = func() error { return rec.Release(unspent, false) }
	}
	if err := l.end(rec, done); err != nil {
		// The next start sees that the picture is saved.
		l.warn(fmt.Errorf("close the record of a saved picture: %w", err))
	}
}
