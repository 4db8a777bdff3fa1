// Package exit says how a command ended: exit statuses, and the errors that
// carry them.
package exit

import (
	"errors"
	"fmt"

	"imagine-tui/api"
	"imagine-tui/api/clean"
	"imagine-tui/tui/app"
)

// Exit statuses, as documented for scripts.
const (
	OK          = 0
	Failed      = 1   // something failed, was cancelled, or nobody knows
	Usage       = 2   // usage or configuration, or above the budget with nobody to ask
	Key         = 3   // the key was refused or has no tokens
	Later       = 75  // nothing is wrong with a plan and some of it was not sent: the same command again does it
	Interrupted = 130 // by a person at a prompt, as by the signal; other signals: signals.Status
)

// Worse is the one of two statuses of work that says more of what went wrong: a key
// that cannot pay is worse than what failed, and what only was not sent for now is least.
func Worse(a, b int) int {
	rank := func(status int) int {
		if status == Later {
			return 0
		}
		return 2 * status
	}
	switch {
	case a == OK, b != OK && rank(b) > rank(a):
		return b
	}
	return a
}

// Error carries an exit status to the top. With a nil Err everything has been
// said already.
type Error struct {
	Status int
	Err    error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit status %d", e.Status)
	}
	return e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// Said is a status about which everything has been said.
func Said(status int) error { return &Error{Status: status} }

// Misuse is for what the person wrote: flags, arguments, the config. An error
// that has a status already keeps it.
func Misuse(err error) error {
	if _, has := errors.AsType[*Error](err); has || err == nil {
		return err
	}
	return &Error{Status: Usage, Err: err}
}

// Misusef is Misuse with a message made here.
func Misusef(format string, args ...any) error { return Misuse(fmt.Errorf(format, args...)) }

// KeyInPath refuses a file or folder whose name has an API key in it: a key that was
// pasted in the wrong place would be a name on the disk, and be printed.
func KeyInPath(path string) error {
	if !clean.HasKey(path) {
		return nil
	}
	return Misusef("that file or folder looks like an API key, so nothing was written there")
}

// Refused explains an error of the API; one that the key is to blame for exits
// with a status of its own.
func Refused(err error) error {
	refusal, ok := errors.AsType[*api.Error](err)
	if !ok {
		return err
	}
	said := errors.New(api.Explain(refusal))
	if refusal.KeyProblem() {
		return &Error{Status: Key, Err: said}
	}
	return said
}

// Of returns the exit status that an error means, and what is still to be said
// about it (nil: nothing).
func Of(err error) (status int, problem error) {
	if err == nil {
		return OK, nil
	}
	if known, ok := errors.AsType[*Error](err); ok {
		if known.Err == nil {
			return known.Status, nil
		}
		return known.Status, err
	}
	if _, invalid := errors.AsType[*app.InvalidError](err); invalid {
		return Usage, err
	}
	return Failed, err
}
