package budget

import (
	"fmt"

	"imagine-tui/api/wording"
)

// Ceiling is what a day may cost at most, whoever says yes. It counts what was
// spent, what is under way, and what was sent and never answered, by all
// processes that share a state folder.
type Ceiling struct {
	Set    bool
	Tokens int
	// Setting is what it is called where it was set.
	Setting string
}

// Lower is the lower of two ceilings.
func (c Ceiling) Lower(other Ceiling) Ceiling {
	if other.Set && (!c.Set || other.Tokens < c.Tokens) {
		return other
	}
	return c
}

// Check tells whether tokens may be sent on top of what counts already; nil if
// they may, else a *CeilingError. Where a price is not known nobody can tell,
// so it may not.
func (c Ceiling) Check(counted, tokens int, priced bool) error {
	if !c.Set || priced && counted+tokens <= c.Tokens {
		return nil
	}
	return &CeilingError{Ceiling: c, Counted: counted, Tokens: tokens, Priced: priced}
}

// CeilingError says that a ceiling is in the way. Nothing was sent.
type CeilingError struct {
	Ceiling         Ceiling
	Counted, Tokens int
	Priced          bool
}

func (e *CeilingError) Error() string {
	c := e.Ceiling
	switch {
	case c.Tokens == 0:
		return fmt.Sprintf("nothing that costs is sent: %s is 0", c.Setting)
	case !e.Priced:
		return fmt.Sprintf("the price is unknown, so the ceiling of %s per day cannot be guaranteed (%s)", wording.Count(c.Tokens, "token"), c.Setting)
	default:
		return fmt.Sprintf("%s more would exceed the ceiling of %d per day (%s): %d are already spent, running or unanswered",
			wording.Count(e.Tokens, "token"), c.Tokens, c.Setting, e.Counted)
	}
}
