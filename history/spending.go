package history

import (
	"fmt"
	"time"

	"imagine-tui/history/ledger"
)

// Payment is one picture as the ledger has it.
type Payment = ledger.Line

// beginning is before the first program that wrote a ledger.
var beginning = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// Payments calls use for every picture that this home paid for in a time, and for
// those of the sandbox, which cost nothing. Zero times are no bounds.
func Payments(l *Library, from, until time.Time, use func(Payment)) error {
	if from.Before(beginning) {
		from = beginning
	}
	if last := l.now().Add(24 * time.Hour); until.IsZero() || until.After(last) {
		until = last
	}
	if err := l.ledger.Paid(from, until, use); err != nil {
		return fmt.Errorf("read what was spent: %w", err)
	}
	return nil
}
