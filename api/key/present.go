package key

import "context"

// Presenter is a Keyring that can tell whether it is there without being asked
// for anything: nobody has to unlock it for that.
type Presenter interface {
	// Present says why the keyring is not there, nil where it is.
	Present() error
}

// KeyringMissing says why the keyring cannot be used, nil where nothing speaks
// against it. The error is ErrKeyringUnavailable. Nobody is asked to unlock it,
// and it takes no longer than any call of a keyring.
func (s *Store) KeyringMissing(ctx context.Context) error {
	p, can := s.keyring.keyring.(Presenter)
	if !can {
		return nil
	}
	return s.keyring.do(ctx, p.Present, nil)
}
