package cli

import (
	"errors"
	"fmt"

	"imagine-tui/tui/app"
)

// Exit statuses, as documented for scripts.
const (
	statusOK        = 0
	statusFailed    = 1 // something failed, was cancelled, or nobody knows
	statusUsage     = 2 // usage or configuration, or above the budget with nobody to ask
	statusKey       = 3 // the key was refused or has no tokens
	statusInterrupt = 130
)

// statusError carries an exit status to the top. With a nil Err everything
// has been said already.
type statusError struct {
	Status int
	Err    error
}

func (e *statusError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit status %d", e.Status)
	}
	return e.Err.Error()
}

func (e *statusError) Unwrap() error { return e.Err }

// usageError is for what the person wrote: flags, arguments, the config. An
// error that has a status already keeps it.
func usageError(err error) error {
	if _, has := errors.AsType[*statusError](err); has || err == nil {
		return err
	}
	return &statusError{Status: statusUsage, Err: err}
}

// usagef is usageError with a message made here.
func usagef(format string, args ...any) error { return usageError(fmt.Errorf(format, args...)) }

// statusOf returns the exit status that an error means, and what is still to
// be said about it (nil: nothing).
func statusOf(err error) (int, error) {
	if err == nil {
		return statusOK, nil
	}
	status, ok := errors.AsType[*statusError](err)
	_, invalid := errors.AsType[*app.InvalidError](err)
	switch {
	case !ok && invalid:
		return statusUsage, err
	case !ok:
		return statusFailed, err
	case status.Err == nil:
		return status.Status, nil
	}
	return status.Status, err
}
