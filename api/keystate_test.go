package api

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"imagine-tui/api/key"
)

// What a status and a code say about the key that was sent along.
func TestKeyState(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 24, 14, 22, 33, 0, time.UTC)
	answered := func(status int, code string) error {
		kind, outcome := classify(status, serverError{code: code}, false)
		return &Error{Kind: kind, Outcome: outcome, Status: status, Code: code, Message: "because"}
	}
	var none *Error
	for _, c := range []struct {
		name   string
		err    error
		health key.Health
		said   bool
	}{
		{"accepted", nil, key.OK, true},
		{"not validated", answered(401, "1001"), key.Refused, true},
		{"expired", answered(406, "1002"), key.Expired, true},
		{"no tokens", answered(402, "1101"), key.NoTokens, true},
		{"no tokens, as the first version said it", answered(424, ""), key.NoTokens, true},
		{"no tokens, wrapped", fmt.Errorf("key work: %w", answered(402, "1101")), key.NoTokens, true},
		{"no key at all", answered(400, "1000"), key.Unused, false},
		{"slow down", answered(429, "1202"), key.Unused, false},
		{"bad request", answered(400, "1003"), key.Unused, false},
		{"down", answered(503, "1200"), key.Unused, false},
		{"not from the API", errors.New("disk full"), key.Unused, false},
		{"no error of the API", none, key.Unused, false},
	} {
		state, said := KeyState(c.err, at)
		if state.Health != c.health || said != c.said {
			t.Errorf("%s: %v, %v", c.name, state.Health, said)
		}
		if said && !state.At.Equal(at) || c.err != nil && said && state.Message != "because" {
			t.Errorf("%s: %+v", c.name, state)
		}
	}
}
