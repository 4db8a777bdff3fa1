package history

import (
	"errors"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/history/journal"
	"imagine-tui/history/ledger"
)

// books say what was paid: the ledger does, and the journal where that cannot.
type books struct{ library *Library }

// spend writes down what the picture cost. It was charged once it was
// received, whether it can be saved or not. The picture matters more than the
// ledger, so of a failure is only told.
func (b books) spend(s Sidecar) error {
	return b.library.ledger.Add(ledger.Line{
		Time: s.Sent, Key: s.Key, Run: s.Run, Operation: string(s.Request.Operation), Style: s.Request.Style,
		Tokens: s.Tokens, Sandbox: s.Sandbox,
	})
}

// perhaps writes down what was sent and is given up without an answer: it may
// have been charged, so it goes on counting against the limits of a day. Where that cannot
// be written the entry must stay, which counts as well.
func (b books) perhaps(e journal.Entry) error {
	if e.Sandbox || e.SentAt.IsZero() || e.Request.Operation == "" {
		return nil
	}
	line := ledger.Line{
		Time: e.SentAt, Key: e.Key, Run: e.ID, Operation: string(e.Request.Operation), Style: e.Request.Style, Perhaps: true,
	}
	if tokens, priced := api.Price(e.Request.Operation, e.Request.Style); priced {
		line.Tokens = &tokens
	}
	err := b.library.ledger.Add(line)
	if err != nil && !b.library.ceiling.Set {
		b.library.warn(err) // a person is asked above a limit, and knows
		return nil
	}
	if err != nil {
		return fmt.Errorf("it stays, since it counts against the ceiling of today and that cannot be written down: %w", err)
	}
	return nil
}

// giveUp removes the entry of a request that was perhaps charged.
func (b books) giveUp(rec *journal.Record) error {
	if err := b.perhaps(rec.Entry()); err != nil {
		return errors.Join(err, rec.Release(err, false))
	}
	return b.library.end(rec, true, rec.Drop)
}

// settle ends the record of a saved picture. unspent says why the ledger does not
// tell of it yet: as long as it does not, the entry stays, without the bytes, and
// counts in its place.
func (b books) settle(rec *journal.Record, s Sidecar, unspent error) {
	done := rec.Done
	if unspent != nil {
		if err := rec.Placed(); err != nil {
			b.library.warn(err) // the next start sees that the picture is saved
		}
		unspent, done = b.spend(s), rec.Drop // there is room now for what the record took
	}
	if unspent != nil && !s.Sandbox {
		b.library.warn(unspent)
		done = func() error { return rec.Release(unspent, false) }
	}
	if err := b.library.end(rec, false, done); err != nil {
		// The next start sees that the picture is saved.
		b.library.warn(fmt.Errorf("close the record of a saved picture: %w", err))
	}
}
