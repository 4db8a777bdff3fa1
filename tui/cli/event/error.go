package event

import (
	"errors"

	"imagine-tui/api/clean"
)

// Error is why a command failed.
type Error struct {
	Event   string `json:"event"`
	Status  int    `json:"status"` // the exit status
	Message string `json:"message"`
	// Help is the command line that tells more, "" where none does.
	Help string `json:"help"`
}

// Errors describes what kept a command from its work, one event for each thing
// that went wrong.
func Errors(problem error, status int, help string) []Error {
	if several, is := problem.(interface{ Unwrap() []error }); is {
		var list []Error
		for _, one := range several.Unwrap() {
			list = append(list, Errors(one, status, help)...)
		}
		return list
	}
	if inner := errors.Unwrap(problem); inner != nil && inner.Error() == problem.Error() {
		return Errors(inner, status, help) // nothing but a status around it
	}
	return []Error{{"error", status, clean.Scrub(clean.Line(problem.Error())), help}}
}
