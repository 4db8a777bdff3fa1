package budget

import (
	"fmt"

	"imagine-tui/api/wording"
)

// Sum is what something cost: tokens, and how many there are beside those whose
// price nobody knows.
type Sum struct{ Tokens, Unpriced int }

// Add adds the price of one more.
func (s *Sum) Add(tokens int, priced bool) {
	if !priced {
		s.Unpriced++
		return
	}
	s.Tokens += tokens
}

// Zero tells that nothing was paid for.
func (s Sum) Zero() bool { return s == Sum{} }

// Words say what it cost. What has no known price is not said to cost nothing.
func (s Sum) Words() string {
	switch {
	case s.Unpriced == 0:
		return wording.Count(s.Tokens, "token")
	case s.Tokens == 0:
		return "price unknown"
	}
	return fmt.Sprintf("%s and %d of unknown price", wording.Count(s.Tokens, "token"), s.Unpriced)
}

// UpTo says what it may have cost at most, as far as that is known: "up to 5
// tokens".
func (s Sum) UpTo() string {
	if s.Unpriced > 0 && s.Tokens == 0 {
		return s.Words()
	}
	return "up to " + s.Words()
}

// Number is the sum where tokens are meant anyhow: "5", "5 and 2 of unknown
// price".
func (s Sum) Number() string {
	switch {
	case s.Unpriced == 0:
		return fmt.Sprint(s.Tokens)
	case s.Tokens == 0:
		return fmt.Sprintf("%d of unknown price", s.Unpriced)
	}
	return fmt.Sprintf("%d and %d of unknown price", s.Tokens, s.Unpriced)
}
