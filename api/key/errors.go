package key

import (
	"errors"
	"fmt"
)

var (
	// ErrKeyringUnavailable says that the keyring of the system could not be
	// asked: there is none, it is locked, or it did not answer in time. A
	// caller that was saving asks before it keeps the key in the file instead.
	ErrKeyringUnavailable = errors.New("the system keyring is not available")
	// ErrNotInKeyring is what a Keyring returns for an account it has no
	// secret of.
	ErrNotInKeyring = errors.New("the secret is not in the system keyring")
	// ErrUnknown says that there is no key of that name.
	ErrUnknown = errors.New("no such key")
	// ErrExists says that a key of that name is there already.
	ErrExists = errors.New("a key of that name already exists")
)

// FileError reports a file that holds secrets and must not be used as it is.
type FileError struct {
	Path    string
	Problem string // what is wrong, after the path
	Remedy  string // what to do, often the line to run
}

// Error says what is wrong with which file and what to do.
func (e *FileError) Error() string {
	return fmt.Sprintf("%s %s: %s", e.Path, e.Problem, e.Remedy)
}

// LeftBehindError reports that a key was removed from the program while its
// secret is still in the system keyring, which could not be asked.
type LeftBehindError struct {
	Name    string
	Account string // under which the keyring has it, of service "imagine-tui"
	Err     error  // why; matches ErrKeyringUnavailable
}

// Error says what was removed and what was not.
func (e *LeftBehindError) Error() string {
	return fmt.Sprintf("key %q was removed here, but its secret is still in the system keyring (service %s, account %s): %v", e.Name, keyringService, e.Account, e.Err)
}

// Unwrap returns the reason.
func (e *LeftBehindError) Unwrap() error { return e.Err }

// kindError gives an error with a text of its own a sentinel to match.
type kindError struct {
	kind error
	text string
}

func (e *kindError) Error() string        { return e.text }
func (e *kindError) Is(target error) bool { return target == e.kind }

func ofKind(kind error, format string, args ...any) error {
	return &kindError{kind: kind, text: fmt.Sprintf(format, args...)}
}
