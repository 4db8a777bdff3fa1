package plan

import (
	"fmt"
	"math/big"

	"imagine-tui/api/wording"
)

// AtOnce is the most requests that are sent by a key that was pressed: with more
// of them nobody sees any more what they asked for. The command line, where a
// plan can be looked at before, takes up to MaxRuns.
const AtOnce = 1_000

// TooManyError says that a plan would hold more than Limit requests.
type TooManyError struct {
	Count *big.Int
	Limit int
	// Tokens is what all of them would cost by the catalogue, nil where that was
	// not worked out; Unpriced names what has no price there.
	Tokens   *big.Int
	Unpriced []string
}

func (e *TooManyError) Error() string {
	if e.Limit < MaxRuns {
		return fmt.Sprintf("%s pictures: the limit is %s at once. Use fewer styles or seeds, add sample 50 after the seeds, or use the command line",
			e.Count, wording.Thousands(e.Limit))
	}
	return fmt.Sprintf("%s pictures at once, above the limit of %d: use fewer styles or seeds, pick some of the prompts with sample 50, narrow the template, or write a plan to a file with imagine-tui plan", e.Count, e.Limit)
}

// Within tells whether so many requests may be sent at once, with a
// *TooManyError if not.
func Within(limit, requests int) error {
	if requests <= limit {
		return nil
	}
	return &TooManyError{Count: big.NewInt(int64(requests)), Limit: limit}
}
